"""Turn the icon packages into one file of small drawings: bank.pickle.

Train: five sets of drawings of things and flags (Noto, Twemoji, OpenMoji, Fluent, Fluent flat, FxEmojis) and
flag-icons. Test: EmojiOne's things and flags, and round flags (circle-flags): never trained on.
A name has at most three tokens, so that it fits its place in the picture's caption (caption.py).

    python3 drawings.py --work DIR --model FILE            (needs rsvg-convert)
"""
import argparse, json, os, pathlib, pickle, re, subprocess
import beside
from concurrent.futures import ThreadPoolExecutor
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
from fetch import add_work, fetch, package_dir
from sprites import Iconify, crop, rasterise
from things import KEPT, RENAMED, countries

STYLES = {"noto": "train", "twemoji": "train", "openmoji": "train", "fluent-emoji": "train", "fluent-emoji-flat": "train",
          "fxemoji": "train", "emojione": "test"}
LARGEST = 88                                                             # pixels: what a scene shows at most


def plain_code(code):
    return code.lower().replace("-fe0f", "")


class Set(Iconify):
    """An icon set whose icons are found by code point, else by the slug of their name."""
    def __init__(self, work, style):
        super().__init__(work, style)
        path = package_dir(work, f"@iconify-json/{style}") / "chars.json"
        chars = json.loads(path.read_text()) if path.exists() else {}
        self.by_code = {plain_code(c): name for c, name in chars.items()}
        self.squeezed = {name.replace("-", ""): name for name in self.set["icons"]}

    def find(self, code, label):
        for name in (self.by_code.get(plain_code(code)), slug(label), self.squeezed.get(slug(label).replace("-", ""))):
            name = self.set.get("aliases", {}).get(name, {}).get("parent", name)
            if name in self.set["icons"]:
                return self.svg(name)
        return None


def slug(label):
    return re.sub(r"[^a-z0-9]+", "-", label.lower().replace("’", "").replace("'", "")).strip("-")


def name_of(label):
    name = RENAMED.get(label, label)
    return name[:-5] if name.endswith(" face") else name


def chosen(work):
    """[(name, sub-group, code, label)] of emojibase's things that are asked about."""
    folder = package_dir(work, "emojibase-data")
    data = json.loads((folder / "en" / "data.json").read_text())
    sub = json.loads((folder / "meta" / "groups.json").read_text())["subgroups"]
    kept = {n.strip() for n in KEPT.replace("\n", " ").split(",")}
    return [(name_of(e["label"]), sub[str(e["subgroup"])], e["hexcode"], e["label"])
            for e in data if "subgroup" in e and name_of(e["label"]) in kept and e["group"] >= 3]


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--model", required=True)
    args = parser.parse_args()
    make_bank(args.work, args.model)


def make_bank(work, model):
    fetch(work, listed=HERE / "sources.json")
    from language import Words
    import gguf
    fields = gguf.GGUFReader(str(model)).fields
    words = Words(fields["tokenizer.ggml.tokens"].contents(), fields["tokenizer.ggml.merges"].contents())
    sets = {style: Set(work, style) for style in STYLES}
    jobs, kinds = [], {}
    for name, kind, code, label in chosen(work):
        if len(words.encode(" " + name)) <= 3:
            kinds.setdefault(name, kind)
            jobs += [(STYLES[s], name, s, svg) for s, icons in sets.items() if (svg := icons.find(code, label))]
    info = {c["code"]: c for c in json.loads((package_dir(work, "flag-icons") / "country.json").read_text())}
    round_flags, flags = Set(work, "circle-flags"), {}
    for name, (code, language) in countries().items():
        points = "-".join(f"{0x1f1e6 + ord(c) - 97:x}" for c in code)
        flags[name] = {"capital": info[code]["capital"], "continent": info[code]["continent"], "language": language}
        for shape in ("4x3", "1x1"):
            file = package_dir(work, "flag-icons") / "flags" / shape / f"{code}.svg"
            jobs.append(("train", name, "flag-icons", file.read_text()))
        jobs.append(("test", name, "circle-flags", round_flags.svg(code)))
        jobs += [(STYLES[s], name, s, svg) for s, icons in sets.items()
                 if (svg := icons.find(points, f"flag {name}") or icons.find(points, f"flag for {name}"))]

    def draw(job):
        split, name, style, svg = job
        w, h = map(float, re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', svg).groups())
        scale = LARGEST / max(w, h)
        try:
            return split, name, style, crop(rasterise(svg, round(w * scale), round(h * scale)))
        except subprocess.CalledProcessError:                            # a few of Fluent's filters are too much for librsvg
            return split, name, style, None

    bank = {"train": {}, "test": {}, "kinds": kinds, "flags": flags}
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for split, name, style, rgba in pool.map(draw, jobs):
            if rgba is None:
                failed.append(f"{name} ({style})")
            else:
                bank[split].setdefault(name, []).append(rgba)
    bank["names"] = sorted(n for n in kinds if n not in flags and len(bank["train"].get(n, ())) >= 3)
    with open(work / "bank.new", "wb") as f:
        pickle.dump(bank, f)
    os.replace(work / "bank.new", work / "bank.pickle")
    print(len(bank["names"]), "things,", sum(n in bank["test"] for n in bank["names"]), "of them in the unseen style,", len(flags),
          "flags,", sum(len(v) for v in bank["train"].values()), "drawings to train on; not rendered:", ", ".join(failed) or "none")


if __name__ == "__main__":
    main()
