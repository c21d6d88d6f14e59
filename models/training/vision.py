"""Stage 1: teach the ViT to see, before there is a decoder: what lies under each patch?

Every scene says what is where (facts["items"]); a linear layer on each of the 64 tokens names the item
under it, or nothing. Dozens of lessons a picture, at several times the pictures a second. The layer is
thrown away afterwards.

    python3 vision.py [--work DIR] [--steps 1800] [--minutes M]     writes vision.pt every minute
"""
import argparse, time
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from data import Pool
from fetch import add_work
from model import Config, Vision, learning_rate, normalise
from optim import optimisers, set_rates
from pool import draw_pool, load_bank
from precision import autocast


def labels_of(facts, known, patch=8, side=8):
    """(pictures, 64) numbers of the item under each patch's centre; 0 is nothing."""
    out = np.zeros((len(facts), side, side), np.int64)
    for grid, f in zip(out, facts):
        for label, x, y, reach in f["items"]:
            x0, x1 = (int(np.ceil((v - patch / 2) / patch)) for v in (x - reach, x + reach))
            y0, y1 = (int(np.ceil((v - patch / 2) / patch)) for v in (y - reach, y + reach))
            grid[max(y0, 0):max(y1, 0), max(x0, 0):max(x1, 0)] = known.setdefault(label, len(known))
    return torch.from_numpy(out.reshape(len(facts), -1))


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--steps", type=int, default=1800)
    parser.add_argument("--minutes", type=float, default=1e9, help="end after this time even if steps are left")
    parser.add_argument("--pool-parts", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(2)
    rng, bank, pool, config = np.random.default_rng(11), load_bank(args.work), Pool(args.work, args.pool_parts), Config()
    known = {"nothing": 0}
    body = nn.ModuleDict({"vision": Vision(config), "head": nn.Linear(config.vision_width, 400)})
    pair = optimisers([(body, 1.0)])
    held_images, held_facts = draw_pool(args.work, "test", 500, 999)
    begin, step, saved, loss_sum = time.time(), 0, time.time(), 0.0
    while True:
        fraction = max(step / args.steps, (time.time() - begin) / 60 / args.minutes)
        set_rates(pair, learning_rate(fraction, 0.02, warm=0.03), learning_rate(fraction, 3e-3, warm=0.03))
        ids = rng.integers(len(pool.facts), size=48)
        labels = labels_of([pool.facts[i] for i in ids], known)
        with autocast():
            logits = body["head"](body["vision"](normalise(pool.pixels(ids, rng))))
        weights = torch.where(labels == 0, 0.15, 1.0)
        losses = F.cross_entropy(logits.float().transpose(1, 2), labels, reduction="none")
        loss = (losses * weights).sum() / weights.sum()
        body.zero_grad()
        loss.backward()
        for optimiser in pair:
            optimiser.step()
        loss_sum, step = loss_sum + loss.item(), step + 1
        if step % 100 == 0:
            print(f"{step} {time.time() - begin:.0f}s loss {loss_sum / 100:.3f}", flush=True)
            loss_sum = 0.0
        if fraction >= 1 or time.time() - saved > 90:
            torch.save(body["vision"].state_dict(), args.work / "vision.pt")
            saved, scores = time.time(), {}
            with torch.no_grad(), autocast():
                labels = labels_of(held_facts, known)
                right = (body["head"](body["vision"](normalise(torch.from_numpy(held_images)))).argmax(-1) == labels)
                for f, r, l in zip(held_facts, right, labels):
                    scores.setdefault(f["scene"], []).extend(r[l > 0].tolist())
            print("held out, patches named:", {t: round(100 * float(np.mean(v))) for t, v in scores.items()}, flush=True)
        if fraction >= 1:
            break


if __name__ == "__main__":
    main()
