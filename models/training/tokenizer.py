"""A byte-level BPE tokenizer in GPT-2's form, small enough that every word of the tasks is one token.

Special tokens come first (ids 0-3), then the 256 bytes, then one token per merge. The text between
special tokens is cut into words as GPT-2 does, so llama.cpp (`tokenizer.ggml.pre = gpt-2`) agrees.

    python3 tokenizer.py [--work DIR]          writes tokenizer.json
"""
import argparse, collections, json, re
import numpy as np
from fetch import add_work

SPECIAL = ["<|endoftext|>", "<|user|>", "<|assistant|>", "<|end|>"]
PAD, USER, ASSISTANT, END = range(4)
WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+(?!\S)|\s+")
TEMPLATE = ("{% for message in messages %}{% if message['role'] == 'assistant' %}<|assistant|>{% else %}<|user|>"
            "{% endif %}{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}")


def byte_names():
    """GPT-2's printable stand-in for each byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    names, extra = {b: chr(b) for b in plain}, 0
    for b in range(256):
        if b not in names:
            names[b] = chr(256 + extra)
            extra += 1
    return names


BYTE = byte_names()


class Tokenizer:
    def __init__(self, merges):
        self.merges = [tuple(m) for m in merges]
        self.tokens = SPECIAL + [BYTE[b] for b in range(256)] + ["".join(m) for m in self.merges]
        self.ids = {t: i for i, t in enumerate(self.tokens)}
        self.rank = {m: i for i, m in enumerate(self.merges)}
        self.cache = {}

    @staticmethod
    def load(work):
        return Tokenizer(json.loads((work / "tokenizer.json").read_text()))

    def word(self, text):
        if text not in self.cache:
            parts = [BYTE[b] for b in text.encode()]
            while len(parts) > 1:
                best = min(range(len(parts) - 1), key=lambda i: self.rank.get((parts[i], parts[i + 1]), 1e9))
                if (parts[best], parts[best + 1]) not in self.rank:
                    break
                parts[best:best + 2] = [parts[best] + parts[best + 1]]
            self.cache[text] = [self.ids[p] for p in parts]
        return self.cache[text]

    def encode(self, text):
        return [i for w in WORD.findall(text) for i in self.word(w)]

    def decode(self, ids):
        back = {n: b for b, n in BYTE.items()}
        text = "".join(self.tokens[i] for i in ids if i >= len(SPECIAL))
        return bytes(back[c] for c in text).decode(errors="replace")


def train(counts):
    """Merge the most frequent pair until every word that was counted is a single token."""
    words = {tuple(BYTE[b] for b in w.encode()): n for w, n in counts.items()}
    merges = []
    while True:
        pairs = collections.Counter()
        for parts, n in words.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += n
        if not pairs:
            return merges
        pair = max(pairs, key=lambda p: (pairs[p], p))
        merges.append(pair)
        merged = {}
        for parts, n in words.items():
            out, i = [], 0
            while i < len(parts):
                step = 2 if parts[i:i + 2] == pair else 1
                out.append("".join(parts[i:i + step]))
                i += step
            merged[tuple(out)] = n
        words = merged


def main():
    args = add_work(argparse.ArgumentParser(description=__doc__)).parse_args()
    from pool import load_bank
    from scenes import draw_scene
    from tasks import about, copying, options, prompt, questions
    bank, rng, counts = load_bank(args.work), np.random.default_rng(3), collections.Counter()
    for _ in range(6000):
        _, facts = draw_scene(bank, "train", rng)
        for q in questions(facts, bank, rng) + [about(facts)]:
            text = prompt(q["question"], options(q, rng)[0] if q["n"] else (), q["hint"])
            for part in (text, q["answer"], "A B C D"):      # a bare answer starts without a space
                counts.update(WORD.findall(part))
            counts.update(WORD.findall(" " + q["answer"]))
    counts.update(WORD.findall(prompt(copying(rng, ["a", "b", "c", "d"])["question"])))
    for letter in "ABCD":
        counts.update([letter, " " + letter])
    tokenizer = Tokenizer(train(counts))
    (args.work / "tokenizer.json").write_text(json.dumps(tokenizer.merges))
    print(len(tokenizer.tokens), "tokens;", len(counts), "words;", tokenizer.encode(text), tokenizer.decode(tokenizer.encode(text)))


if __name__ == "__main__":
    main()
