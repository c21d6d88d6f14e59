"""Does the engine (llama.cpp, through `talo sweep --out FILE.jsonl`) answer as PyTorch does?

Each line of the JSONL is one sample under one knockout: task, index, layer (null: none), module,
logprobs by letter (normalised over the options), predicted. The same rows are asked here, in float32
from the checkpoint; the engine reads the quantised file, so small differences are expected.

    python3 agree.py CHECKPOINT TASKS.tsv SWEEP.jsonl [--work DIR] [--limit 2000]
"""
import argparse, json
import numpy as np
import torch
from evaluate import letter_scores, load_model
from fetch import add_work
from make_tasks import read_tsv
from tokenizer import Tokenizer


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("checkpoint")
    parser.add_argument("tasks")
    parser.add_argument("sweep")
    parser.add_argument("--limit", type=int, default=2000, help="lines compared, spread evenly")
    args = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = Tokenizer.load(args.work)
    model = load_model(args.checkpoint, tokenizer)
    images, rows = read_tsv(args.tasks)
    by_index = {r["index"]: r for r in rows}
    with open(args.sweep) as f:
        lines = [json.loads(line) for line in f if line.strip()]
    lines = [l for l in lines if str(l.get("index")) in by_index and l.get("intervention") in (None, "", "zero", "none")]
    lines = [lines[i] for i in np.unique(np.linspace(0, len(lines) - 1, min(args.limit, len(lines))).astype(int))]
    cells = {}
    for l in lines:
        cells.setdefault(None if l["layer"] is None else (l["layer"], l["module"]), []).append(l)
    same, worst, spread, gaps = 0, 0.0, [], []
    for cell, part in sorted(cells.items(), key=lambda c: str(c[0])):
        asked = [by_index[str(l["index"])] for l in part]
        used = sorted({r["image"] for r in asked})
        place = {i: k for k, i in enumerate(used)}
        scores = letter_scores(model, tokenizer, images[used], [dict(r, image=place[r["image"]]) for r in asked], skip=cell)
        for l, s in zip(part, scores):
            theirs = np.array([l["logprobs"].get(c, -np.inf) for c in "ABCD"])
            have = np.isfinite(theirs) & np.isfinite(s)
            difference = np.abs(theirs[have] - s[have]).max()
            agrees = "ABCD"[int(s.argmax())] == l["predicted"]
            same, worst = same + agrees, max(worst, difference)
            spread.append(difference)
            if not agrees:
                top = np.sort(s[have])
                gaps.append(top[-1] - top[-2])
    print(f"{len(lines)} answers compared, {len(cells)} knockouts (the base model counted as one)")
    print(f"same answer: {same} ({100 * same / len(lines):.2f} %)")
    print(f"log-probability difference: largest {worst:.4f}, median {np.median(spread):.4f}, 99th percentile {np.quantile(spread, .99):.4f}")
    if gaps:
        print(f"where the answers differ, PyTorch's lead of the first over the second option is at most {max(gaps):.4f}")


if __name__ == "__main__":
    main()
