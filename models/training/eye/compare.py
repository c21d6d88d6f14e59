"""Does llama.cpp, through `talo sweep --with-prompt --out FILE.jsonl`, answer as PyTorch does?

Scored texts (--scoring choice): the chosen option, and how far ln p lie apart. Said answers (--scoring generate): the
greedy text, word for word. The base model's lines only. PyTorch reads the same prompt, the same GGUF dequantised to
float32, and the mmproj; it rounds to eight bits what llama.cpp rounds, or nothing with --exact.

    python3 compare.py MMPROJ TASKS.tsv SWEEP.jsonl --model FILE [--limit 300]
"""
import argparse, base64, csv, io, json
import beside
import numpy as np
import torch
from PIL import Image
from eye import load_eye
from language import Form, Language, option_scores

MARKER = "<__media__>"
LONGEST = 32                                                             # tokens: talo's own limit


def read(path):
    csv.field_size_limit(10 ** 9)
    with open(path, newline="") as f:
        rows = {r["index"]: r for r in csv.DictReader(f, delimiter="\t")}
    def pixels(row):
        cell = row["image"] if len(row["image"]) > 64 else rows[row["image"]]["image"]
        return np.array(Image.open(io.BytesIO(base64.b64decode(cell))).convert("RGB"))
    return rows, pixels


def greedy(language, form, seen, text):
    """What is said after the picture and the text, until the turn ends."""
    said, past, length = [], form.past, form.length
    x = torch.cat((seen, language.embed(language.words.encode(text))))[None]
    while len(said) < LONGEST:
        n = x.shape[1]
        sees = torch.ones(1, n, length + n, dtype=torch.bool).tril(length)
        states, new = language.states(x, length + torch.arange(n)[None], sees, past, keep=True)
        past = new if past is None else [tuple(torch.cat(pair, 2) for pair in zip(*layer)) for layer in zip(past, new)]
        length += n
        token = int(language.logits(states[0, -1:]).argmax())
        if token == language.end:
            break
        said.append(token)
        x = language.embed([token])[None]
    return language.words.decode(said)


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("eye")
    parser.add_argument("tasks")
    parser.add_argument("sweep")
    parser.add_argument("--model", required=True)
    parser.add_argument("--limit", type=int, default=300, help="lines compared, spread evenly")
    parser.add_argument("--exact", action="store_true", help="round nothing to eight bits")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    language, eye, before = Language(args.model, torch.float32, rounds=not args.exact), load_eye(args.eye), {}
    rows, pixels = read(args.tasks)
    with open(args.sweep) as f:
        lines = [l for l in map(json.loads, f) if l["layer"] is None and "prompt" in l]
    if not lines:
        raise SystemExit(f"{args.sweep}: no line of the base model with its prompt: sweep --with-prompt")
    lines = [lines[i] for i in np.unique(np.linspace(0, len(lines) - 1, min(args.limit, len(lines))).astype(int))]
    same, apart, differing = 0, [], []
    for l in lines:
        row = rows[l["index"]]
        head, shown, tail = l["prompt"].rpartition(MARKER)               # without a picture all of it is tail
        if head not in before:
            before[head] = Form(language, head, "", "")
        form = before[head]
        seen = eye(torch.from_numpy(pixels(row)[None]))[0] if shown else torch.zeros(0, language.width)
        if "generated" in l:
            ours, theirs = greedy(language, form, seen, tail).strip(), l["generated"].strip()
        else:
            between = "" if tail.endswith(("\n", "|>")) else " "
            options = [language.words.encode(between + row[c]) for c in l["options"]]
            scores = option_scores(language, form, [seen], [[(language.words.encode(tail), options)]])[0]
            apart += [abs(float(s) - l["logprobs"][c]) for s, c in zip(scores, l["options"])]
            ours, theirs = l["options"][int(scores.argmax())], l["predicted"]
        same += ours == theirs
        if ours != theirs:
            differing.append(f"{l['task']} {l['index']}: PyTorch {ours!r}, llama.cpp {theirs!r}")
    print(f"{same} of {len(lines)} answers are the same ({100 * same / len(lines):.1f} %)")
    if apart:
        print(f"ln p of an option's text apart: median {np.median(apart):.4f}, 99th percentile {np.quantile(apart, 0.99):.4f}, largest {max(apart):.4f}")
    print("\n".join(differing[:20]))


if __name__ == "__main__":
    main()
