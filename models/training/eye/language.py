"""The frozen language model, read from its GGUF: SmolLM2 (llama.cpp's `llama` architecture) in PyTorch.

`Language.states` takes one row of embeddings a picture, with each row's position and what it may see, so that
a picture is computed once, the questions about it each see the picture and themselves, and the options of a
question share its words: a tree laid out in a line. Weights never change; gradients only pass through.

The matrices are dequantised to what llama.cpp computes with. Norm scales are multiplied into the matrices
that follow them; rotary pairs (2i, 2i + 1) become (i, i + half) by reordering rows, which changes no product.

Before each product with a quantised matrix llama.cpp rounds the other side to eight bits, in blocks of 32, and it
keeps keys and values in half precision; with `rounds` so does this (to compare with it: compare.py), and norm
scales then stay where they are.
"""
import re
import beside
import numpy as np
import torch
import torch.nn.functional as F

from model import RmsNorm, SwiGlu, rotate
from precision import FAST
from tokenizer import BYTE

WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[^\W\d_]+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+|\d")    # GPT-2's, digits one by one
SYSTEM = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"


class Words:
    """The GGUF's byte-level BPE."""
    def __init__(self, tokens, merges):
        self.tokens, self.ids = tokens, {t: i for i, t in enumerate(tokens)}
        self.rank = {tuple(m.split(" ")): i for i, m in enumerate(merges)}
        self.bytes, self.cache = {c: b for b, c in BYTE.items()}, {}

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
        """Token ids; `<|im_start|>` and `<|im_end|>` are the control tokens."""
        out = []
        for i, part in enumerate(text.split("<|im_")):
            if i:
                name, part = part.split("|>", 1)
                out.append(self.ids[f"<|im_{name}|>"])
            out += [t for w in WORD.findall(part) for t in self.word(w)]
        return out

    def decode(self, ids):
        text = "".join(self.tokens[i] for i in ids if not self.tokens[i].startswith("<|"))
        return bytes(self.bytes[c] for c in text).decode(errors="replace")


def halves(weight, heads):
    """Rows 2i and 2i + 1 of each head become rows i and i + half."""
    rows, width = weight.shape
    return weight.reshape(heads, rows // heads // 2, 2, width).swapaxes(1, 2).reshape(rows, width)


def rounded(x, block=32):
    """As llama.cpp's q8_0 and q8_1 hold a row: whole numbers to 127, times a half-precision scale for each block."""
    parts = x.reshape(*x.shape[:-1], -1, block)
    scale = parts.abs().amax(-1, keepdim=True) / 127
    return (torch.round(parts / torch.where(scale > 0, scale, 1)) * scale.half().float()).reshape(x.shape)


class Language:
    def __init__(self, path, dtype=FAST, rounds=False):
        import gguf
        reader = gguf.GGUFReader(str(path))
        value = lambda key: reader.fields[key].contents()
        if value("general.architecture") != "llama":
            raise SystemExit(f"{path}: architecture {value('general.architecture')}; this reads only llama")
        self.name, self.dtype, self.rounds = value("general.name"), dtype, rounds
        self.layers, self.width = value("llama.block_count"), value("llama.embedding_length")
        self.heads, self.groups = value("llama.attention.head_count"), value("llama.attention.head_count_kv")
        self.epsilon = value("llama.attention.layer_norm_rms_epsilon")
        self.size = self.width // self.heads
        half = self.size // 2
        self.frequency = value("llama.rope.freq_base") ** (-torch.arange(half) / half)
        self.words = Words(value("tokenizer.ggml.tokens"), value("tokenizer.ggml.merges"))
        self.end = self.words.ids["<|im_end|>"]
        plain = {t.name: gguf.quants.dequantize(t.data, t.tensor_type) for t in reader.tensors}
        tensor = lambda array: torch.from_numpy(np.ascontiguousarray(array, np.float32)).to(dtype)
        self.embedding = torch.from_numpy(plain["token_embd.weight"])
        after = lambda norm, matrix: (tensor(matrix), tensor(norm)) if rounds else (tensor(matrix * norm), None)
        self.output = after(plain["output_norm.weight"], plain.get("output.weight", plain["token_embd.weight"]))
        self.blocks = []
        for i in range(self.layers):
            get = lambda name: plain[f"blk.{i}.{name}.weight"]
            qkv = np.concatenate((halves(get("attn_q"), self.heads), halves(get("attn_k"), self.groups), get("attn_v")))
            self.blocks.append((after(get("attn_norm"), qkv), (tensor(get("attn_output")), None),
                                after(get("ffn_norm"), np.concatenate((get("ffn_gate"), get("ffn_up")))), (tensor(get("ffn_down")), None)))

    def times(self, x, matrix, scale):
        if self.rounds:
            x = rounded(x if scale is None else x * scale)
        return F.linear(x.to(self.dtype), matrix)

    def embed(self, ids):
        return self.embedding[torch.as_tensor(ids)]

    def states(self, x, places, sees, past=None, keep=False):
        """Last hidden states, float32.

        x: (b, n, width) embeddings; places: (b, n) positions; sees: (b, n, p + n) booleans, p being the length of
        `past`, the keys and values of rows before these (from keep=True, of one row that all share).
        """
        b, n, _ = x.shape
        angle = places[:, :, None].float() * self.frequency
        cos, sin = (f(angle).to(self.dtype)[:, None] for f in (torch.cos, torch.sin))
        ban = torch.zeros(sees.shape, dtype=self.dtype).masked_fill_(~sees, -1e4)
        ban = ban.repeat(1, self.heads // self.groups, 1)[:, None]       # the queries that share keys stand in one column
        x, kept = x.float(), []
        for i, (qkv, out, gate_up, down) in enumerate(self.blocks):
            h = self.times(RmsNorm.apply(x, self.epsilon), *qkv).view(b, n, -1, self.size).transpose(1, 2)
            q, k, v = h.split((self.heads, self.groups, self.groups), 1)
            q, k = rotate(q, cos, sin) * self.size ** -0.5, rotate(k, cos, sin)
            if self.rounds:
                k, v = k.half().to(self.dtype), v.half().to(self.dtype)
            if keep:
                kept.append((k, v))
            if past is not None:
                k, v = (torch.cat((old.expand(b, -1, -1, -1), new), 2) for old, new in zip(past[i], (k, v)))
            q = q.reshape(b, self.groups, -1, self.size)
            mixed = (q @ k.transpose(-1, -2) + ban).softmax(-1) @ v
            x = x + self.times(mixed.view(b, self.heads, n, self.size).transpose(1, 2).reshape(b, n, -1), *out)
            gate, up = self.times(RmsNorm.apply(x, self.epsilon), *gate_up).chunk(2, -1)
            x = x + self.times(SwiGlu.apply(gate, up), *down)
        return (x, kept) if keep else x

    def logits(self, states):
        return self.times(RmsNorm.apply(states, self.epsilon), *self.output).float()

    @torch.no_grad()
    def prefix(self, text):
        """Keys and values of a text that stands before everything, and its length; (None, 0) for none."""
        ids = self.words.encode(text)
        if not ids:
            return None, 0
        n = len(ids)
        return self.states(self.embed(ids)[None], torch.arange(n)[None], torch.ones(1, n, n, dtype=torch.bool).tril(), keep=True)[1], n


class Form:
    """How a question is put: what stands before the picture, and around the question."""
    def __init__(self, language, before, question, between):
        self.past, self.length = language.prefix(before)
        self.before, self.around, self.between = before, question, between

    def ask(self, question):
        return self.around.replace("{}", question)


def forms(language):
    """TaLo's prompt before scored texts (no chat template), and a chat turn with the default system message."""
    chat = f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n"
    return {"choice": Form(language, "", "\nQuestion: {}\nAnswer:", " "),
            "chat": Form(language, chat, "\n{}<|im_end|>\n<|im_start|>assistant\n", "")}


def packed(language, form, seen, asked):
    """Rows for `states`: each picture's tokens, then its questions, each with its options' tokens.

    seen: (b, s, width) or a list of (s, width); asked: for each picture a list of (question ids, [option ids, ...]).
    Returns x, places, sees, and the spots: for each picture a list over questions of lists over options of
    [(row that predicts, token), ...].
    """
    rows = []
    for picture, questions in zip(seen, asked):
        s = len(picture)
        ids, places, parents, spots = [], list(range(s)), [(0, s)] * s, []
        spans = [[(0, i + 1)] for i in range(s)]                         # a row sees the picture up to itself
        for question, options in questions:
            start = s + len(ids)
            for i, t in enumerate(question):
                ids.append(t)
                places.append(s + i)
                spans.append([(0, s), (start, start + i + 1)])
            last, found = start + len(question) - 1, []
            for option in options:
                begin = s + len(ids)
                found.append([(last if i == 0 else begin + i - 1, t) for i, t in enumerate(option)])
                for i, t in enumerate(option[:-1]):
                    ids.append(t)
                    places.append(s + len(question) + i)
                    spans.append([(0, s), (start, last + 1), (begin, begin + i + 1)])
            spots.append(found)
        rows.append((picture, ids, places, spans, spots))
    longest = max(len(r[2]) for r in rows)
    places = torch.zeros(len(rows), longest, dtype=torch.long)
    sees = torch.zeros(len(rows), longest, form.length + longest, dtype=torch.bool)
    sees[:, :, :form.length] = True
    xs = []
    for b, (picture, ids, at, spans, _) in enumerate(rows):
        places[b, :len(at)] = torch.tensor(at) + form.length
        for i, parts in enumerate(spans):
            for low, high in parts:
                sees[b, i, form.length + low:form.length + high] = True
        for i in range(len(at), longest):                                # rows that nobody reads still need something to see
            sees[b, i, form.length + i] = True
        xs.append(torch.cat((picture, language.embed(ids + [0] * (longest - len(at))).to(picture.dtype))))
    return torch.stack(xs), places, sees, [r[4] for r in rows]


def option_scores(language, form, seen, asked):
    """The sum of ln p over each option's tokens: a tensor (options,) for each question, flat over pictures."""
    x, places, sees, spots = packed(language, form, seen, asked)
    states = language.states(x, places, sees, form.past)
    flat = [(b, row, token) for b, questions in enumerate(spots) for options in questions for o in options for row, token in o]
    which = torch.tensor(flat)
    keys, back = torch.unique(which[:, 0] * x.shape[1] + which[:, 1], return_inverse=True)
    logits = language.logits(states.reshape(-1, states.shape[-1])[keys])
    each = logits[back, which[:, 2]] - logits.logsumexp(-1)[back]
    sums, at = [], 0
    for questions in spots:
        for options in questions:
            scores = []
            for o in options:
                scores.append(each[at:at + len(o)].sum())
                at += len(o)
            sums.append(torch.stack(scores))
    return sums
