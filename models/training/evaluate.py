"""Ask the model multiple-choice rows: one pass a row, the option letters' log-probabilities.

A row is a dict: image (number of the picture), question, hint, texts, correct (index), task.
    python3 evaluate.py CHECKPOINT... [--work DIR] [--tsv TASKS.tsv]     accuracy, as a Markdown table
"""
import argparse
from contextlib import nullcontext
import numpy as np
import torch
from fetch import add_work
from model import Config, Nano, normalise
from pool import draw_pool, load_bank
from precision import autocast
from tasks import options, prompt, questions
from tokenizer import ASSISTANT, END, PAD, USER, Tokenizer


def load_model(path, tokenizer):
    model = Nano(Config(vocab=len(tokenizer.tokens)))
    model.load_state_dict(torch.load(path, map_location="cpu")["model"])
    return model.eval()


@torch.no_grad()
def letter_scores(model, tokenizer, images, rows, skip=None, fast=False, seen=None, chunk=64):
    """(rows, 4) log-probabilities normalised over the options present; -inf where there is no option."""
    with autocast() if fast else nullcontext():
        if seen is None:
            seen = torch.cat([model.see(normalise(torch.from_numpy(images[i:i + 64]))).float()
                              for i in range(0, len(images), 64)])
        encoded = [tokenizer.encode(prompt(r["question"], r["texts"], r["hint"])) + [END, ASSISTANT] for r in rows]
        letters = torch.tensor([tokenizer.encode(c)[0] for c in "ABCD"])
        out = torch.full((len(rows), 4), -float("inf"))
        order = sorted(range(len(rows)), key=lambda i: len(encoded[i]))
        for at in range(0, len(order), chunk):
            part = order[at:at + chunk]
            table = torch.full((len(part), 1, len(encoded[part[-1]])), PAD)
            for k, i in enumerate(part):
                table[k, 0, :len(encoded[i])] = torch.tensor(encoded[i])
            states = model.states(seen[[rows[i]["image"] for i in part]], USER, table, skip)
            last = torch.stack([states[k, 0, len(encoded[i]) - 1] for k, i in enumerate(part)])
            logits = model.logits(last).float()[:, letters]
            for k, i in enumerate(part):
                n = len(rows[i]["texts"])
                out[i, :n] = logits[k, :n].log_softmax(-1)
    return out.numpy()


def draw_rows(bank, images, facts, seed, per_task=10 ** 9):
    """One question per task and picture until a task has `per_task`; the correct place goes round A, B, C, D."""
    rng, rows, count = np.random.default_rng(seed), [], {}
    for i, f in enumerate(facts):
        for q in questions(f, bank, rng):
            n = count.get(q["task"], 0)
            if n < per_task:
                texts, correct = options(q, rng, place=n % q["n"])
                rows.append({"image": i, "question": q["question"], "hint": q["hint"], "texts": texts,
                             "correct": correct, "task": q["task"], "group": q["group"]})
                count[q["task"]] = n + 1
    return rows


def accuracy(scores, rows):
    """task -> (share correct, number, chance)"""
    by = {}
    for s, r in zip(scores, rows):
        by.setdefault(r["task"], []).append((s.argmax() == r["correct"], 1 / len(r["texts"])))
    return {t: (float(np.mean([v[0] for v in vs])), len(vs), float(np.mean([v[1] for v in vs])))
            for t, vs in by.items()}


@torch.no_grad()
def say(model, tokenizer, image, text, limit=6):
    """Greedy answer to `text` about one picture."""
    seen, tokens = model.see(normalise(torch.from_numpy(image[None]))), tokenizer.encode(text) + [END, ASSISTANT]
    for at in range(limit):
        token = int(model.logits(model.states(seen, USER, torch.tensor([[tokens]]))[0, 0, -1]).argmax())
        if token == END:
            break
        tokens.append(token)
    return tokenizer.decode(tokens[tokens.index(ASSISTANT) + 1:])


def interval(share, n, z=1.96):
    """Wilson's 95 % interval, in per cent."""
    middle = (share + z * z / 2 / n) / (1 + z * z / n)
    half = z * (share * (1 - share) / n + z * z / 4 / n / n) ** 0.5 / (1 + z * z / n)
    return 100 * (middle - half), 100 * (middle + half)


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("checkpoints", nargs="+")
    parser.add_argument("--tsv", help="ask a task file's rows instead of freshly drawn ones")
    parser.add_argument("--pictures", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=777)
    args = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer, bank = Tokenizer.load(args.work), load_bank(args.work)
    if args.tsv:
        from make_tasks import read_tsv
        images, rows = read_tsv(args.tsv)
    else:
        images, facts = draw_pool(args.work, "test", args.pictures, args.seed)
        rows = draw_rows(bank, images, facts, args.seed)
    columns, total = {}, []
    for path in args.checkpoints:
        model = load_model(path, tokenizer)
        scores = accuracy(letter_scores(model, tokenizer, images, rows, fast=not args.tsv), rows)
        for task, (share, n, chance) in scores.items():
            low, high = interval(share, n)
            columns.setdefault(task, [f"{n} | {100 * chance:.0f}"]).append(f"{100 * share:.1f} ({low:.0f}–{high:.0f})")
        total.append(f"{100 * np.mean([v[0] for v in scores.values()]):.1f}")
    print("| task | n | chance | " + " | ".join(p.split("/")[-1] for p in args.checkpoints) + " |")
    for task, cells in columns.items():
        print(f"| {task} | " + " | ".join(cells) + " |")
    print("mean over tasks:", *total)
    if not args.tsv:
        for i in range(12):
            print(facts[i]["scene"], "->", say(model, tokenizer, images[i], "\nWhat is in the picture?"))


if __name__ == "__main__":
    main()
