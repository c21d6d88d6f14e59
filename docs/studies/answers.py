"""The studies' answers, right or wrong, in a file small enough to publish (*-answers.tsv), and out of what `talo` wrote.

    python3 answers.py write STUDY-answers.tsv RESULTS.jsonl ...      RESULTS: what study.sh makes, any number of modules
    python3 answers.py check STUDY-answers.tsv RESULTS.jsonl ...      are they the published ones? (of all questions, or of some)

A line is one question: group, task, index, cluster (the questions with one picture; empty where it has one of its own), what it was asked with, base
(1 right, 0 wrong), norm (the base model's options compared per byte), then a column for each module that was zeroed and each other intervention, a sign
for each layer, layer 0 first: 1, 0, or - for the layer that repeat leaves out. An empty cell was not asked. `write` keeps the columns that the results
do not have.
"""
import json, pathlib, sys

FIXED = ["group", "task", "index", "cluster", "asked", "base", "norm"]
JUDGED = ["base", "norm"]


class Answers:
    """What was answered, by question: cells by column."""
    def __init__(self, rows):
        self.rows = rows

    @staticmethod
    def read(path):
        with open(path) as f:
            names = f.readline().rstrip("\n").split("\t")
            rows = [dict(zip(names, line.rstrip("\n").split("\t"))) for line in f]
        return Answers({(r["asked"], r["index"]): r for r in rows})

    @staticmethod
    def of_results(paths):
        rows = {}
        for path in paths:
            asked, layers = path.stem.split("-")[0], {}                  # study.sh's NAME
            for line in map(json.loads, open(path)):
                key = asked, line["index"]
                row = rows.setdefault(key, dict(group=line.get("task_group") or "", task=line["task"], index=line["index"], asked=asked))
                if line.get("cluster", line["index"]) != line["index"]:
                    row["cluster"] = line["cluster"]
                if line["layer"] is None:
                    row["base"] = str(int(line["correct"]))
                    row["norm"] = str(int(normed(line)))
                else:
                    column = line["module"] if line["intervention"] == "zero" else line["intervention"]
                    layers.setdefault((key, column), {0: "-"} if column == "repeat" else {})[line["layer"]] = str(int(line["correct"]))
            for (key, column), signs in layers.items():
                if sorted(signs) != list(range(len(signs))):
                    raise SystemExit(f"{path}: {key[1]}: layers of {column} are missing: let study.sh finish")
                rows[key][column] = "".join(signs[l] for l in range(len(signs)))
        return Answers(rows)

    @property
    def modules(self):
        return [n for n in dict.fromkeys(name for row in self.rows.values() for name in row) if n not in FIXED]

    def write(self, path):
        names = [n for n in FIXED if any(n in row for row in self.rows.values())] + self.modules
        order = sorted(self.rows.values(), key=lambda r: (r["group"], r["task"], r["asked"]))
        with open(path, "w") as f:
            for row in [dict(zip(names, names)), *order]:
                f.write("\t".join(row.get(n, "") for n in names) + "\n")


def normed(line):
    """Whether the right option has the higher log-probability per byte (acc_norm)."""
    per_byte = {o: line["logprobs"][o] / b for o, b in zip(line["options"], line["option_bytes"])}
    return max(per_byte, key=per_byte.get) == line["answer"]


def main():
    what, path, *results = sys.argv[1:]
    path, new = pathlib.Path(path), Answers.of_results([pathlib.Path(r) for r in results])
    published = Answers.read(path) if path.exists() else Answers({})
    if what == "write":
        for key, row in new.rows.items():
            published.rows[key] = {**published.rows.get(key, {}), **row}
        published.write(path)
        return
    compared, apart = 0, []
    for key, row in new.rows.items():
        for name in [n for n in row if n in JUDGED + new.modules]:
            there = published.rows.get(key, {}).get(name, "")
            if there and len(there) != len(row[name]):
                raise SystemExit(f"{' '.join(key)}: {name} has {len(row[name])} layers, and {len(there)} as published")
            compared += len(there.replace("-", ""))
            apart += [(*key, name) for a, b in zip(there, row[name]) if a != b]
    print(f"{compared:,} answers compared, {len(apart)} are not as published" + "".join(f"\n{' '.join(a)}" for a in apart[:20]))
    if apart or not compared:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
