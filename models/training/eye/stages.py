"""Stage A: the eye learns to write the caption, without the language model. Stage B: both ends, through it.

A: half-way through the ViT each patch names what lies on it and tells which of the caption's fields that is (heads
that are thrown away); at its end each slot is compared with the caption's vector, and each field's three name slots
with every name there is.
B: questions about pictures; the loss is the one the caption was trained with (caption.ranked), through the frozen
language model, with A's loss beside it, so that what is seen is not forgotten for what is asked. In a chat turn the answer
ends the turn, and its own probability counts as much as its rank: there it is said, not chosen.

    python3 stages.py a --work DIR --model FILE --steps 4000       writes a.pt
    python3 stages.py b --work DIR --model FILE --steps 500        writes b.pt
"""
import argparse, pickle
import beside
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from caption import BEFORE, FIELD, HEAD, NAME, load_caption, ranked
from crew import Lesson, run
from eye import CONFIG, Eye
from fetch import add_work
from language import Language, forms
from optim import optimisers
from pictures import SIZE, Artist
from precision import autocast
from questions import spoken, trained

SIDE = SIZE // CONFIG.patch


class Pupil(nn.Module):
    def __init__(self, caption):
        super().__init__()
        self.eye = Eye()
        with torch.no_grad():
            self.eye.projector[2].weight.mul_(0.2)                       # so that its first words are no louder than words are
        self.heads = nn.ModuleDict({"name": nn.Linear(CONFIG.vision_width, len(caption.names) + 1),
                                    "field": nn.Linear(CONFIG.vision_width, 5)})


def under(facts, caption):
    """(36,) 1 + the name's number under each patch's middle and (36,) 1 + the field's; 0 for nothing."""
    names, fields = np.zeros((SIDE, SIDE), np.int64), np.zeros((SIDE, SIDE), np.int64)
    for i, (name, _, x, y, half_w, half_h) in enumerate(facts["items"]):
        x0, x1 = (max(0, int(np.ceil((v - CONFIG.patch / 2) / CONFIG.patch))) for v in (x - half_w * 0.85, x + half_w * 0.85))
        y0, y1 = (max(0, int(np.ceil((v - CONFIG.patch / 2) / CONFIG.patch))) for v in (y - half_h * 0.85, y + half_h * 0.85))
        names[y0:y1, x0:x1], fields[y0:y1, x0:x1] = 1 + caption.names[name], 1 + i
    return names.reshape(-1), fields.reshape(-1)


def name_logits(slots, places, caption):
    """How near each field's name slots are to every name: (b, 4, names), cosines times 25."""
    b = len(slots)
    said = slots[:, HEAD:].reshape(b, 4, FIELD, -1) - caption.place[places]
    said = said[:, :, BEFORE:BEFORE + NAME].reshape(b, 4, -1)
    every = caption.table[caption.name_ids].flatten(1)
    middle = every.mean(0)
    return 25 * F.normalize(said - middle, dim=-1) @ F.normalize(every - middle, dim=-1).T


class Stage(Lesson):
    def __init__(self, work_folder, bank, steps, pictures, caption):
        self.steps, self.pictures, self.bank, self.caption = steps, pictures, bank, caption
        self.module = Pupil(caption)
        self.artist = Artist(bank, "train", True)
        self.held = {split: self.draw(Artist(bank, split, False), np.random.default_rng(5), 160) for split in ("train", "test")}

    def draw(self, artist, rng, n, scenes=None):
        made = [artist.scene(rng, scenes and scenes(rng)) for _ in range(n)]
        return torch.from_numpy(np.stack([m[0] for m in made])), [m[1] for m in made]

    def written(self, pixels, facts, log):
        """Stage A's loss, and the slots."""
        counts, places, names = self.caption.symbols(facts)
        seen, fields = (torch.from_numpy(np.stack(v)) for v in zip(*(under(f, self.caption) for f in facts)))
        with autocast():
            middle, slots = self.module.eye.both(pixels)
            patch_names, patch_fields = self.module.heads["name"](middle), self.module.heads["field"](middle)
        slots = slots.float()
        weights = torch.where(seen == 0, 0.15, 1.0)
        patch = (F.cross_entropy(patch_names.float().transpose(1, 2), seen, reduction="none") * weights).sum() / weights.sum()
        field = F.cross_entropy(patch_fields.float().transpose(1, 2), fields)
        with torch.no_grad():
            target = self.caption(counts, places, names)
        far = ((slots - target) ** 2).mean() / (target ** 2).mean()
        there = names >= 0
        logits = name_logits(slots, places, self.caption)
        named = F.cross_entropy(logits[there], names[there])
        log.setdefault("patch", []).append((patch_names.argmax(-1) == seen)[seen > 0].float().mean().item())
        log.setdefault("far", []).append(far.item())
        log.setdefault("named", []).append((logits.argmax(-1) == names)[there].float().mean().item())
        return patch + 0.5 * field + named + 2 * far, slots

    @torch.no_grad()
    def judge(self):
        out = []
        for split, (pixels, facts) in self.held.items():
            log = {}
            for at in range(0, len(facts), 40):
                self.written(pixels[at:at + 40], facts[at:at + 40], log)
            out.append(("seen" if split == "train" else "unseen") + " style " + " ".join(f"{k} {np.mean(v):.2f}" for k, v in log.items()))
        return "; ".join(out)


class StageA(Stage):
    name, every = "a", 50

    def __init__(self, *args):
        super().__init__(*args)
        self.pair, self.rates = optimisers([(self.module, 1.0)]), [0.02, 3e-3]

    def loss(self, rng, step, log):
        return self.written(*self.draw(self.artist, rng, self.pictures), log)[0]


class StageB(Stage):
    name, every, judged_every = "b", 10, 600

    def __init__(self, work_folder, bank, steps, pictures, caption, language):
        super().__init__(work_folder, bank, steps, pictures, caption)
        self.module.load_state_dict(torch.load(work_folder / "a.pt")["model"])
        self.language, self.forms = language, forms(language)
        self.pair, self.rates = optimisers([(self.module, 1.0)]), [0.003, 3e-4]

    def ask(self, artist, rng, n):
        pixels, facts = self.draw(artist, rng, n, lambda r: ["one", "pair", "corners", "many"][r.choice(4, p=[0.4, 0.3, 0.2, 0.1])])
        return pixels, facts, [trained(f, artist, rng) for f in facts]

    def loss(self, rng, step, log):
        pixels, facts, asked = self.ask(self.artist, rng, self.pictures)
        written, slots = self.written(pixels, facts, log)
        if step % 2 == 0:
            return 0.3 * written + ranked(self.language, self.forms["choice"], slots, asked, log)
        return 0.3 * written + ranked(self.language, self.forms["chat"], slots, [spoken(qs, rng) for qs in asked], log, shares=(1.0, 1.0))

    @torch.no_grad()
    def judge(self):
        out = [super().judge()]
        for split in ("train", "test"):
            artist, rng, log = Artist(self.bank, split, False), np.random.default_rng(6), {}
            for _ in range(4):
                pixels, facts, asked = self.ask(artist, rng, 20)
                ranked(self.language, self.forms["choice"], self.module.eye(pixels), asked, log)
            out.append(split + " " + " ".join(f"{t} {100 * np.mean(v):.0f}" for t, v in sorted(log.items())))
        return "; ".join(out)


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("stage", choices=["a", "b"])
    parser.add_argument("--model", required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--pictures", type=int, help="a step and process")
    args = parser.parse_args()
    train(args.work, args.model, args.stage, args.steps, args.pictures)


def train(work_folder, model, stage, steps, pictures=None):
    bank, language = pickle.loads((work_folder / "bank.pickle").read_bytes()), Language(model)
    caption = load_caption(work_folder, bank, language)
    if stage == "a":
        run(work_folder, lambda: StageA(work_folder, bank, steps, pictures or 96, caption))
    else:
        run(work_folder, lambda: StageB(work_folder, bank, steps, pictures or 6, caption, language))


if __name__ == "__main__":
    main()
