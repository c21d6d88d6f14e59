"""What bypassing single decoder modules does, with the choice and the judgement on different questions.

Questions are drawn afresh (not the shipped ones). One half of each task's questions chooses the module
whose bypassing gains most; the other half says what that choice is worth.

    python3 knockouts.py CHECKPOINT [--work DIR] [--tasks a,b,c] [--per-task 300] [--json OUT]
"""
import argparse, json
import numpy as np
import torch
from evaluate import draw_rows, letter_scores, load_model
from fetch import add_work
from model import normalise
from pool import load_bank
from precision import autocast
from scenes import SCENES, draw_scene
from tasks import GROUP_OF, questions
from tokenizer import Tokenizer


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("checkpoint")
    parser.add_argument("--tasks", default="")
    parser.add_argument("--per-task", type=int, default=300)
    parser.add_argument("--modules", default="attention,ffn")
    parser.add_argument("--seed", type=int, default=31337)
    parser.add_argument("--json")
    args = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer, bank, rng = Tokenizer.load(args.work), load_bank(args.work), np.random.default_rng(args.seed)
    model = load_model(args.checkpoint, tokenizer)
    wanted = set(args.tasks.split(",")) if args.tasks else set(GROUP_OF)
    scenes = [s for s in SCENES if wanted & {q["task"] for _ in range(9) for q in
                                              questions(draw_scene(bank, "test", rng, s)[1], bank, rng)}]
    images, facts = zip(*(draw_scene(bank, "test", rng, s) for s in scenes for _ in range(2 * args.per_task)))
    rows = [r for r in draw_rows(bank, images, facts, args.seed, args.per_task) if r["task"] in wanted]
    used = sorted({r["image"] for r in rows})
    images, place = np.stack([images[i] for i in used]), {i: k for k, i in enumerate(used)}
    for r in rows:
        r["image"] = place[r["image"]]
    with torch.no_grad(), autocast():
        seen = torch.cat([model.see(normalise(torch.from_numpy(images[i:i + 64]))).float() for i in range(0, len(images), 64)])
    right = np.array([r["correct"] for r in rows])
    cells = [None] + [(l, m) for l in range(model.config.layers) for m in args.modules.split(",")]
    ok = {}
    for cell in cells:
        scores = letter_scores(model, tokenizer, images, rows, skip=cell, fast=True, seen=seen)
        ok[cell] = scores.argmax(1) == right
        print(cell, f"{100 * ok[cell].mean():.1f}", flush=True)
    report = {}
    for task in sorted({r["task"] for r in rows}):
        at = np.array([i for i, r in enumerate(rows) if r["task"] == task])
        first, second = at[rng.permutation(len(at))[:len(at) // 2]], None
        second = np.setdiff1d(at, first)
        best = max(cells[1:], key=lambda c: ok[c][first].mean())
        report[task] = {"best": f"layer {best[0]} {best[1]}", "chosen_on": len(first), "judged_on": len(second),
                        "base_first": float(ok[None][first].mean()), "gain_first": float(ok[best][first].mean() - ok[None][first].mean()),
                        "base": float(ok[None][second].mean()), "bypassed": float(ok[best][second].mean()),
                        "fixed": int((ok[best] & ~ok[None])[second].sum()), "broken": int((~ok[best] & ok[None])[second].sum()),
                        "all": {f"{c[0]} {c[1]}": float(ok[c][at].mean()) for c in cells[1:]}}
        r = report[task]
        print(f"{task:20s} {r['best']:18s} judged on {r['judged_on']}: {100 * r['base']:.1f} -> {100 * r['bypassed']:.1f}"
              f"  (fixed {r['fixed']}, broken {r['broken']}; first half {100 * r['gain_first']:+.1f})")
    if args.json:
        with open(args.json, "w") as f:
            json.dump(report, f, indent=1)


if __name__ == "__main__":
    main()
