"""The study's tables, as Markdown, from what `talo` wrote (study.sh runs it all).

    python3 study.py DIR           DIR: study.sh's; reads *.jsonl and adapt-*.json there

Layers are compared with the base model on the same questions: points, McNemar's exact test. Pictures against words: both are asked
the same questions (index for index), so a layer's two effects are paired, too; intervals of correlations and of differences are the
middle 95 % of 2,000 redraws of the questions, seed 1.
"""
import copy, json, pathlib, sys, warnings
import beside
import numpy as np
from math import comb
from questions import TRAINED, ZERO_SHOT

TASKS = TRAINED + ZERO_SHOT
BOTH = ["name", "flag", "kind", "lives", "travels", "capital", "continent", "language"]     # well over chance with the picture and in words
REDRAWS = 2000


def lines(path):
    with open(path) as f:
        return [json.loads(l) for l in f]


def points(x, digits=1):
    return f"{100 * x:+.{digits}f}".replace("-", "−")


def share(r):
    return "–" if np.isnan(r) else f"{r:.2f}".replace("-", "−")


def mcnemar(fixed, broken):
    n, k = int(fixed + broken), int(min(fixed, broken))
    return min(1.0, 2 * sum(comb(n, i) for i in range(k + 1)) / 2 ** n) if n else 1.0


def holm(ps):
    order, out, worst = np.argsort(ps), np.empty(len(ps)), 0.0
    for rank, i in enumerate(order):
        worst = max(worst, min(1.0, (len(ps) - rank) * ps[i]))
        out[i] = worst
    return out


def said(p):
    return "p < 0.001" if p < 0.001 else f"{p:.3f}"


class Map:
    """One module's sweep: right or wrong of every question under every layer. changes: (questions, layers), 1, 0 or -1."""
    def __init__(self, path, module):
        every = lines(path)
        base = {l["index"]: l for l in every if l["layer"] is None}
        self.indices = list(base)
        self.task = np.array([base[i]["task"] for i in self.indices])
        self.base = np.array([base[i]["correct"] for i in self.indices])
        at = {i: n for n, i in enumerate(self.indices)}
        of_module = [l for l in every if l["module"] == module]
        self.layers = 1 + max(l["layer"] for l in of_module)
        right = np.full((len(at), self.layers), -1)
        for l in of_module:
            right[at[l["index"]], l["layer"]] = l["correct"]
        if (right < 0).any():
            raise SystemExit(f"{path}: {module} is not complete: {(right < 0).sum()} answers are missing")
        self.changes = right - self.base[:, None].astype(int)

    def at(self, places):
        """The same over some of the questions, in that order."""
        part = copy.copy(self)
        part.indices = [self.indices[p] for p in places]
        part.task, part.base, part.changes = self.task[places], self.base[places], self.changes[places]
        return part

    def only(self, tasks):
        return self.at(np.flatnonzero(np.isin(self.task, tasks)))

    def in_order_of(self, other):
        """The same over the other's questions, in their order."""
        places = {i: p for p, i in enumerate(self.indices)}
        return self.at(np.array([places[i] for i in other.indices]))


def counts(changes):
    """Answers fixed and broken, of each layer."""
    return (changes > 0).sum(0), (changes < 0).sum(0)


def pearson(a, b):
    a, b = a - a.mean(-1, keepdims=True), b - b.mean(-1, keepdims=True)
    scale = np.sqrt((a * a).sum(-1) * (b * b).sum(-1))
    return np.where(scale > 0, (a * b).sum(-1) / np.where(scale > 0, scale, 1), np.nan)


def alike(a, b, rng):
    """Correlation over the layers of two sweeps' mean changes over the same questions; its interval; what each agrees with itself,
    half against half (corrected for the length, Spearman-Brown), which is the most that two so noisy vectors could."""
    n = len(a)
    draw = rng.integers(n, size=(REDRAWS, n))
    redrawn = pearson(a[draw].mean(1), b[draw].mean(1))
    half = rng.permuted(np.tile(np.arange(n), (400, 1)), axis=1)
    own = []
    for x in (a, b):
        r = np.nanmean(pearson(x[half[:, :n // 2]].mean(1), x[half[:, n // 2:]].mean(1)))
        own.append(2 * r / (1 + r) if r > 0 else r)
    return float(pearson(a.mean(0), b.mean(0))), np.nanquantile(redrawn, (0.025, 0.975)), own


def layers_table(pictures, words):
    """Each layer over all tasks, pictures and words; and whether the two differ."""
    rng = np.random.default_rng(1)
    fixed, broken = counts(pictures.changes)
    p = holm([mcnemar(f, b) for f, b in zip(fixed, broken)])
    print("| layer | pictures: Δ | fixed / broken | p, Holm | " + ("words: Δ | fixed / broken | p, Holm | pictures − words |" if words else ""))
    print("|--:|--:|--:|--:|" + ("--:|--:|--:|--:|" if words else ""))
    if words:
        other = words.changes
        w_fixed, w_broken = counts(other)
        w_p = holm([mcnemar(f, b) for f, b in zip(w_fixed, w_broken)])
        apart = pictures.changes - other
        draw = rng.integers(len(apart), size=(REDRAWS, len(apart)))
        low, high = np.quantile(np.stack([apart[d].mean(0) for d in draw]), (0.025, 0.975), axis=0)
    for l in range(pictures.layers):
        row = f"| {l} | {points(pictures.changes[:, l].mean())} | {fixed[l]} / {broken[l]} | {said(p[l])} |"
        if words:
            row += (f" {points(other[:, l].mean())} | {w_fixed[l]} / {w_broken[l]} | {said(w_p[l])} | "
                    f"{points(apart[:, l].mean())} ({points(low[l])} to {points(high[l])}) |")
        print(row)


def tasks_table(pictures, words):
    rng = np.random.default_rng(1)
    print("| task | base | gains most: Δ, fixed/broken, p (Holm) | loses most | in words: base | gains most | loses most | pictures with words: r (95 %) | itself: pictures, words |")
    print("|---|--:|---|---|--:|---|---|--:|--:|")

    def ends(changes):
        fixed, broken = counts(changes)
        p, delta = holm([mcnemar(f, b) for f, b in zip(fixed, broken)]), changes.mean(0)
        cell = lambda l: f"{l}: {points(delta[l], 0)}, {fixed[l]}/{broken[l]}, {p[l]:.2f}"
        best, worst = int(delta.argmax()), int(delta.argmin())
        return cell(best) if delta[best] > 0 else "none", cell(worst) if delta[worst] < 0 else "none"

    for task in [*TASKS, "all"]:
        a, b = (m.only(TASKS if task == "all" else [task]) for m in (pictures, words))
        r, (low, high), own = alike(a.changes, b.changes, rng)
        print(f"| {'**all**' if task == 'all' else '`' + task + '`'} | {100 * a.base.mean():.0f} % | {' | '.join(ends(a.changes))} | {100 * b.base.mean():.0f} % | "
              f"{' | '.join(ends(b.changes))} | {share(r)} ({share(low)} to {share(high)}) | {share(own[0])}, {share(own[1])} |")


def protocols(folder):
    print("| asked with | module | protocol | tasks | a layer named | gain on the probe sets of these | on their held-out questions | fixed / broken, of | harmed | named |")
    print("|---|---|---|--:|--:|--:|--:|--:|--:|---|")
    for path in sorted(folder.glob("adapt-*.json")):
        _, what, module, protocol = path.stem.split("-")
        decisions = [d for d in json.loads(path.read_text())["decisions"] if d["verdict"] != "skipped"]
        chosen = [d for d in decisions if d["chosen"]]
        probe = [next(e for e in d["evidence"] if e["knockout"] == d["chosen"])["counts"] for d in chosen]
        held = [d["judgement"]["counts"] for d in chosen]
        mean = lambda counts: points(np.mean([(c["fixed"] - c["broken"]) / c["samples"] for c in counts])) if counts else "–"
        total = lambda key: sum(c[key] for c in held)
        names = ", ".join(f"`{d['task']}` {d['chosen']['layer']}" for d in chosen) or "–"
        print(f"| {'pictures' if what == 'tasks' else what} | {module} | `{protocol}` | {len(decisions)} | {len(chosen)} | {mean(probe)} | {mean(held)} | "
              f"{total('fixed')} / {total('broken')}, {total('samples')} | {sum(c['fixed'] < c['broken'] for c in held)} | {names} |")


def main():
    folder = pathlib.Path(sys.argv[1])
    warnings.simplefilter("ignore", RuntimeWarning)                      # a vector of nothing but zeros correlates with nothing: "–"
    for module in ("attention", "ffn", "layer"):
        if not (folder / f"tasks-{module}.jsonl").exists():
            continue
        pictures = Map(folder / f"tasks-{module}.jsonl", module)
        words = Map(folder / f"words-{module}.jsonl", module).in_order_of(pictures) if (folder / f"words-{module}.jsonl").exists() else None
        print(f"\n### {module}\n")
        layers_table(pictures, words)
        if words:
            print(f"\nover the {len(BOTH)} tasks that are answered well over chance with the picture and in words:\n")
            layers_table(pictures.only(BOTH), words.only(BOTH))
            print()
            tasks_table(pictures, words)
    print()
    protocols(folder)


if __name__ == "__main__":
    main()
