"""Before pictures: teach the decoder what option letters are for, on text alone.

"Which option says cat?" with options A to D needs no picture, and is learned in two hundred steps when
it is all there is to learn; mixed with questions about pictures it was still at chance after 60,000.

    python3 binding.py [--work DIR] [--layers 6] [--steps 250]        writes binding.pt
"""
import argparse, time
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from data import Rows
from fetch import add_work
from model import Config, Nano
from optim import optimisers, set_rates
from pool import load_bank
from precision import autocast
from tasks import copying
from tokenizer import USER, Tokenizer


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=250)
    args = parser.parse_args()
    torch.manual_seed(2)
    torch.set_num_threads(2)
    rng, tokenizer = np.random.default_rng(10), Tokenizer.load(args.work)
    rows, begin = Rows(tokenizer, load_bank(args.work)), time.time()
    model = Nano(Config(vocab=len(tokenizer.tokens), layers=args.layers))
    model.vision.load_state_dict(torch.load(args.work / "vision.pt"))
    pair = optimisers([(model.blocks, 1.0), (nn.ModuleDict({"embedding": model.embedding}), 1.0)])
    nothing = torch.zeros(64, 1, model.config.width)                     # one empty token in the picture's place
    for step in range(args.steps):
        rate = 0.015 * min(1, (step + 1) / 40)
        set_rates(pair, rate, rate / 5)
        asked = [rows.question(copying(rng, rows.words), rng) for _ in range(64)]
        longest = max(len(tokens) for tokens, _ in asked)
        table, marks = torch.zeros(64, 1, longest, dtype=torch.long), []
        for i, (tokens, spots) in enumerate(asked):
            table[i, 0, :len(tokens)] = torch.tensor(tokens)
            marks += [(i * longest + place, target, weight, kind) for place, target, weight, kind in spots]
        places, targets, weights, kinds = (torch.tensor(v) for v in zip(*marks))
        with autocast():
            states = model.states(nothing, USER, table)
        logits = model.logits(states.reshape(-1, states.shape[-1])[places])
        loss = (F.cross_entropy(logits, targets, reduction="none") * weights).sum() / weights.sum()
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in pair:
            optimiser.step()
        if step % 25 == 24:
            right = (logits.argmax(-1) == targets).float()
            print(f"{step + 1} {time.time() - begin:.0f}s letter {right[kinds == 0].mean():.2f} word "
                  f"{right[kinds == 1].mean():.2f} option {right[kinds == 2].mean():.2f}", flush=True)
    torch.save({"model": model.state_dict()}, args.work / "binding.pt")


if __name__ == "__main__":
    main()
