"""The tables of docs/pretrained.md about SmolLM2 with its eye, as Markdown.

    python3 eye.py [DIR]           from eye-answers.tsv beside this file; with study.sh's DIR what the protocols decided, too

Layers are compared with the base model on the same questions: points, McNemar's exact test. Pictures against words: both are asked
the same questions (index for index), so a layer's two effects are paired, too; intervals of correlations and of differences are the
middle 95 % of 2,000 redraws of the questions, seed 1.
"""
import copy, pathlib, sys, warnings
import numpy as np
from answers import Answers
from tables import holm, mcnemar, points, protocols, said

TASKS = ["name", "place", "what", "present", "count", "flag",                                # the eye was trained for these, and never for those
         "kind", "fruit-vegetable", "lives", "travels", "capital", "continent", "language", "heavier", "colour", "odd"]
BOTH = ["name", "flag", "kind", "lives", "travels", "capital", "continent", "language"]     # well over chance with the picture and in words
MODULES = ["attention", "ffn", "layer"]
REDRAWS = 2000
HERE = pathlib.Path(__file__).parent


def share(r):
    return "–" if np.isnan(r) else f"{r:.2f}".replace("-", "−")


class Map:
    """One module's sweep: right or wrong of every question under every layer. changes: (questions, layers), 1, 0 or -1."""
    def __init__(self, rows, module):
        self.indices = [r["index"] for r in rows]
        self.task = np.array([r["task"] for r in rows])
        self.base = np.array([r["base"] == "1" for r in rows])
        self.changes = np.array([[int(sign) for sign in r[module]] for r in rows]) - self.base[:, None].astype(int)
        self.layers = self.changes.shape[1]

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


def main():
    warnings.simplefilter("ignore", RuntimeWarning)                      # a vector of nothing but zeros correlates with nothing: "–"
    answers = Answers.read(HERE / "eye-answers.tsv")
    for module in [m for m in MODULES if m in answers.modules]:
        asked = {name: [r for r in answers.rows.values() if r[module] and r["asked"] == name] for name in ("pictures", "words")}
        pictures = Map(asked["pictures"], module)
        words = Map(asked["words"], module).in_order_of(pictures) if asked["words"] else None
        print(f"\n### {module}\n")
        layers_table(pictures, words)
        if words:
            print(f"\nover the {len(BOTH)} tasks that are answered well over chance with the picture and in words:\n")
            layers_table(pictures.only(BOTH), words.only(BOTH))
            print()
            tasks_table(pictures, words)
    if len(sys.argv) < 2:
        return
    print("\n| asked with | module | protocol | tasks | a layer named | gain on the probe sets of these | on their held-out questions | fixed / broken, of | harmed | named |\n"
          "|---|---|---|--:|--:|--:|--:|--:|--:|---|")
    for d in protocols(pathlib.Path(sys.argv[1]), ["pictures", "words"]):
        print(f"| {d['name']} | attention | `{d['protocol']}` | {d['tasks']} | {d['chosen']} | {d['probe']} | {d['held']} | {d['changed']} | {d['harmed']} | {d['named']} |")


if __name__ == "__main__":
    main()
