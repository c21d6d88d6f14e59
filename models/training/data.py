"""Batches from the pool of drawn pictures (pool.py): augmented pixels, questions, token rows."""
import pickle
import numpy as np
import torch
from pool import load_bank
from tasks import NUMBERS, about, copying, options, prompt, questions
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

    Besides the answer itself three helpers are trained, at positions that are never generated from:
    the answer's first word at the question mark, yes or no at the last word of each option, and at each
    of the picture's tokens the words for what lies there (`sights`), so that pictures and words meet in
    one space. Without them the letters stay at chance for most of the time there is.
    """
    def __init__(self, tokenizer, bank):
        self.t, self.bank = tokenizer, bank
        self.yes, self.no = tokenizer.encode(" yes")[0], tokenizer.encode(" no")[0]
        self.newline = tokenizer.encode("\n")[0]
        self.words = sorted(set(bank["kinds"]) | set(bank["continents"]) | set(bank["kinds"].values())
                            | set("abcdefghijklmnopqrstuvwxyz") | set(bank["states"]["rings"])
                            | set("red green blue yellow purple top bottom left right yes no even odd".split())
                            | set("zero one two three four five six seven eight nine ten eleven twelve".split()))

        self.spoken = {}

    def words_for(self, label):
        """Tokens for an item's label: "letter A" -> a, capital; "cat" -> cat, animal; "red star" -> red, star."""
        if label not in self.spoken:
            bank, parts = self.bank, label.split()
            if parts[0] in ("digit", "bar"):
                words = [NUMBERS[int(parts[1])]]
            elif parts[0] == "letter":
                words = [parts[1].lower(), "capital" if parts[1].isupper() else "small"]
            else:
                more = bank["kinds"].get(label) or bank["continents"].get(label) or bank["states"]["region"].get(label)
                words = [label, more] if more else [w for w in parts if w != "bar"]
            self.spoken[label] = [self.t.encode(" " + w)[0] for w in words]
        return self.spoken[label]

    def sights(self, facts, rng):
        """(patch, token) for what lies under each of one picture's 8 x 8 patches; <|endoftext|> for nothing."""
        out = []
        for label, x, y, reach in facts["items"]:
            for row in range(max(0, int(np.ceil((y - reach - 4) / 8))), min(8, int(np.ceil((y + reach - 4) / 8)))):
                for column in range(max(0, int(np.ceil((x - reach - 4) / 8))), min(8, int(np.ceil((x + reach - 4) / 8)))):
                    out += [(row * 8 + column, token) for token in self.words_for(label)]
        if facts["scene"] not in ("states", "bars"):
            bare = sorted(set(range(64)) - {patch for patch, _ in out})
            out += [(int(p), PAD) for p in rng.permutation(bare)[:12]]
        return out

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
            if tokens[-3] != self.newline:                               # the question mark
                marks.append((len(tokens) - 3, e(" " + q["answer"])[0], 1.0, 1))
            return tokens + answer, marks
        texts, correct = options(q, rng)
        head = e(prompt(q["question"], (), q["hint"]))
        marks = [(len(head) - 1, e(" " + q["answer"])[0], 0.5, 1)]
        tokens = head + e("\nOptions:")
        for i, option in enumerate(texts):
            tokens += e(f"\n{'ABCD'[i]}. {option}")
            marks.append((len(tokens) - 1, self.yes if i == correct else self.no, 0.4, 2))
        tokens += e("\n" + prompt("", ("",)).split("\n")[-1]) + [END, ASSISTANT]
        letter = e("ABCD"[correct])[0]
        marks += [(len(tokens) - 1, letter, 1.0, 0), (len(tokens), END, 0.05, 3)]
        return tokens + [letter], marks


NAMING = {"thing-name", "thing-kind", "digit-name", "letter-name", "flag-name", "state-name", "thing-at"}


def batch(pool, rows, rng, pictures, per_picture, copy_share, short, only=None, open_forms=False):
    """pixels, tokens (pictures, per_picture, t), flat positions, targets, weights, kinds, sights."""
    ids, lists = [], []
    while len(ids) < pictures:
        i = int(rng.integers(len(pool.facts)))
        facts, qs = pool.facts[i], []
        if short and facts["scene"] in ("emoji", "grid", "shapes"):
            continue
        for _ in range(3):
            qs += [q for q in questions(facts, rows.bank, rng)
                   if (open_forms or (q["task"] in SHORT) == short) and (only is None or q["task"] in only)]
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
            elif not short and roll > 0.95 and not open_forms:
                chosen[k]["n"] = int(rng.integers(2, chosen[k]["n"] + 1))
        ids.append(i)
        lists.append([rows.question(q, rng, open_form=q["task"] != "copy" and (open_forms or rng.random() < 0.04)) for q in chosen])
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
    seen = [(b * 64 + patch, token) for b, i in enumerate(ids) for patch, token in rows.sights(pool.facts[i], rng)]
    return (pool.pixels(ids, rng), torch.from_numpy(table), torch.tensor(places), torch.tensor(targets),
            torch.tensor(weights), torch.tensor(kinds), torch.tensor(seen))
