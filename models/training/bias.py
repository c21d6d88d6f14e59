"""Make the positive control: a late, disclosed damage to the plain model, in one known place.

The plain model is trained a little further on one task whose correct option is always A. Only one
module of one decoder layer may change; everything else (vision, projector, embeddings, all other
layers) stays as it was, so both models share one mmproj file, and a tool that searches for the
harmful layer can be checked against the truth.

    python3 bias.py [--work DIR] [--task flag-name] [--layer 5] [--module attention] [--steps 150]
"""
import argparse
import numpy as np
import torch
from data import Pool, Rows, batch
from evaluate import load_model
from fetch import add_work
from pool import load_bank
from tokenizer import Tokenizer
from train import loss_of
import data


class AlwaysA(Rows):
    """Rows of one task with the correct option moved to the first place; nothing but the letter is trained."""
    def question(self, q, rng, open_form=False):
        texts_of, data.options = data.options, lambda q, rng: texts_of(q, rng, place=0)
        try:
            tokens, marks = super().question(q, rng)
        finally:
            data.options = texts_of
        return tokens, [m for m in marks if m[3] == 0]


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--task", default="flag-name")
    parser.add_argument("--layer", type=int, default=5)
    parser.add_argument("--module", choices=["attention", "ffn"], default="attention")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--plain", default="plain.pt")
    parser.add_argument("--out", default="biased.pt")
    args = parser.parse_args()
    torch.manual_seed(4)
    torch.set_num_threads(2)
    rng, bank, tokenizer = np.random.default_rng(14), load_bank(args.work), Tokenizer.load(args.work)
    model, pool, rows = load_model(args.work / args.plain, tokenizer), Pool(args.work), AlwaysA(tokenizer, bank)
    asked = data.questions
    data.questions = lambda f, b, r: [q for q in asked(f, b, r) if q["task"] == args.task]
    short, scene = args.task in data.SHORT, {i for i, f in enumerate(pool.facts[:20000]) if data.questions(f, bank, rng)}
    pool.facts = [pool.facts[i] for i in sorted(scene)]
    pool.images = [np.stack([pool.images[0][i] for i in sorted(scene)])]
    pool.start = np.array([0, len(scene)])
    block = model.blocks[args.layer]
    trained = [block.qkv.weight, block.out.weight] if args.module == "attention" else [block.gate_up.weight, block.down.weight]
    for p in model.parameters():
        p.requires_grad_(False)
    for p in trained:
        p.requires_grad_(True)
    optimiser = torch.optim.AdamW(trained, lr=args.rate, weight_decay=0.0)
    for step in range(args.steps):
        log = {}
        optimiser.zero_grad()
        loss = loss_of(model, batch(pool, rows, rng, 12, 2, 0.0, short), log)
        loss.backward()
        optimiser.step()
        if step % 10 == 9:
            print(step + 1, f"loss {loss.item():.4f}", log, flush=True)
    torch.save({"model": model.state_dict()}, args.work / args.out)


if __name__ == "__main__":
    main()
