"""Ask every task with the eye, blind, in words, and with the caption that an eye without fault would write: accuracies
with 95 % intervals, as a Markdown table.

Pictures are drawn afresh, half with drawings of the seen styles and half in the style that was never trained on. Blind:
the eye is shown a grey picture. Words: no picture, a sentence that says what is in it. True caption (caption.py): what the
language model answers of what it is told, so what falls short of it was not seen. An option's score is the sum of
ln p of its tokens, as TaLo's `choice` reads it.

    python3 judge.py EYE --work DIR --model FILE [--questions 150] [--form choice]      EYE: b.pt, a.pt or an mmproj
"""
import argparse, pickle
import beside
import numpy as np
import torch
from evaluate import interval
from caption import load_caption
from eye import load_eye
from fetch import add_work
from language import Language, forms, option_scores
from pictures import SIZE, Artist, words_for
from questions import TRAINED, ZERO_SHOT, judged

FAMILY = {"kind": "name", "what": "place", "capital": "flag", "continent": "flag", "language": "flag"}   # the same pictures


def draw(bank, split, task, count, seed):
    """[(pixels, facts, question)]: the same for the same seed, whatever else is drawn. Tasks of one family are asked
    about the same pictures, as far as these allow it."""
    artist, out, n = Artist(bank, split, False), [], 0
    family = (TRAINED + ZERO_SHOT).index(FAMILY.get(task, task))
    while len(out) < count:
        made = judged(task, artist, np.random.default_rng([seed, family, split == "test", n]))
        out += [made] if made else []
        n += 1
    return out


@torch.no_grad()
def right(language, form, seen, questions, chunk=24):
    """Whether the first option's text is the most probable: (n,) 1, 0, or 1/k where k are. seen: a list of (tokens, width)."""
    encode, out = language.words.encode, []
    for at in range(0, len(questions), chunk):
        asked = [[(encode(form.ask(q["question"])), [encode(form.between + o) for o in q["options"]])] for q in questions[at:at + chunk]]
        out += [float(s[0] == s.max()) / int((s == s.max()).sum()) for s in option_scores(language, form, seen[at:at + chunk], asked)]
    return np.array(out)


@torch.no_grad()
def seen_by(eye, pixels):
    return [s for at in range(0, len(pixels), 32) for s in eye(torch.from_numpy(np.stack(pixels[at:at + 32])))]


def sentence(facts):
    return f"The picture shows {words_for(facts)}."


def cell(answers):
    low, high = interval(float(answers.mean()), len(answers))
    return f"{100 * answers.mean():.0f} ({low:.0f}–{high:.0f})"


def table(eye, caption, language, form, bank, count, seed=99):
    """Markdown rows, and {(task, way): accuracy}."""
    grey, figures = seen_by(eye, [np.full((SIZE, SIZE, 3), 128, np.uint8)])[0], {}
    yield "| task | chance | seen style | unseen style | blind | in words | true caption |", None
    yield "|---|--:|--:|--:|--:|--:|--:|", None
    for task in TRAINED + ZERO_SHOT:
        made = {split: draw(bank, split, task, count, seed) for split in ("train", "test")}
        both = made["train"] + made["test"]
        asked = {split: [q for _, _, q in rows] for split, rows in made.items()}
        every = asked["train"] + asked["test"]
        ways = {"seen": right(language, form, seen_by(eye, [p for p, _, _ in made["train"]]), asked["train"]),
                "unseen": right(language, form, seen_by(eye, [p for p, _, _ in made["test"]]), asked["test"]),
                "blind": right(language, form, [grey] * len(every), every),
                "words": right(language, form, [language.embed(language.words.encode(sentence(f))) for _, f, _ in both], every),
                "caption": right(language, form, list(caption(*caption.symbols([f for _, f, _ in both]))), every)}
        chance = np.mean([1 / len(q["options"]) for q in every])
        yield (f"| {task}{'' if task in TRAINED else ' (never trained)'} | {100 * chance:.0f} | "
               + " | ".join(cell(a) for a in ways.values()) + " |", {w: float(a.mean()) for w, a in ways.items()})


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("eye")
    parser.add_argument("--model", required=True)
    parser.add_argument("--questions", type=int, default=150, help="a task and style")
    parser.add_argument("--form", choices=["choice", "chat"], default="choice")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    language = Language(args.model)
    bank = pickle.loads((args.work / "bank.pickle").read_bytes())
    for line, _ in table(load_eye(args.eye), load_caption(args.work, bank, language), language, forms(language)[args.form], bank, args.questions):
        print(line, flush=True)


if __name__ == "__main__":
    main()
