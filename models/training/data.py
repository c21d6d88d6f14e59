"""Batches from the pool of drawn pictures (pool.py): augmented pixels, questions, token rows."""
import pickle
import numpy as np
import torch
from pool import load_bank
from tasks import about, copying, options, prompt, questions
from tokenizer import ASSISTANT, END, PAD, Tokenizer

SHORT = {"digit-parity", "digit-larger", "digit-same", "letter-case", "letter-order", "flag-same-continent",
         "state-north", "state-border", "chart-compare"}                   # two options: shorter rows, batched apart


class Pool:
    def __init__(self, work, parts=1):
        self.images = [np.load(work / f"pool{p}.npy", mmap_mode="r") for p in range(parts)]
        self.facts = [f for p in range(parts) for f in pickle.loads((work / f"pool{p}.pickle").read_bytes())]
        self.start = np.cumsum([0] + [len(i) for i in self.images])
        self.by_scene = {}
        for i, f in enumerate(self.facts):
            self.by_scene.setdefault(f["scene"], []).append(i)

    def pixels(self, ids, rng):
        """Pictures as uint8, moved by up to 2 pixels, brightened or dimmed, with a little noise."""
        out = np.empty((len(ids), 64, 64, 3), np.float32)
        for k, i in enumerate(ids):
            part = int(np.searchsorted(self.start, i, "right") - 1)
            image = self.images[part][i - self.start[part]]
            dx, dy = rng.integers(-2, 3, 2)
            padded = np.pad(image, ((2, 2), (2, 2), (0, 0)), mode="edge")
            out[k] = padded[2 + dy:66 + dy, 2 + dx:66 + dx]
            out[k] = out[k] * rng.uniform(0.85, 1.1) + rng.uniform(-12, 12)
        out += rng.standard_normal(out.shape, np.float32) * rng.uniform(0, 5)
        return torch.from_numpy(np.clip(out, 0, 255).astype(np.uint8))


class Rows:
    """Turns questions into token rows with the positions that are trained on.

    Besides the answer itself two helpers are trained, at positions that are never generated from:
    the answer's first word at the question mark, and yes or no at the end of each option's line.
    Without them the letters stay at chance for most of the time there is.
    """
    def __init__(self, tokenizer, bank):
        self.t, self.bank = tokenizer, bank
        self.yes, self.no = tokenizer.encode(" yes")[0], tokenizer.encode(" no")[0]
        self.newline = tokenizer.encode("\n")[0]
        self.words = sorted(set(bank["kinds"]) | set(bank["continents"]) | set(bank["kinds"].values())
                            | set("abcdefghijklmnopqrstuvwxyz") | set(bank["states"]["rings"])
                            | set("red green blue yellow purple top bottom left right yes no even odd".split())
                            | set("zero one two three four five six seven eight nine ten eleven twelve".split()))

    def question(self, q, rng, open_form=False):
        """(tokens, [(position, target, weight, kind)])"""
        e = self.t.encode
        if open_form or q["n"] == 0:
            text = prompt(q["question"], (), q["hint"])
            if rng.random() < 0.5:
                text = "\n" + q["question"]
            answer = e(q["answer"])
            tokens = e(text) + [END, ASSISTANT]
            marks = [(len(tokens) - 1 + i, a, 1.0, 3) for i, a in enumerate(answer + [END])]
            return tokens + answer, marks
        texts, correct = options(q, rng)
        head = e(prompt(q["question"], (), q["hint"]))
        marks = [(len(head) - 1, e(" " + q["answer"])[0], 0.5, 1)]
        tokens = head + e("\nOptions:")
        for i, option in enumerate(texts):
            tokens += e(f"\n{'ABCD'[i]}. {option}")
            marks.append((len(tokens), self.yes if i == correct else self.no, 0.4, 2))
        tokens += e("\n" + prompt("", ("",)).split("\n")[-1]) + [END, ASSISTANT]
        letter = e("ABCD"[correct])[0]
        marks += [(len(tokens) - 1, letter, 1.0, 0), (len(tokens), END, 0.05, 3)]
        return tokens + [letter], marks


def batch(pool, rows, rng, pictures, per_picture, copy_share, short):
    """pixels, tokens (pictures, per_picture, t), flat positions, targets, weights, kinds."""
    ids, lists = [], []
    while len(ids) < pictures:
        i = int(rng.integers(len(pool.facts)))
        facts, qs = pool.facts[i], []
        if short and facts["scene"] in ("emoji", "grid", "shapes"):
            continue
        for _ in range(3):
            qs += [q for q in questions(facts, rows.bank, rng) if (q["task"] in SHORT) == short]
            if len(qs) >= per_picture:
                break
        if not qs:
            continue
        chosen = [qs[k % len(qs)] for k in rng.permutation(max(len(qs), per_picture))[:per_picture]]
        for k in range(per_picture):
            roll = rng.random()
            if roll < copy_share:
                chosen[k] = copying(rng, rows.words)
                if short:
                    chosen[k]["n"] = 2
            elif roll < copy_share + 0.02:
                chosen[k] = about(facts)
            elif not short and roll > 0.95:
                chosen[k]["n"] = int(rng.integers(2, chosen[k]["n"] + 1))
        ids.append(i)
        lists.append([rows.question(q, rng, open_form=rng.random() < 0.04 and q["task"] not in ("copy",)) for q in chosen])
    longest = max(len(tokens) for row in lists for tokens, _ in row)
    table = np.full((pictures, per_picture, longest), PAD, np.int64)
    places, targets, weights, kinds = [], [], [], []
    for b, row in enumerate(lists):
        for k, (tokens, marks) in enumerate(row):
            table[b, k, :len(tokens)] = tokens
            for position, target, weight, kind in marks:
                places.append((b * per_picture + k) * longest + position)
                targets.append(target)
                weights.append(weight)
                kinds.append(kind)
    return (pool.pixels(ids, rng), torch.from_numpy(table), torch.tensor(places), torch.tensor(targets),
            torch.tensor(weights), torch.tensor(kinds))
