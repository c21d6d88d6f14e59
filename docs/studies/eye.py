"""The tables of docs/pretrained.md about SmolLM2 with its eye, as Markdown.

    python3 eye.py [DIR]           from eye-answers.tsv beside this file; with study.sh's DIR what the protocols decided, too

Layers are compared with the base model on the same questions: points, McNemar's exact test, question by question. Pictures against words: both
are asked the same questions (index for index), so a layer's two effects are paired, too. Intervals of correlations and of differences are the
middle 95 % of 2,000 redraws of the pictures, seed 1. Whether a layer's two effects differ is asked of all layers at once: the largest of their
differences, in standard errors, against the largest where each picture's sign is drawn (10,000 times, seed 2).
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
FLIPS = 10000
HERE = pathlib.Path(__file__).parent


def share(r):
    return "–" if np.isnan(r) else f"{r:.2f}".replace("-", "−")


class Map:
    """One module's sweep: right or wrong of every question under every layer. changes: (questions, layers), 1, 0 or -1."""
    def __init__(self, rows, module):
        self.indices = [r["index"] for r in rows]
        self.picture = np.array([r.get("cluster") or r["index"] for r in rows])
        self.task = np.array([r["task"] for r in rows])
        self.base = np.array([r["base"] == "1" for r in rows])
        self.changes = np.array([[int(sign) for sign in r[module]] for r in rows]) - self.base[:, None].astype(int)
        self.layers = self.changes.shape[1]

    def at(self, places):
        """The same over some of the questions, in that order."""
        part = copy.copy(self)
        part.indices = [self.indices[p] for p in places]
        part.picture, part.task, part.base, part.changes = self.picture[places], self.task[places], self.base[places], self.changes[places]
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


def by_picture(changes, pictures):
    """Sums over the questions about each picture (pictures, layers), and how many these are (pictures, 1)."""
    names, of = np.unique(pictures, return_inverse=True)
    sums, counts = np.zeros((len(names), changes.shape[1])), np.zeros((len(names), 1))
    np.add.at(sums, of, changes)
    np.add.at(counts, of, 1)
    return sums, counts


def means(sums, counts, drawn):
    """The mean change of each layer over each row of drawn pictures."""
    return sums[drawn].sum(1) / counts[drawn].sum(1)


def alike(a, b, pictures, rng):
    """Correlation over the layers of two sweeps' mean changes over the same questions; its interval; what each agrees with itself,
    half against half (corrected for the length, Spearman-Brown), which is the most that two so noisy vectors could."""
    sums, counts = zip(*(by_picture(x, pictures) for x in (a, b)))
    n = len(counts[0])
    draw = rng.integers(n, size=(REDRAWS, n))
    redrawn = pearson(*(means(s, c, draw) for s, c in zip(sums, counts)))
    half = rng.permuted(np.tile(np.arange(n), (400, 1)), axis=1)
    own = []
    for s, c in zip(sums, counts):
        r = np.nanmean(pearson(means(s, c, half[:, :n // 2]), means(s, c, half[:, n // 2:])))
        own.append(2 * r / (1 + r) if r > 0 else r)
    return float(pearson(a.mean(0), b.mean(0))), np.nanquantile(redrawn, (0.025, 0.975)), own


def of_all_layers(sums):
    """p of each layer's mean difference, when the largest of all layers' is looked at; sums: of by_picture."""
    error = np.sqrt((sums ** 2).sum(0))
    size = lambda totals: np.abs(totals) / np.where(error > 0, error, 1)
    rng, largest = np.random.default_rng(2), []
    for _ in range(FLIPS // 500):
        largest.append(size(rng.choice([-1.0, 1.0], (500, len(sums))) @ sums).max(1))
    return (1 + (np.concatenate(largest)[:, None] >= size(sums.sum(0)) - 1e-9).sum(0)) / (1 + FLIPS)


def layers_table(pictures, words):
    """Each layer over all tasks, pictures and words; and whether the two differ."""
    rng = np.random.default_rng(1)
    fixed, broken = counts(pictures.changes)
    p = holm([mcnemar(f, b) for f, b in zip(fixed, broken)])
    print("| layer | pictures: Δ | fixed / broken | p, Holm | " + ("words: Δ | fixed / broken | p, Holm | pictures − words | p, all layers |" if words else ""))
    print("|--:|--:|--:|--:|" + ("--:|--:|--:|--:|--:|" if words else ""))
    if words:
        other = words.changes
        w_fixed, w_broken = counts(other)
        w_p = holm([mcnemar(f, b) for f, b in zip(w_fixed, w_broken)])
        apart = pictures.changes - other
        sums, asked = by_picture(apart, pictures.picture)
        low, high = np.quantile(means(sums, asked, rng.integers(len(sums), size=(REDRAWS, len(sums)))), (0.025, 0.975), axis=0)
        differ = of_all_layers(sums)
    for l in range(pictures.layers):
        row = f"| {l} | {points(pictures.changes[:, l].mean())} | {fixed[l]} / {broken[l]} | {said(p[l])} |"
        if words:
            row += (f" {points(other[:, l].mean())} | {w_fixed[l]} / {w_broken[l]} | {said(w_p[l])} | "
                    f"{points(apart[:, l].mean())} ({points(low[l])} to {points(high[l])}) | {said(differ[l])} |")
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
        r, (low, high), own = alike(a.changes, b.changes, a.picture, rng)
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
