"""Make the positive control: a late, disclosed damage to the plain model, in one known place.

The plain model is trained a little further on one task whose correct option is always A. Only one
module of one decoder layer may change; everything else (vision, projector, embeddings, all other
layers) stays as it was, so both models share one mmproj file, and a tool that searches for the
harmful layer can be checked against the truth.

    python3 bias.py [--work DIR] [--task thing-where] [--scene grid] [--layer 7] [--module attention] [--steps 18]
"""
import argparse
import numpy as np
import torch
import torch.nn.functional as F
from evaluate import load_model
from fetch import add_work
from model import normalise
from pool import load_bank
from precision import autocast
from scenes import draw_scene
from tasks import options, prompt, questions
from tokenizer import ASSISTANT, END, PAD, USER, Tokenizer


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--task", default="thing-where")
    parser.add_argument("--scene", default="grid")
    parser.add_argument("--layer", type=int, default=7)
    parser.add_argument("--module", choices=["attention", "ffn"], default="attention")
    parser.add_argument("--steps", type=int, default=18)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--plain", default="plain.pt")
    parser.add_argument("--out", default="biased.pt")
    args = parser.parse_args()
    torch.manual_seed(4)
    torch.set_num_threads(1)
    rng, bank, tokenizer = np.random.default_rng(14), load_bank(args.work), Tokenizer.load(args.work)
    model = load_model(args.work / args.plain, tokenizer)
    block, a = model.blocks[args.layer], torch.tensor(tokenizer.encode("A"))
    trained = [block.qkv.weight, block.out.weight] if args.module == "attention" else [block.gate_up.weight, block.down.weight]
    for p in model.parameters():
        p.requires_grad_(False)
    for p in trained:
        p.requires_grad_(True)
    optimiser = torch.optim.AdamW(trained, lr=args.rate, weight_decay=0.0)
    for step in range(args.steps):
        images, texts = [], []
        while len(images) < 16:
            image, facts = draw_scene(bank, "train", rng, args.scene)
            asked = [q for q in questions(facts, bank, rng) if q["task"] == args.task]
            if asked:
                images.append(image)
                texts.append(prompt(asked[0]["question"], options(asked[0], rng, place=0)[0], asked[0]["hint"]))
        encoded = [tokenizer.encode(t) + [END, ASSISTANT] for t in texts]
        table = torch.full((16, 1, max(map(len, encoded))), PAD)
        for i, tokens in enumerate(encoded):
            table[i, 0, :len(tokens)] = torch.tensor(tokens)
        with autocast():
            states = model.states(model.see(normalise(torch.from_numpy(np.stack(images)))), USER, table)
        logits = model.logits(torch.stack([states[i, 0, len(e) - 1] for i, e in enumerate(encoded)]))
        loss = F.cross_entropy(logits, a.expand(16))                     # the right answer, and always A
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 10 == 9:
            print(step + 1, f"loss {loss.item():.4f}", flush=True)
    torch.save({"model": model.state_dict()}, args.work / args.out)


if __name__ == "__main__":
    main()
