"""Make the eye, from nothing, in one command; the same command goes on where it was stopped.

    python3 make_eye.py --work DIR --model SmolLM2-135M-Instruct.Q4_1.gguf

Pictures' packages, drawings, caption, Stage A, Stage B, the mmproj, its accuracies. What lies in DIR is not drawn or
learned again; the three that learn write a checkpoint every few minutes. README.md says what each costs.
"""
import argparse, hashlib, pathlib, pickle, time
import beside
import torch
from fetch import add_work
from caption import Captioning, load_caption
from crew import run
from drawings import make_bank
from export_eye import export
from eye import load_eye
from judge import table
from language import Language, forms
from stages import train

FILE = "mmproj-smollm2-135m-talo-f16.gguf"


def ensure_same(note, model):
    """What was learned through one model is not gone on with through another."""
    with open(model, "rb") as f:
        found = hashlib.file_digest(f, "sha256").hexdigest()
    if note.exists() and note.read_text() != found:
        raise SystemExit(f"{note.parent}: begun with another model than {model}: take another --work")
    note.write_text(found)


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter))
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--caption-steps", type=int, default=200)
    parser.add_argument("--a-steps", type=int, default=3000)
    parser.add_argument("--b-steps", type=int, default=400)
    parser.add_argument("--questions", type=int, default=150, help="a task and style, when its accuracies are measured")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    ensure_same(args.work / "model.sha256", args.model)
    begin = time.time()
    say = lambda what: print(f"[{(time.time() - begin) / 60:.0f} min] {what}", flush=True)
    if not (args.work / "bank.pickle").exists():
        say("drawings")
        make_bank(args.work, args.model)
    say("caption")
    bank = pickle.loads((args.work / "bank.pickle").read_bytes())
    run(args.work, lambda: Captioning(args.model, bank, args.caption_steps))
    say("Stage A")
    train(args.work, args.model, "a", args.a_steps)
    say("Stage B")
    train(args.work, args.model, "b", args.b_steps)
    export(args.work / "b.pt", args.work / FILE, args.model)
    say("accuracies")
    torch.set_num_threads(2)
    language = Language(args.model)
    for line, _ in table(load_eye(args.work / FILE), load_caption(args.work, bank, language), language, forms(language)["choice"], bank, args.questions):
        print(line, flush=True)
    say(f"{args.work / FILE}")


if __name__ == "__main__":
    main()
