"""Stage 2: train the whole model on questions about the pool's pictures. Can be stopped at any time.

    python3 train.py --layers 6 --name shallow --steps 2400 --span 0 0.5 [--work DIR] [--minutes M]
    python3 train.py --layers 12 --name plain --from shallow.pt --steps 1400 --span 0.5 1

Writes NAME.pt every two and a half minutes; --resume goes on from there. The learning rate follows the
part of a falling cosine that --span names, over --steps, or over --minutes if that comes first (then
the result depends on the machine's speed). To finish early: stop, resume with fewer steps.

Most lessons are taught to a decoder of half the depth, which costs half as much. Then it is grown:
after each layer a new one is put that adds nothing yet, and all are trained on together.

Two single-threaded processes, each with its own batch, share their gradients in memory and take the
same step: on a busy two-core machine twice as fast as one process with two threads, which would wait
for each other at every operation.
"""
import argparse, multiprocessing, time
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from data import NAMING, Pool, Rows, batch
from evaluate import accuracy, draw_rows, letter_scores
from fetch import add_work
from model import Config, Nano, learning_rate, normalise
from optim import optimisers, set_rates
from pool import draw_pool, load_bank
from precision import autocast
from tokenizer import USER, Tokenizer

KINDS = ["letter", "word", "option", "text"]


def loss_of(model, b, log=None):
    pixels, tokens, places, targets, weights, kinds, sights = b
    with autocast():
        seen = model.see(normalise(pixels))
        states = model.states(seen, USER, tokens)
    # autocast off: the output layer is small here and its exactness matters
    logits = model.logits(states.reshape(-1, states.shape[-1])[places])
    losses = F.cross_entropy(logits, targets, reduction="none")
    if log is not None:
        right = (logits.argmax(-1) == targets).float()
        for k, name in enumerate(KINDS):
            if (kinds == k).any():
                log.setdefault(name, []).append(right[kinds == k].mean().item())
    named = model.logits(seen.reshape(-1, seen.shape[-1])[sights[:, 0]])
    if log is not None:
        log.setdefault("sight", []).append((named.argmax(-1) == sights[:, 1]).float().mean().item())
    return (losses * weights).sum() / weights.sum() + 0.3 * F.cross_entropy(named, sights[:, 1])


def grown(state, layers):
    """A deeper model's weights that compute the same: each layer is followed by copies that add nothing."""
    old = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("blocks."))
    times, out = layers // old, {}
    for key, value in state.items():
        if not key.startswith("blocks."):
            out[key] = value
            continue
        _, i, rest = key.split(".", 2)
        for copy in range(times):
            silent = copy > 0 and rest in ("out.weight", "down.weight")
            out[f"blocks.{int(i) * times + copy}.{rest}"] = torch.zeros_like(value) if silent else value.clone()
    return out


def work(rank, workers, args, shared, gate):
    torch.manual_seed(2)                                                 # the same weights in every process
    torch.set_num_threads(1)
    bank, tokenizer = load_bank(args.work), Tokenizer.load(args.work)
    pool, rows = Pool(args.work, args.pool_parts), Rows(tokenizer, bank)
    model = Nano(Config(vocab=len(tokenizer.tokens), layers=args.layers))
    model.vision.load_state_dict(torch.load(args.work / "vision.pt"))
    if args.start:
        model.load_state_dict(grown(torch.load(args.work / args.start)["model"], args.layers))
    pair = optimisers([(model.vision, 0.3), (model.projector, 0.5), (model.blocks, 1.0), (nn.ModuleDict({"embedding": model.embedding}), 1.0)])
    pair[1].add_param_group({"params": [model.norm], "scale": 1.0})
    path, step, spent = args.work / f"{args.name}.pt", 0, 0.0
    if args.resume and path.exists():
        saved = torch.load(path)
        model.load_state_dict(saved["model"])
        for optimiser, state in zip(pair, saved["optimisers"]):
            optimiser.load_state_dict(state)
        step, spent = saved["step"], saved["spent"]
    rng = np.random.default_rng([12, rank, step])
    parameters = list(model.parameters())
    held_images, held_facts = draw_pool(args.work, "test", 120, 998)
    held = draw_rows(bank, held_images, held_facts, 5)
    begin, kept, log = time.time() - spent, time.time(), {}
    while True:
        if rank == 0:                                                    # one clock for all
            shared[-1, 0] = max(step / args.steps, (time.time() - begin) / 60 / args.minutes)
        gate.wait()
        fraction = float(shared[-1, 0])
        whole = args.span[0] + (args.span[1] - args.span[0]) * fraction
        rate = learning_rate(whole, args.rate) * min(1, (step + 1) / 40)
        set_rates(pair, rate, rate / 5)
        copy_share = max(0.04, args.copy * (1 - fraction))
        easy = whole < args.naming                                       # what is it? before: how many, which is larger
        if rng.random() < args.open * (1 - fraction):                     # no options: four times cheaper a question
            b = batch(pool, rows, rng, args.pictures + 4, 8, 0.0, False, NAMING if easy else None, open_forms=True)
        else:
            short = not easy and rng.random() < 0.36
            b = batch(pool, rows, rng, args.pictures, 6, copy_share, short, NAMING if easy else None)
        loss = loss_of(model, b, log)
        model.zero_grad()
        loss.backward()
        shared[rank] = torch.cat([p.grad.reshape(-1) for p in parameters])
        gate.wait()
        mean, at = shared[:workers].mean(0), 0
        gate.wait()
        for p in parameters:
            p.grad.copy_(mean[at:at + p.numel()].view_as(p))
            at += p.numel()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimiser in pair:
            optimiser.step()
        step += 1
        log.setdefault("loss", []).append(loss.item())
        if rank == 0 and step % 25 == 0:
            print(f"{step} {time.time() - begin:.0f}s", {k: round(float(np.mean(v)), 3) for k, v in log.items()}, flush=True)
            log = {}
        if rank == 0 and (fraction >= 1 or time.time() - kept > 150):
            kept = time.time()
            torch.save({"model": model.state_dict(), "optimisers": [o.state_dict() for o in pair], "step": step,
                        "spent": kept - begin}, path)
            scores = accuracy(letter_scores(model, tokenizer, held_images, held, fast=True), held)
            print("held out", {t: round(100 * v[0]) for t, v in sorted(scores.items())},
                  f"mean {100 * np.mean([v[0] for v in scores.values()]):.1f}", flush=True)
        if fraction >= 1:
            return


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--name", default="plain")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--from", dest="start", help="a checkpoint of a model with as many layers or a fraction of them")
    parser.add_argument("--span", type=float, nargs=2, default=(0.0, 1.0))
    parser.add_argument("--naming", type=float, default=0.1, help="part of the whole course that only asks for names")
    parser.add_argument("--open", type=float, default=0.9, help="share of batches with open questions, at the start")
    parser.add_argument("--copy", type=float, default=0.3, help="share of text-only questions, at the start")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--pool-parts", type=int, default=1)
    parser.add_argument("--pictures", type=int, default=12, help="pictures a batch and process; six questions each")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=0.015, help="Muon's; AdamW has a fifth of it")
    args = parser.parse_args()
    torch.set_num_threads(1)
    vocab = len(Tokenizer.load(args.work).tokens)
    size = sum(p.numel() for p in Nano(Config(vocab=vocab, layers=args.layers)).parameters())
    shared = torch.zeros(args.workers + 1, size).share_memory_()         # gradients; the last row holds the clock
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(args.workers)
    crew = [fork.Process(target=work, args=(r, args.workers, args, shared, gate), daemon=True) for r in range(args.workers)]
    for process in crew:
        process.start()
    for process in crew:
        process.join()


if __name__ == "__main__":
    main()
