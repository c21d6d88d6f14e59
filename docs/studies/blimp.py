"""The tables of docs/pretrained.md about BLiMP, as Markdown.

    python3 blimp.py [DIR]         from blimp-answers.tsv and gpt2-blimp.tsv beside this file; with study.sh's DIR what the protocols decided, too

blimp-answers.tsv was answered by llama.cpp's AVX-512, blimp-avx2-answers.tsv, of fewer pairs, by its AVX2; that also has other quantisations.
"""
import pathlib, sys
from itertools import groupby
from math import atanh, sqrt, tanh
from answers import Answers
from tables import holm, mcnemar, points, protocols, said

HERE = pathlib.Path(__file__).parent
COLUMNS = ["attention", "ffn", "layer", "uniform", "repeat"]


def base_table(rows):
    with open(HERE / "gpt2-blimp.tsv") as f:
        gpt2 = {task: float(acc) for task, acc in (line.split("\t") for line in f.read().splitlines()[1:])}
    print("| phenomenon | paradigm | pairs | acc | acc_norm | GPT-2 |\n|---|---|--:|--:|--:|--:|")
    tasks = [(group, task, list(pairs)) for (group, task), pairs in groupby(rows, key=lambda r: (r["group"], r["task"]))]
    means = {task: [share(pairs, c) for c in ("base", "norm")] for _, task, pairs in tasks}
    for group, task, pairs in tasks:
        acc, norm = means[task]
        print(f"| {group} | {task} | {len(pairs)} | {100 * acc:.1f} % | {100 * norm:.1f} % | {gpt2[task]:.1f} % |")
    mean = lambda values: sum(values) / len(means)
    print(f"| | **mean of {len(means)}** | | **{100 * mean(a for a, _ in means.values()):.1f} %** | {100 * mean(n for _, n in means.values()):.1f} % | {mean(gpt2[t] for t in means):.1f} % |")
    r, n = pearson([a for a, _ in means.values()], [gpt2[t] for t in means]), len(means)
    ends = [tanh(atanh(r) + z / sqrt(n - 3)) for z in (-1.96, 1.96)]
    print(f"\ncorrelation with GPT-2's over the {n} paradigms: {r:.2f} [{ends[0]:.2f}, {ends[1]:.2f}]")


def by_column(rows):
    """Of each column the pairs that have it."""
    return {c: having for c in COLUMNS if (having := [r for r in rows if r.get(c)])}


def layers_table(swept, where=""):
    """Each column's effect at each layer over all its pairs; where: what the headings add to the columns' names."""
    columns = []
    for module, rows in swept.items():
        print(f"\n{module}{where}: {len(rows)} pairs, base {100 * share(rows, 'base'):.1f} %")
        by_task = [list(pairs) for _, pairs in groupby(rows, key=lambda r: r["task"])]
        counts = every_layer(rows, module)
        column = ["– | – | – | – |"] * next(iter(counts))
        for (l, (fixed, broken)), p in zip(counts.items(), holm([mcnemar(*c) for c in counts.values()])):
            changes = [f - b for f, b in (fixed_broken(pairs, module, l) for pairs in by_task)]
            column.append(f"{points((fixed - broken) / len(rows))} | {fixed} / {broken} | {said(p)} | {sum(c > 0 for c in changes)} / {sum(c < 0 for c in changes)} |")
        columns.append(column)
    print("\n| layer |" + "".join(f" {m}{where}: Δ, points | fixed / broken | p, Holm | tasks up / down |" for m in swept))
    print("|--:|" + "--:|--:|--:|--:|" * len(swept))
    for l, cells in enumerate(zip(*columns)):
        print(f"| {l} | {' '.join(cells)}")


def paradigms_table(swept):
    """Of each paradigm the layer whose bypass gains most, and the one whose bypass loses most."""
    print("\n| phenomenon | paradigm | base |" + "".join(f" {m}: gains most: Δ, fixed/broken, p (Holm) | loses most |" for m in swept))
    print("|---|---|--:|" + "---|---|" * len(swept))
    by_task = {m: {task: list(pairs) for task, pairs in groupby(rows, key=lambda r: r["task"])} for m, rows in swept.items()}
    for task, pairs in next(iter(by_task.values())).items():
        row = f"| {pairs[0]['group']} | {task} | {100 * share(pairs, 'base'):.0f} % |"
        for module in swept:
            counts = every_layer(by_task[module][task], module)
            p = dict(zip(counts, holm([mcnemar(*c) for c in counts.values()])))
            change = {l: (f - b) / len(by_task[module][task]) for l, (f, b) in counts.items()}
            best, worst = max(change, key=change.get), min(change, key=change.get)
            cell = lambda l: f"{l}: {points(change[l], 0)}, {counts[l][0]}/{counts[l][1]}"
            row += f" {f'{cell(best)}, {p[best]:.2f}' if change[best] > 0 else 'none'} | {cell(worst) if change[worst] < 0 else 'none'} |"
        print(row)


def quantisations_table(rows, named):
    """The same pairs under the same bypasses in other quantisations (by study.sh's NAME), against the first."""
    asked = {name: {r["index"]: r for r in rows if r["asked"] == name and r.get("attention")} for name in named}
    common = [index for index in asked["blimp"] if all(index in of for of in asked.values())]
    first, effects = [asked["blimp"][i] for i in common], {}
    print(f"\n{len(common)} pairs\n\n| quantisation | base | answers other than {named['blimp']}'s | r of the 30 effects with its | without layers 0 and 1 | answers that a bypass changes |\n|---|--:|--:|--:|--:|--:|")
    for name, title in named.items():
        own = [asked[name][i] for i in common]
        counts = every_layer(own, "attention").values()
        effects[name] = [(f - b) / len(own) for f, b in counts]
        answers = lambda r: r["base"] + r["attention"]
        other = sum(a != b for one, two in zip(first, own) for a, b in zip(answers(one), answers(two)))
        r = lambda start: f"{pearson(effects['blimp'][start:], effects[name][start:]):.2f}"
        print(f"| {title} | {100 * share(own, 'base'):.1f} % | {other} of {(1 + len(counts)) * len(own):,} | {r(0)} | {r(2)} "
              f"| {sum(map(sum, counts))} of {len(counts) * len(own):,} |")


def share(rows, column):
    return sum(r[column] == "1" for r in rows) / len(rows)


def fixed_broken(rows, module, layer):
    """Answers that a layer's bypass sets right, and spoils."""
    return sum(r["base"] < r[module][layer] for r in rows), sum(r["base"] > r[module][layer] for r in rows)


def every_layer(rows, module):
    """fixed_broken of each layer that was tried, by layer."""
    return {l: fixed_broken(rows, module, l) for l, sign in enumerate(rows[0][module]) if sign != "-"}


def pearson(a, b):
    a, b = [x - sum(a) / len(a) for x in a], [x - sum(b) / len(b) for x in b]
    return sum(x * y for x, y in zip(a, b)) / sqrt(sum(x * x for x in a) * sum(y * y for y in b))


def main():
    answers = Answers.read(HERE / "blimp-answers.tsv")
    rows = list(answers.rows.values())                                   # by group and task
    base_table(rows)
    swept = by_column(rows)
    layers_table(swept)
    avx2 = list(Answers.read(HERE / "blimp-avx2-answers.tsv").rows.values())
    layers_table(by_column([r for r in avx2 if r["asked"] == "blimp"]), where=", AVX2")
    quantisations_table(avx2, {"blimp": "Q4_1", "q8_0": "Q8_0", "q4_0": "Q4_0"})
    if len(sys.argv) > 1:
        print("\n| protocol | tasks | a layer chosen | gain on the probe sets of these | on their held-out pairs | fixed / broken, of | harmed | mean over all tasks, held out |\n"
              "|---|--:|--:|--:|--:|--:|--:|--:|")
        for d in protocols(pathlib.Path(sys.argv[1]), ["blimp"]):
            print(f"| `{d['protocol']}` | {d['tasks']} | {d['chosen']} | {d['probe']} | {d['held']} | {d['changed']} | {d['harmed']} | {d['over_all']} |")
    paradigms_table(swept)


if __name__ == "__main__":
    main()
