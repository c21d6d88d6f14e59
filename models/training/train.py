"""Stage 2: train the whole model on questions about the pool's pictures. Can be stopped at any time.

    python3 train.py [--work DIR] [--steps 4500] [--minutes M] [--name plain] [--resume]

Writes NAME.pt every two minutes (weights, optimisers, random state). The learning rate falls to zero
over --steps, or over --minutes if that comes first (then the result depends on the machine's speed).
To finish early: stop it, and resume with a smaller number of steps.
"""
import argparse, time
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from data import Pool, Rows, batch
from evaluate import accuracy, draw_rows, letter_scores
from fetch import add_work
from model import Config, Nano, learning_rate, normalise
from optim import optimisers, set_rates
from pool import draw_pool, load_bank
from tokenizer import USER, Tokenizer

KINDS = ["letter", "word", "option", "text"]


def loss_of(model, b, log=None):
    pixels, tokens, places, targets, weights, kinds = b
    with torch.autocast("cpu", torch.bfloat16):
        states = model.states(model.see(normalise(pixels)), USER, tokens)
    # autocast off: the output layer is small here and its exactness matters
    logits = model.logits(states.reshape(-1, states.shape[-1])[places])
    losses = F.cross_entropy(logits, targets, reduction="none")
    if log is not None:
        right = (logits.argmax(-1) == targets).float()
        for k, name in enumerate(KINDS):
            if (kinds == k).any():
                log.setdefault(name, []).append(right[kinds == k].mean().item())
    return (losses * weights).sum() / weights.sum()


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--steps", type=int, default=4500)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--name", default="plain")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--pool-parts", type=int, default=1)
    parser.add_argument("--rate", type=float, default=0.01, help="Muon's; AdamW has a fifth of it")
    args = parser.parse_args()
    torch.manual_seed(2)
    torch.set_num_threads(2)
    rng, bank, tokenizer = np.random.default_rng(12), load_bank(args.work), Tokenizer.load(args.work)
    pool, rows = Pool(args.work, args.pool_parts), Rows(tokenizer, bank)
    model = Nano(Config(vocab=len(tokenizer.tokens)))
    model.vision.load_state_dict(torch.load(args.work / "vision.pt"))
    rest = nn.ModuleDict({n: m for n, m in model.named_children() if n != "vision"})
    pair = optimisers([(model.vision, 0.3), (rest, 1.0)])
    pair[1].add_param_group({"params": [model.norm], "scale": 1.0})
    path, step, spent = args.work / f"{args.name}.pt", 0, 0.0
    if args.resume and path.exists():
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        for optimiser, state in zip(pair, saved["optimisers"]):
            optimiser.load_state_dict(state)
        rng.bit_generator.state, step, spent = saved["random"], saved["step"], saved["spent"]
    held_images, held_facts = draw_pool(args.work, "test", 300, 998)
    held = draw_rows(bank, held_images, held_facts, 5)
    begin, kept, log, asked = time.time() - spent, time.time(), {}, 0
    while True:
        fraction = max(step / args.steps, (time.time() - begin) / 60 / args.minutes)
        rate = learning_rate(fraction, args.rate)
        set_rates(pair, rate, rate / 5)
        copy_share = max(0.04, 0.4 * (1 - fraction / 0.12))
        b = batch(pool, rows, rng, 16, 8, copy_share, short=rng.random() < 0.36)
        loss = loss_of(model, b, log)
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in pair:
            optimiser.step()
        step, asked = step + 1, asked + b[1].shape[0] * b[1].shape[1]
        log.setdefault("loss", []).append(loss.item())
        if step % 50 == 0:
            print(f"{step} {time.time() - begin:.0f}s", {k: round(float(np.mean(v)), 3) for k, v in log.items()}, flush=True)
            log = {}
        if fraction >= 1 or time.time() - kept > 120:
            kept = time.time()
            torch.save({"model": model.state_dict(), "optimisers": [o.state_dict() for o in pair], "step": step,
                        "spent": kept - begin, "random": rng.bit_generator.state}, path)
            scores = accuracy(letter_scores(model, tokenizer, held_images, held, bf16=True), held)
            print("held out", {t: round(100 * v[0]) for t, v in sorted(scores.items())},
                  f"mean {100 * np.mean([v[0] for v in scores.values()]):.1f}", flush=True)
        if fraction >= 1:
            print(f"done: {step} steps, {asked} questions since the start of this run")
            break


if __name__ == "__main__":
    main()
