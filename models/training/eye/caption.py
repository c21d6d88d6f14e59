"""The picture's caption: what 36 vectors say best what is in a picture to a language model that cannot change?

The eye's 36 tokens are not asked to be an image's patches. They are slots of a caption, in the language model's own
embedding space: a head (how many), then four fields, one for each thing in reading order, each with its place, its
name's tokens and its place again. The names are the model's own token embeddings. All other vectors begin as words
("three things:", "top left"); those for several things are then trained through the frozen model on the trained
kinds of question, with true names and no pictures. So the model's weaknesses (it hardly reads from plain text where
things are) are met before any seeing is learned, and without its blur.
Those for one thing, or a flag, stay words: they are read well as they are, and when they were trained, too, it cost
what the model knows beyond the trained questions. Stage A then teaches the eye to write this caption, and Stage B
trains both ends together.

    python3 caption.py --work DIR --model FILE [--steps 200]         writes caption.pt
"""
import argparse, pickle
import beside
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
from crew import Lesson, run
from fetch import add_work
from language import Language, forms, option_scores
from pictures import Artist
from questions import NUMBERS, trained

HEAD, FIELD, BEFORE, NAME = 4, 8, 2, 3                                   # slots: 4 + 4 fields of 2 + 3 + 3
SLOTS = HEAD + 4 * FIELD
PLACES = {"": ("This is", "."), "flag": (" flag of", "."), "none": (" .", "."), "left": (" the left", " on the left"),
          "right": (" the right", " on the right"), "top": (" the top", " at the top"), "bottom": (" the bottom", " at the bottom"),
          "top left": (" top left", " at top left"), "top right": (" top right", " at top right"),
          "bottom left": (" bottom left", " at bottom left"), "bottom right": (" bottom right", " at bottom right")}
ALONE = 2                                                                # the first two places: of a picture's only thing
HARD = ["place", "what", "present"]


def fields(facts):
    """The things of the four fields: each thing once, then again from the first; (name or None, place)."""
    items = [(name, "flag" if facts["flag"] else place) for name, place, *_ in facts["items"]]
    if len(items) == 3:
        return items + [(None, "none")]
    return (items * 4)[:4]


class Caption(nn.Module):
    def __init__(self, language, names):
        super().__init__()
        encode = language.words.encode
        take = lambda text, n: language.embed([(encode(text) * n)[i] for i in range(n)])
        self.places, self.names = {p: i for i, p in enumerate(PLACES)}, {n: i for i, n in enumerate(names)}
        ids = torch.tensor([(encode(" " + n) * NAME)[:NAME] for n in names])
        self.register_buffer("name_ids", ids, persistent=False)
        self.register_buffer("table", language.embedding, persistent=False)
        count = torch.stack([take(f" {n} things:", HEAD) for n in NUMBERS])
        place = torch.zeros(len(PLACES), FIELD, language.width)
        for p, (before, after) in PLACES.items():
            place[self.places[p], :BEFORE] = take(before, BEFORE)
            place[self.places[p], BEFORE + NAME:] = take(after, FIELD - BEFORE - NAME)
        self.register_buffer("count_as_said", count[:1])
        self.register_buffer("place_as_said", place[:ALONE])
        self.trained_count, self.trained_place = nn.Parameter(count[1:]), nn.Parameter(place[ALONE:])

    @property
    def count(self):
        """(4, HEAD, width)"""
        return torch.cat((self.count_as_said, self.trained_count))

    @property
    def place(self):
        """(places, FIELD, width)"""
        return torch.cat((self.place_as_said, self.trained_place))

    def symbols(self, pictures):
        """From the facts of b pictures: (b,) number of things - 1, (b, 4) place of each field, (b, 4) its name or -1."""
        four = [fields(facts) for facts in pictures]
        return (torch.tensor([len(facts["items"]) - 1 for facts in pictures]),
                torch.tensor([[self.places[p] for _, p in f] for f in four]),
                torch.tensor([[self.names[n] if n else -1 for n, _ in f] for f in four]))

    def forward(self, counts, places, names, blur=None):
        """(b, 36, width) from (b,), (b, 4), (b, 4); blur: (b, 4, 1, 1) shares and (b, 4) names to mix in, as a
        doubtful eye does."""
        field = self.place[places]
        said = self.table[self.name_ids[names.clamp(min=0)]]
        if blur is not None:
            share, other = blur
            said = said * (1 - share) + share * self.table[self.name_ids[other]]
        said = said * (names >= 0)[..., None, None]
        field = torch.cat((field[:, :, :BEFORE], field[:, :, BEFORE:BEFORE + NAME] + said, field[:, :, BEFORE + NAME:]), 2)
        return torch.cat((self.count[counts], field.flatten(1, 2)), 1)


def ranked(language, form, seen, asked, log=None, tasks=None, shares=(1.0, 0.3)):
    """The loss on the options' texts: the right one (the first) against the others, and its own probability a token.

    asked: for each picture its questions {"task", "question", "options"}; the scores are what TaLo's `choice` reads."""
    encode = language.words.encode
    ids = [[(encode(form.ask(q["question"])), [encode(form.between + o) for o in q["options"]]) for q in qs] for qs in asked]
    scores = option_scores(language, form, seen, ids)
    flat = [(q, i) for qs, row in zip(asked, ids) for q, i in zip(qs, row)]
    loss = 0
    for s, (q, (_, options)) in zip(scores, flat):
        loss = loss + shares[0] * F.cross_entropy(s[None], torch.zeros(1, dtype=torch.long)) - shares[1] * s[0] / len(options[0])
        if log is not None:
            log.setdefault(q["task"], []).append(float(s.argmax() == 0))
    return loss / len(flat)


class Captioning(Lesson):
    name, warm, every = "caption", 0.1, 10

    def __init__(self, model, bank, steps, pictures=4):
        self.steps, self.pictures, self.bank = steps, pictures, bank
        self.language = Language(model)
        self.forms = forms(self.language)
        self.artist = Facts(bank)
        self.module = Caption(self.language, sorted({*bank["names"], *bank["flags"]}))
        scale = float(self.language.embedding.std())
        self.pair, self.rates = [torch.optim.Adam([{"params": self.module.parameters(), "scale": 1.0}], lr=0.0, betas=(0.9, 0.95))], [0.1 * scale]

    def batch(self, rng, pictures, blur=True):
        facts, asked = [], []
        while len(facts) < pictures:
            f = self.artist.facts(rng, ["pair", "corners", "many"][rng.choice(3, p=[0.55, 0.35, 0.1])])
            questions = [q for q in trained(f, self.artist, rng) + trained(f, self.artist, rng)
                         if q["task"] in HARD or rng.random() < 0.3]     # the others are read from the first step on
            if questions:
                facts.append(f)
                asked.append(questions)
        mix = None
        if blur:
            mix = (torch.from_numpy(rng.uniform(0, 0.4, (pictures, 4, 1, 1)).astype(np.float32) * (rng.random((pictures, 4, 1, 1)) < 0.5)).float(),
                   torch.from_numpy(rng.integers(len(self.module.names), size=(pictures, 4))))
        return self.module(*self.module.symbols(facts), mix), asked

    def loss(self, rng, step, log):
        seen, asked = self.batch(rng, self.pictures)
        return ranked(self.language, self.forms[["choice", "chat"][step % 2]], seen, asked, log)

    def judge(self):
        out = []
        for name, form in self.forms.items():
            log = {}
            with torch.no_grad():
                seen, asked = self.batch(np.random.default_rng(77), 40, blur=False)
                ranked(self.language, form, seen, asked, log)
            out.append(name + " " + " ".join(f"{t} {100 * np.mean(v):.0f}" for t, v in sorted(log.items())))
        return "; ".join(out)


class Facts(Artist):
    """Scenes' facts without drawing them."""
    def __init__(self, bank):
        super().__init__(bank, "train", False)

    def put(self, image, name, place, size, cx, cy, rng):
        return name, place, cx, cy, size / 2, size / 2

    def facts(self, rng, scene):
        return self.scene(rng, scene)[1]


def load_caption(work_folder, bank, language):
    caption = Caption(language, sorted({*bank["names"], *bank["flags"]}))
    caption.load_state_dict(torch.load(work_folder / "caption.pt")["model"])
    return caption.requires_grad_(False)


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--model", required=True)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--pictures", type=int, default=4, help="captions a step and process")
    args = parser.parse_args()
    bank = pickle.loads((args.work / "bank.pickle").read_bytes())
    run(args.work, lambda: Captioning(args.model, bank, args.steps, args.pictures))


if __name__ == "__main__":
    main()
