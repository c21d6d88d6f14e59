"""What the studies' tables share: tests, and how figures are written."""
import json
from math import comb


def mcnemar(fixed, broken):
    """Exact, two-sided."""
    n, k = int(fixed + broken), int(min(fixed, broken))
    return min(1.0, 2 * sum(comb(n, i) for i in range(k + 1)) / 2 ** n) if n else 1.0


def holm(ps):
    out, worst = [0.0] * len(ps), 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=lambda i: ps[i])):
        worst = max(worst, min(1.0, (len(ps) - rank) * ps[i]))
        out[i] = worst
    return out


def points(x, digits=1):
    """A share as points of accuracy, with its sign."""
    return f"{100 * x:+.{digits}f}".replace("-", "−")


def said(p):
    return "p < 0.001" if p < 0.001 else f"{p:.3f}"


def protocols(folder, names):
    """What each protocol decided, of `talo adapt --json` (study.sh): the figures of each file adapt-NAME-attention-PROTOCOL.json, ready to print.
    Attention is what protocols choose among."""
    for name in names:
        for path in sorted(folder.glob(f"adapt-{name}-attention-*.json"), key=lambda p: ["paper", "robust", "pooled"].index(p.stem.split("-")[-1])):
            decisions = [d for d in json.loads(path.read_text())["decisions"] if d["verdict"] != "skipped"]
            chosen = [d for d in decisions if d["chosen"]]
            probe = [next(e for e in d["evidence"] if e["knockout"] == d["chosen"])["counts"] for d in chosen]
            held = [d["judgement"]["counts"] for d in chosen]
            gains = lambda counts: [(c["fixed"] - c["broken"]) / c["samples"] for c in counts]
            mean = lambda counts: points(sum(gains(counts)) / len(counts)) if counts else "–"
            total = lambda key: sum(c[key] for c in held)
            yield dict(name=name, protocol=path.stem.split("-")[-1], tasks=len(decisions), chosen=len(chosen), probe=mean(probe), held=mean(held),
                       changed=f"{total('fixed')} / {total('broken')}, {total('samples')}" if held else "–",
                       harmed=sum(c["fixed"] < c["broken"] for c in held) if held else "–",
                       over_all=points(sum(gains(held)) / len(decisions)) if decisions else "–",
                       named=", ".join(f"`{d['task']}` {d['chosen']['layer']}" for d in chosen) or "–")
