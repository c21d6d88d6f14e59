"""Draw one 64x64 picture and say what is in it.

A scene function takes (bank, split, rng) and returns (pixels uint8 64x64x3, facts). The facts are
all that the questions (tasks.py) are made from, so a picture can be asked about again and again;
facts["items"] says what is where, (label, x, y, reach), for the vision encoder's first lessons.
"""
import numpy as np
from PIL import Image, ImageDraw

SIZE = 64
COLOURS = {"red": (220, 45, 45), "green": (40, 165, 70), "blue": (50, 90, 220), "yellow": (235, 200, 40),
           "purple": (150, 60, 190)}
QUADRANTS = ["top left", "top right", "bottom left", "bottom right"]


def canvas(rng, low=0, high=256):
    image = np.empty((SIZE, SIZE, 3), np.float32)
    image[:] = rng.integers(low, high, 3)
    return image


def ink_for(image, rng):
    """A colour that stands out from the background (which is plain)."""
    while True:
        ink = rng.integers(0, 256, 3)
        if abs(float(ink.mean()) - float(image[0, 0].mean())) > 70:
            return ink


def paste(image, sprite, cx, cy):
    """Lay an RGBA sprite (float, alpha last) over the picture, centred, cut at the border."""
    h, w = sprite.shape[:2]
    x, y = int(round(cx - w / 2)), int(round(cy - h / 2))
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + w, SIZE), min(y + h, SIZE)
    if x0 < x1 and y0 < y1:
        part = sprite[y0 - y:y1 - y, x0 - x:x1 - x]
        alpha = part[..., 3:] / 255
        image[y0:y1, x0:x1] = image[y0:y1, x0:x1] * (1 - alpha) + part[..., :3] * alpha


def fit(sprite, size, rng, turn=0.0, flip=False):
    """Scale so that the longer side is `size` pixels; turn by up to `turn` degrees; perhaps mirror."""
    picture = Image.fromarray(sprite)
    factor = size / max(picture.size)
    picture = picture.resize([max(2, round(s * factor)) for s in picture.size], Image.BILINEAR,
                             reducing_gap=2.0)
    if turn:
        picture = picture.rotate(rng.uniform(-turn, turn), Image.BILINEAR, expand=True)
    out = np.asarray(picture, np.float32)
    return out[:, ::-1] if flip and rng.random() < 0.5 else out


def tint(mask, ink):
    out = np.empty(mask.shape + (4,), np.float32)
    out[..., :3] = ink
    out[..., 3] = mask
    return out


def pick(items, rng):
    return items[rng.integers(len(items))]


def jitter(rng, by):
    return rng.uniform(-by, by)


def digits(bank, split, rng):
    """Two handwritten digits side by side; in a third of the pictures the same digit twice."""
    image = canvas(rng)
    left = int(rng.integers(10))
    right = left if rng.random() < 0.33 else int(rng.integers(10))
    items = []
    for x, d in ((17, left), (47, right)):
        mask = fit(pick(bank["digits"][split][d], rng), rng.integers(27, 40), rng, turn=12)
        x, y = x + jitter(rng, 2), 32 + jitter(rng, 12)
        paste(image, tint(mask, ink_for(image, rng)), x, y)
        items.append((f"digit {d}", x, y, 11))
    if rng.random() < 0.3:                                               # a stroke across, in the way
        y = int(rng.integers(8, 56))
        image[y:y + 2] = rng.integers(0, 256, 3)
    return image, {"scene": "digits", "left": left, "right": right, "items": items}


def letters(bank, split, rng):
    """Two printed letters side by side, each in its own typeface and case."""
    image = canvas(rng)
    facts = {"scene": "letters", "items": []}
    for x, side in ((17, "left"), (47, "right")):
        letter = chr(97 + rng.integers(26))
        upper = bool(rng.random() < 0.5)
        sprite = pick(bank["letters"][split][letter.upper() if upper else letter], rng)
        mask = fit(sprite, rng.integers(18, 31), rng, turn=10)
        x, y = x + jitter(rng, 2), 32 + jitter(rng, 14)
        paste(image, tint(mask, ink_for(image, rng)), x, y)
        facts["items"].append(("letter " + (letter.upper() if upper else letter), x, y, 11))
        facts[side], facts[side + " upper"] = letter, upper
    return image, facts


def emoji(bank, split, rng):
    """One thing, large or small, anywhere."""
    image = canvas(rng, 60)
    name = pick(list(bank["kinds"]), rng)
    size = rng.integers(26, 58)
    free = (SIZE - size) / 2
    x, y = 32 + jitter(rng, free), 32 + jitter(rng, free)
    paste(image, fit(pick(bank["emoji"][split][name], rng), size, rng, turn=15, flip=True), x, y)
    return image, {"scene": "emoji", "name": name, "kind": bank["kinds"][name], "items": [(name, x, y, size * 0.4)]}


def grid(bank, split, rng):
    """Four things, one to a corner: in half of the pictures three of one kind and one of another."""
    image = canvas(rng, 60)
    kinds = bank["kinds"]
    names = list(kinds)
    odd = None
    if rng.random() < 0.6:
        kind, other = rng.permutation(sorted(set(kinds.values())))[:2]
        chosen = list(rng.permutation([n for n in names if kinds[n] == kind])[:3])
        odd = int(rng.integers(4))
        chosen.insert(odd, pick([n for n in names if kinds[n] == other], rng))
    else:
        chosen = list(rng.permutation(names)[:4])
    items = []
    for i, name in enumerate(chosen):
        sprite = fit(pick(bank["emoji"][split][str(name)], rng), rng.integers(20, 31), rng, turn=10, flip=True)
        x, y = 16.5 + 31 * (i % 2) + jitter(rng, 2), 16.5 + 31 * (i // 2) + jitter(rng, 2)
        paste(image, sprite, x, y)
        items.append((str(name), x, y, 11))
    return image, {"scene": "grid", "names": [str(n) for n in chosen], "odd": odd, "items": items}


def flags(bank, split, rng):
    """Two flags, one above the other, half of the time from one continent."""
    image = canvas(rng)
    c, same = bank["continents"], rng.random() < 0.5
    top, items = pick(list(c), rng), []
    others = [n for n in c if n != top and (c[n] == c[top]) == same]
    bottom = pick(others or [n for n in c if n != top], rng)
    for y, name in ((16, top), (48, bottom)):
        sprite = fit(pick(bank["flags"][split][name], rng), rng.integers(28, 43), rng, turn=6)
        x, y = 32 + jitter(rng, 10), y + jitter(rng, 1)
        paste(image, sprite, x, y)
        items.append((name, x, y, 12))
    return image, {"scene": "flags", "top": top, "bottom": bottom, "top continent": c[top],
                   "bottom continent": c[bottom], "items": items}


def states(bank, split, rng):
    """The map of the contiguous states, one state red, one blue: often neighbours."""
    data = bank["states"]
    red = pick(list(data["rings"]), rng)
    others = sorted(data["touching"][red]) if rng.random() < 0.45 else [n for n in data["rings"] if n != red]
    blue = pick(others, rng)
    mid = (data["centre"][red] + data["centre"][blue]) / 2
    apart = np.abs(data["centre"][red] - data["centre"][blue]).max()
    zoom = min(rng.uniform(58, 105), 44 / max(apart, 0.01))
    zoom = max(zoom, 56)
    whole = np.array([0.5, 0.31])
    focus = whole + (mid - whole) * np.clip((zoom - 56) / 30, 0, 1) + rng.uniform(-2, 2, 2) / zoom
    background, land = rng.integers(140, 256, 3), rng.integers(60, 256, 3)
    edge = tuple(int(v) for v in rng.integers(0, 110, 3))
    big = Image.new("RGB", (SIZE * 3, SIZE * 3), tuple(int(v) for v in background))
    draw = ImageDraw.Draw(big)
    grey = int(land.mean())                                               # land stays greyish: red and blue are signal
    fills = {red: COLOURS["red"], blue: COLOURS["blue"]}
    for name, rings in data["rings"].items():
        fill = tuple(int(np.clip(v + jitter(rng, 15), 0, 255)) for v in fills[name]) if name in fills else (grey,) * 3
        for ring in rings:
            points = ((ring - focus) * zoom + 32) * 3
            draw.polygon([tuple(p) for p in points.tolist()], fill=fill, outline=edge)
    image = np.asarray(big.reduce(3), np.float32)
    c = data["centre"]
    items = [(n, *((c[n] - focus) * zoom + 32), 5) for n in [*(n for n in c if n not in fills), blue, red]]
    return image, {"scene": "states", "items": items, "red": red, "blue": blue, "red region": data["region"][red],
                   "blue region": data["region"][blue], "touch": blue in data["touching"][red],
                   "north": float(c[blue][1] - c[red][1]), "east": float(c[red][0] - c[blue][0])}


def shape_mask(shape, size, rng):
    n = size * 3
    big = Image.new("L", (n, n), 0)
    draw = ImageDraw.Draw(big)
    if shape == "circle":
        draw.ellipse((0, 0, n - 1, n - 1), fill=255)
    elif shape == "square":
        draw.rectangle((n * .08, n * .08, n * .92, n * .92), fill=255)
    else:
        points = 3 if shape == "triangle" else 10
        turn = rng.uniform(-.3, .3)
        radius = [1.0, 0.45] if shape == "star" else [1.0]
        angles = [turn + 2 * np.pi * i / points for i in range(points)]
        draw.polygon([(n / 2 + n / 2 * radius[i % len(radius)] * np.sin(a),
                       n / 2 - n / 2 * radius[i % len(radius)] * np.cos(a)) for i, a in enumerate(angles)], fill=255)
    return np.asarray(big.reduce(3))


def shapes(bank, split, rng):
    """Three to nine coloured shapes strewn about, to be counted."""
    image = canvas(rng, 0, 256) if rng.random() < 0.3 else canvas(rng, 225)
    if rng.random() < 0.3:
        image[:] = rng.integers(0, 40)
    palette = [str(c) for c in rng.permutation(list(COLOURS))[:3]]
    weights = rng.dirichlet([1.5] * 3)
    kinds = rng.permutation(["circle", "square", "triangle", "star"])[:3]
    count = int(rng.integers(3, 10))
    found, items = [], []
    for cell in rng.permutation(9)[:count]:
        colour, kind = palette[rng.choice(3, p=weights)], str(pick(kinds, rng))
        ink = np.clip(np.array(COLOURS[colour]) + rng.uniform(-18, 18, 3), 0, 255)
        size = int(rng.integers(10, 19))
        x, y = 11.5 + 20.5 * (cell % 3) + jitter(rng, 2), 11.5 + 20.5 * (cell // 3) + jitter(rng, 2)
        paste(image, tint(shape_mask(kind, size, rng), ink), x, y)
        found.append((colour, kind))
        items.append((f"{colour} {kind}", x, y, size / 2))
    return image, {"scene": "shapes", "found": found, "items": items}


def bars(bank, split, rng):
    """A bar chart with four coloured bars."""
    image = canvas(rng, 200) if rng.random() < 0.6 else canvas(rng, 0, 50)
    names = [str(c) for c in rng.permutation(list(COLOURS))[:4]]
    heights, items = [], []
    while len(heights) < 4:
        h = int(rng.integers(6, 55))
        if all(abs(h - o) >= 3 for o in heights):
            heights.append(h)
    width, base = int(rng.integers(8, 14)), int(rng.integers(57, 63))
    image[base:base + 1, 3:61] = ink_for(image, rng)
    for i, (name, h) in enumerate(zip(names, heights)):
        x = 5 + i * 14 + int(rng.integers(0, 14 - width + 1))
        items.append((f"bar {h // 8}", x + width / 2, base - 4, 6))
        items.append((f"{name} bar", x + width / 2, base - h, 6))
        image[max(base - h, 0):base, x:x + width] = np.clip(np.array(COLOURS[name]) + rng.uniform(-18, 18, 3), 0, 255)
    return image, {"scene": "bars", "bars": list(zip(names, heights)), "items": items}


SCENES = {"digits": (digits, 0.20), "letters": (letters, 0.13), "emoji": (emoji, 0.12), "grid": (grid, 0.15),
          "flags": (flags, 0.12), "states": (states, 0.13), "shapes": (shapes, 0.10), "bars": (bars, 0.05)}


def draw_scene(bank, split, rng, name=None):
    if name is None:
        names = list(SCENES)
        name = names[rng.choice(len(names), p=[SCENES[n][1] for n in names])]
    image, facts = SCENES[name][0](bank, split, rng)
    return np.clip(image + 0.5, 0, 255).astype(np.uint8), facts
