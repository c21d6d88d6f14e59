"""Write the held-out questions as a TSV in VLMEvalKit's form; read it back.

Pictures are 64x64 PNG with a palette of 64 colours (small files); a row whose picture was shown in an
earlier row gives that row's index instead. The correct option goes round the places, so each letter is
right equally often within a task.

    python3 make_tasks.py OUT.tsv [--work DIR] [--per-task 400]
"""
import argparse, base64, csv, io
import numpy as np
from PIL import Image
from evaluate import draw_rows
from fetch import add_work
from pool import load_bank
from scenes import SCENES, draw_scene
from tasks import GROUPS, GROUP_OF, questions

COLUMNS = ["index", "image", "question", "hint", "A", "B", "C", "D", "answer", "category", "l2-category", "split"]
NEEDED = {"digits": 4, "letters": 3, "emoji": 2, "grid": 3, "flags": 3, "states": 3, "shapes": 3, "bars": 2}


def png(image):
    out = io.BytesIO()
    Image.fromarray(image).quantize(64, method=Image.MEDIANCUT, dither=Image.NONE).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()


def write_tsv(path, bank, per_task, seed):
    rng = np.random.default_rng(seed)
    rows, pictures = [], []
    for scene, tasks in ((s, None) for s in SCENES):
        images, facts = [], []
        while True:
            image, fact = draw_scene(bank, "test", rng, scene)
            if len(questions(fact, bank, rng)) < NEEDED[scene]:
                continue                                       # a picture that can be asked little costs too much room
            images.append(image)
            facts.append(fact)
            if len(images) % 20 == 0:
                made = draw_rows(bank, images, facts, seed, per_task)
                count = {}
                for r in made:
                    count[r["task"]] = count.get(r["task"], 0) + 1
                if min(count.values()) == per_task:
                    break
        rows += [dict(r, image=r["image"] + len(pictures)) for r in made]
        pictures += images
    rows.sort(key=lambda r: (list(GROUPS).index(r["group"]), r["image"], r["task"]))
    first = {}
    with open(path, "w", newline="") as f:
        writer = csv.writer(f, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for index, r in enumerate(rows):
            cell = str(first[r["image"]]) if r["image"] in first else png(pictures[r["image"]])
            first.setdefault(r["image"], index)
            texts = list(r["texts"]) + [""] * (4 - len(r["texts"]))
            writer.writerow([index, cell, r["question"], r["hint"], *texts, "ABCD"[r["correct"]], r["task"], r["group"], "test"])
    print(len(rows), "rows,", len(first), "pictures")


def read_tsv(path):
    """(pictures, rows): rows as evaluate.py wants them, with the row's index as well."""
    csv.field_size_limit(10 ** 9)
    pictures, number, rows = [], {}, []
    with open(path, newline="") as f:
        for row in csv.DictReader(f, delimiter="\t"):
            if len(row["image"]) > 64:
                number[row["index"]] = len(pictures)
                pictures.append(np.array(Image.open(io.BytesIO(base64.b64decode(row["image"]))).convert("RGB")))
            rows.append({"index": row["index"], "image": row["index"] if len(row["image"]) > 64 else row["image"],
                         "question": row["question"], "hint": row["hint"], "task": row["category"],
                         "group": row["l2-category"], "texts": [row[c] for c in "ABCD" if row[c]],
                         "correct": "ABCD".index(row["answer"])})
    for r in rows:
        r["image"] = number[r["image"]]
    return np.stack(pictures), rows


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("out")
    parser.add_argument("--per-task", type=int, default=400)
    parser.add_argument("--seed", type=int, default=2024)
    args = parser.parse_args()
    write_tsv(args.out, load_bank(args.work), args.per_task, args.seed)


if __name__ == "__main__":
    main()
