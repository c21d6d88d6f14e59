"""Turn the packages into one file of small sprites, each marked 'train' or 'test'.

What is held out, so that a test picture is new in earnest:
  digits   200 of about 1,000 handwritten digits per class are never trained on
  letters  9 of 41 typefaces are never trained on
  emoji    a whole drawing style (Fluent) is never trained on; the others are
  flags    a whole drawing style (Flagpack) is never trained on
  states   there is only one map: only zoom, place, colours and noise differ

    python3 sprites.py [--work DIR]            (needs rsvg-convert)
"""
import argparse, glob, io, json, pickle, subprocess
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from fetch import add_work, package_dir

KINDS = {
    "animal": "cat-face dog-face lion cow-face pig-face rabbit-face panda frog elephant penguin turtle snail",
    "food": "red-apple banana grapes watermelon strawberry lemon carrot pizza hamburger doughnut bread cookie",
    "vehicle": "automobile bus bicycle airplane sailboat rocket helicopter tractor locomotive motorcycle",
    "plant": "cactus tulip rose sunflower mushroom four-leaf-clover palm-tree evergreen-tree maple-leaf cherry-blossom",
    "clothing": "jeans dress top-hat crown glasses t-shirt necktie running-shoe handbag kimono",
    "tool": "hammer key scissors pencil wrench paperclip magnifying-glass-tilted-left bomb",
    "music": "guitar trumpet violin saxophone drum musical-keyboard",
}
WORDS = {"cat-face": "cat", "dog-face": "dog", "cow-face": "cow", "pig-face": "pig", "rabbit-face": "rabbit",
         "red-apple": "apple", "automobile": "car", "four-leaf-clover": "clover", "palm-tree": "palm",
         "evergreen-tree": "fir", "maple-leaf": "maple", "cherry-blossom": "blossom", "top-hat": "hat",
         "t-shirt": "shirt", "necktie": "tie", "running-shoe": "shoe", "magnifying-glass-tilted-left": "lens",
         "musical-keyboard": "piano", "locomotive": "train", "airplane": "plane", "sailboat": "boat"}
EMOJI_STYLES = {"noto": "train", "noto-v1": "train", "twemoji": "train", "emojione": "train",
                "fluent-emoji-flat": "test"}
COUNTRIES = ("fr de it es gb se fi dk pl nl be gr ch ua pt jp cn in kr th vn il tr pk "
             "za ng eg ke ma gh br ar cl uy us ca mx cu jm au").split()
TEST_FONTS = set("caveat lobster press-start-2p playfair-display josefin-sans special-elite handlee arvo "
                 "fredoka".split())
REGIONS = {
    "northeast": "Connecticut Maine Massachusetts New_Hampshire Rhode_Island Vermont New_Jersey New_York Pennsylvania",
    "midwest": "Illinois Indiana Michigan Ohio Wisconsin Iowa Kansas Minnesota Missouri Nebraska North_Dakota "
               "South_Dakota",
    "south": "Delaware Florida Georgia Maryland North_Carolina South_Carolina Virginia West_Virginia Alabama "
             "Kentucky Mississippi Tennessee Arkansas Louisiana Oklahoma Texas",
    "west": "Arizona Colorado Idaho Montana Nevada New_Mexico Utah Wyoming California Oregon Washington"}


def rasterise(svg, width, height):
    png = subprocess.run(["rsvg-convert", "-w", str(width), "-h", str(height)], input=svg.encode(),
                         stdout=subprocess.PIPE, check=True).stdout
    return np.array(Image.open(io.BytesIO(png)).convert("RGBA"))


class Iconify:
    """An icon set as one JSON file: name -> SVG."""
    def __init__(self, work, name):
        self.set = json.loads((package_dir(work, f"@iconify-json/{name}") / "icons.json").read_text())

    def svg(self, name):
        while name not in self.set["icons"]:
            name = self.set["aliases"][name]["parent"]
        icon = self.set["icons"][name]
        w = icon.get("width", self.set.get("width", 16))
        h = icon.get("height", self.set.get("height", 16))
        return (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
                f'viewBox="{icon.get("left", 0)} {icon.get("top", 0)} {w} {h}">{icon["body"]}</svg>')


def crop(rgba):
    ys, xs = np.nonzero(rgba[..., 3] > 8)
    return rgba[ys.min():ys.max() + 1, xs.min():xs.max() + 1]


def digits(work, rng):
    out = {"train": [], "test": []}
    for d in range(10):
        path = package_dir(work, "mnist") / "src" / "digits" / f"{d}.json"
        flat = np.array(json.loads(path.read_text())["data"], np.float32).reshape(-1, 28, 28)
        flat = (flat * 255).astype(np.uint8)[rng.permutation(len(flat))]
        out["train"].append(flat[200:])
        out["test"].append(flat[:200])
    return out


def emoji(work):
    out = {"train": {}, "test": {}}
    for style, split in EMOJI_STYLES.items():
        icons = Iconify(work, style)
        for slugs in KINDS.values():
            for slug in slugs.split():
                rgba = crop(rasterise(icons.svg(slug), 56, 56))
                out[split].setdefault(WORDS.get(slug, slug), []).append(rgba)
    return out


def flags(work):
    info = {c["code"]: c for c in json.loads((package_dir(work, "flag-icons") / "country.json").read_text())}
    out, facts = {"train": {}, "test": {}}, {}
    twemoji, emojione, flagpack = (Iconify(work, n) for n in ("twemoji", "emojione", "flagpack"))
    for code in COUNTRIES:
        name = info[code]["name"].replace(" of America", "").replace("Türkiye", "Turkey")
        slug = name.lower().replace(" ", "-")
        facts[name] = info[code]["continent"].lower().replace("north ", "").replace("south ", "")
        plain = (package_dir(work, "flag-icons") / "flags" / "4x3" / f"{code}.svg").read_text()
        one = [n for n in (f"flag-for-{slug}", f"flag-{slug}") if n in emojione.set["icons"]]
        tests = [flagpack.svg("gb-ukm" if code == "gb" else code)]
        trains = [plain, twemoji.svg(f"flag-{slug}")] + [emojione.svg(n) for n in one[:1]]
        for split, svgs in (("train", trains), ("test", tests)):
            out[split][name] = [crop(rasterise(s, 56, 42 if s in (plain, tests[0]) else 56)) for s in svgs]
    return out, facts


def letters(work):
    out = {"train": {}, "test": {}}
    for folder in sorted(glob.glob(str(work / "packages" / "fontsource-*"))):
        name = folder.split("fontsource-")[1]
        files = sorted(glob.glob(f"{folder}/files/{name}-latin-400-normal.woff"))
        if not files:
            continue
        font = ImageFont.truetype(files[0], 56)
        for c in "abcdefghijklmnopqrstuvwxyz":
            for shape in (c, c.upper()):
                box = font.getbbox(shape)
                image = Image.new("L", (box[2] - box[0] + 4, box[3] - box[1] + 4))
                ImageDraw.Draw(image).text((2 - box[0], 2 - box[1]), shape, fill=255, font=font)
                image.thumbnail((44, 44), Image.BOX)
                split = "test" if name in TEST_FONTS else "train"
                out[split].setdefault(shape, []).append(np.array(image))
    return out


def states(work):
    """Outlines in a unit box (x right, y down), neighbours (states sharing an arc), regions."""
    topo = json.loads((package_dir(work, "us-atlas") / "states-albers-10m.json").read_text())
    scale, move = np.array(topo["transform"]["scale"]), np.array(topo["transform"]["translate"])
    arcs = [np.cumsum(np.array(a), 0) * scale + move for a in topo["arcs"]]
    where = {s.replace("_", " "): r for r, names in REGIONS.items() for s in names.split()}
    rings, users = {}, {}
    for g in topo["objects"]["states"]["geometries"]:
        name = g["properties"]["name"]
        if name not in where:
            continue
        polygons = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]]
        for polygon in polygons:
            for a in polygon[0]:
                users.setdefault(a if a >= 0 else ~a, set()).add(name)
            ring = np.concatenate([arcs[a] if a >= 0 else arcs[~a][::-1] for a in polygon[0]])
            keep = [0]
            for i in range(1, len(ring)):                    # thin out: nothing below 1.5 units is visible
                if np.abs(ring[i] - ring[keep[-1]]).max() > 1.5:
                    keep.append(i)
            if len(keep) > 3:
                rings.setdefault(name, []).append(ring[keep].astype(np.float32))
    every = np.concatenate([r for rs in rings.values() for r in rs])
    low, span = every.min(0), np.ptp(every, 0).max()
    rings = {n: [(r - low) / span for r in rs] for n, rs in rings.items()}
    centre = {n: max(rs, key=len).mean(0) for n, rs in rings.items()}
    touching = {n: set() for n in rings}
    for group in users.values():
        for n in group & set(rings):
            touching[n] |= group - {n}
    return {"rings": rings, "centre": centre, "touching": touching, "region": where}


def main():
    args = add_work(argparse.ArgumentParser(description=__doc__)).parse_args()
    rng = np.random.default_rng(1)
    flag_sprites, continents = flags(args.work)
    bank = {"digits": digits(args.work, rng), "emoji": emoji(args.work), "flags": flag_sprites,
            "continents": continents, "letters": letters(args.work), "states": states(args.work),
            "kinds": {WORDS.get(s, s): k for k, slugs in KINDS.items() for s in slugs.split()}}
    with open(args.work / "bank.pickle", "wb") as f:
        pickle.dump(bank, f)
    for kind in ("digits", "emoji", "flags", "letters"):
        sizes = {s: sum(len(v) for v in (d.values() if isinstance(d, dict) else d)) for s, d in bank[kind].items()}
        print(kind, sizes)
    print("states", len(bank["states"]["rings"]), sum(len(r) for rs in bank["states"]["rings"].values() for r in rs))


if __name__ == "__main__":
    main()
