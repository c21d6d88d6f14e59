"""Write the evaluation's questions as TSV in VLMEvalKit's form: with pictures, blind, in words, and open.

    python3 tasks_tsv.py OUT.tsv --work DIR [--per-task 300]

Four files: OUT.tsv; OUT-blind.tsv, the same rows about a grey picture; OUT-words.tsv, the same rows without a picture,
a sentence saying what is in it as the hint; OUT-open.tsv, the names and flags without options, to be answered. Half of a task's rows are in the style that was never trained on (column
`style`); `l2-category` says whether the kind of question was trained. Questions about one thing share pictures where
they can, so that the file stays small: rows with the same picture name the row that has it. The correct option goes
round the places. PNG, 96x96, a palette of 32 colours.
"""
import argparse, base64, csv, io, pickle
import beside
import numpy as np
from PIL import Image
from fetch import add_work
from judge import draw, sentence
from pictures import SIZE
from questions import TRAINED, ZERO_SHOT

COLUMNS = ["index", "image", "question", "hint", "A", "B", "C", "D", "answer", "category", "l2-category", "style", "split"]
STYLES = {"train": "seen", "test": "unseen"}


def png(pixels):
    out = io.BytesIO()
    Image.fromarray(pixels).quantize(32, method=Image.MEDIANCUT, dither=Image.NONE).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def rows_of(bank, per_task, seed):
    """[(task, split, pixels, facts, question, options in their order, index of the right one)]"""
    out = []
    for task in TRAINED + ZERO_SHOT:
        for split in STYLES:
            for n, (pixels, facts, q) in enumerate(draw(bank, split, task, per_task // 2, seed)):
                place = n % len(q["options"])
                texts = q["options"][1:]
                out.append((task, split, pixels, facts, q["question"], texts[:place] + q["options"][:1] + texts[place:], place))
    return out


def write(path, rows, way):
    grey, first = png(np.full((SIZE, SIZE, 3), 128, np.uint8)), {}
    with open(path, "w", newline="") as f:
        writer = csv.writer(f, delimiter="\t", lineterminator="\n")
        writer.writerow([c for c in COLUMNS if c != "image" or way != "words"])
        for index, (task, split, pixels, facts, question, texts, place) in enumerate(rows):
            cell = grey if way == "blind" else png(pixels)
            image = [] if way == "words" else [str(first[cell]) if cell in first else cell]
            first.setdefault(cell, index)
            writer.writerow([index, *image, question, sentence(facts) if way == "words" else "", *texts, *[""] * (4 - len(texts)),
                             "ABCD"[place], task, "trained" if task in TRAINED else "never trained", STYLES[split], "test"])


def write_open(path, rows):
    with open(path, "w", newline="") as f:
        writer = csv.writer(f, delimiter="\t", lineterminator="\n")
        writer.writerow(["index", "image", "question", "answer", "category", "style"])
        for index, (task, split, pixels, _, question, texts, place) in enumerate(rows):
            if task in ("name", "flag"):
                writer.writerow([index, png(pixels), question, texts[place], task, STYLES[split]])


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("out")
    parser.add_argument("--per-task", type=int, default=300)
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    rows = rows_of(pickle.loads((args.work / "bank.pickle").read_bytes()), args.per_task, args.seed)
    stem = args.out.removesuffix(".tsv")
    for way, path in (("seen", f"{stem}.tsv"), ("blind", f"{stem}-blind.tsv"), ("words", f"{stem}-words.tsv")):
        write(path, rows, way)
    write_open(f"{stem}-open.tsv", rows)
    print(len(rows), "rows of", len(TRAINED + ZERO_SHOT), "tasks")


if __name__ == "__main__":
    main()
