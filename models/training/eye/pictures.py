"""Draw one 96x96 picture of one to four things and say what is in it.

facts: {"scene", "items": [(name, place, x, y, half width, half height)] in reading order, "flag"}. Every question
(questions.py) and every lesson of Stage A (eye.py) is made from these.

    one      one thing, or a flag: large, anywhere
    pair     two different things: side by side, or one above the other
    corners  three or four different things in the corners; in half of those with four, three are of one kind
    many     the same thing two to four times, in any drawing of it
"""
import numpy as np
from PIL import Image

from things import article

SIZE = 96
CORNERS = [("top left", 24, 24), ("top right", 72, 24), ("bottom left", 24, 72), ("bottom right", 72, 72)]
SCENES = {"one": 0.4, "pair": 0.3, "corners": 0.2, "many": 0.1}


def ground(rng, noisy):
    """Plain, graded, two-coloured or, in training, noisy; light more often than dark."""
    colour = lambda: rng.uniform(0, 255, 3) if rng.random() < 0.3 else rng.uniform(150, 255, 3)
    kind, a = rng.integers(5), colour()
    image = np.empty((SIZE, SIZE, 3), np.float32)
    image[:] = a
    if kind == 1:
        ramp = np.linspace(0, 1, SIZE, dtype=np.float32)[:, None, None]
        image[:] = a + (colour() - a) * (ramp if rng.random() < 0.5 else ramp.swapaxes(0, 1))
    elif kind == 2:
        edge = int(rng.integers(20, 76))
        (image if rng.random() < 0.5 else image.swapaxes(0, 1))[edge:] = colour()
    elif kind == 3 and noisy:
        image += rng.standard_normal((SIZE, SIZE, 1), np.float32) * rng.uniform(3, 14)
    elif kind == 4:
        image[:] = 255
    return image


def varied(sprite, size, rng, flag, vary):
    """A drawing scaled so that its longer side has `size` pixels, as float RGBA; in training also turned, mirrored,
    recoloured a little; a flag cut round or with round corners at times."""
    picture = Image.fromarray(sprite)
    factor = size / max(picture.size)
    picture = picture.resize([max(3, round(s * factor)) for s in picture.size], Image.BILINEAR, reducing_gap=2.0)
    turn = rng.uniform(-12, 12) if vary and not flag else rng.uniform(-4, 4)
    picture = picture.rotate(turn, Image.BILINEAR, expand=True)
    out = np.array(picture, np.float32)
    if not flag and rng.random() < 0.5:
        out = out[:, ::-1].copy()
    if not vary:
        return out
    if flag and rng.random() < 0.4:                                      # the middle, round, or all with round corners
        h, w = out.shape[:2]
        if rng.random() < 0.6 and w > h:
            left = int(np.clip((w - h) * rng.choice([0.5, rng.random()]), 0, w - h))
            out, w = out[:, left:left + h].copy(), h
        y, x = np.mgrid[:h, :w]
        power = rng.choice([2, 2, 4, 8])
        inside = np.abs(2 * x / (w - 1) - 1) ** power + np.abs(2 * y / (h - 1) - 1) ** power <= 1
        out[..., 3] *= inside
    rgb = out[..., :3]
    if rng.random() < 0.7:
        rgb *= rng.uniform(0.75, 1.2, 3) if not flag else rng.uniform(0.8, 1.15)
        rgb += rng.uniform(-20, 20)
    if rng.random() < 0.25:                                              # paler or stronger
        grey = rgb.mean(-1, keepdims=True)
        rgb[:] = grey + (rgb - grey) * rng.uniform(0.3, 1.4)
    np.clip(rgb, 0, 255, out=rgb)
    return out


def paste(image, sprite, cx, cy):
    h, w = sprite.shape[:2]
    x = int(np.clip(round(cx - w / 2), 0, max(0, SIZE - w)))
    y = int(np.clip(round(cy - h / 2), 0, max(0, SIZE - h)))
    part = sprite[:SIZE - y, :SIZE - x]
    where = image[y:y + part.shape[0], x:x + part.shape[1]]
    alpha = part[..., 3:] / 255
    where *= 1 - alpha
    where += part[..., :3] * alpha
    return x + part.shape[1] / 2, y + part.shape[0] / 2, part.shape[1] / 2, part.shape[0] / 2


class Artist:
    """Draws scenes from the bank's drawings of one split: train, or test (the styles never trained on)."""
    def __init__(self, bank, split, vary):
        self.bank, self.split, self.vary = bank, split, vary
        self.drawings, self.kinds = bank[split], bank["kinds"]
        self.names = [n for n in bank["names"] if n in self.drawings]
        self.flags = [n for n in bank["flags"] if n in self.drawings]
        self.by_kind = {}
        for n in self.names:
            self.by_kind.setdefault(self.kinds[n], []).append(n)
        self.big_kinds = [k for k, names in self.by_kind.items() if len(names) >= 3]

    def put(self, image, name, place, size, cx, cy, rng):
        drawings = self.drawings[name]
        flag = name in self.bank["flags"]
        sprite = varied(drawings[rng.integers(len(drawings))], size, rng, flag, self.vary)
        return (name, place, *paste(image, sprite, cx, cy))

    def scene(self, rng, scene=None, names=None, across=None):
        """(pixels uint8 96x96x3, facts); `names` and `across` (side by side or not) are drawn unless given."""
        scene = scene or list(SCENES)[rng.choice(len(SCENES), p=list(SCENES.values()))]
        image, items = ground(rng, self.vary), []
        pick = lambda many: [self.names[i] for i in rng.permutation(len(self.names))[:many]]
        jitter = lambda by: rng.uniform(-by, by)
        if scene == "one":
            if names is None:
                names = [self.flags[rng.integers(len(self.flags))]] if rng.random() < 0.4 else pick(1)
            size = rng.uniform(56, 88)
            items.append(self.put(image, names[0], "", size, 48 + jitter((SIZE - size) / 2), 48 + jitter((SIZE - size) / 2), rng))
        elif scene == "pair":
            names = names or pick(2)
            across = rng.random() < 0.5 if across is None else across
            for name, at in zip(names, (25, 71)):
                place = ("left", "right")[at > 48] if across else ("top", "bottom")[at > 48]
                middle, free = at + jitter(2), 48 + jitter(20)
                x, y = (middle, free) if across else (free, middle)
                items.append(self.put(image, name, place, rng.uniform(38, 48), x, y, rng))
        elif scene == "corners":
            if names is None:
                names = pick(int(rng.integers(3, 5)))
                if len(names) == 4 and rng.random() < 0.5:
                    kind = self.big_kinds[rng.integers(len(self.big_kinds))]
                    alike = self.by_kind[kind]
                    others = [n for n in self.names if self.kinds[n] != kind]
                    names = [alike[i] for i in rng.permutation(len(alike))[:3]] + [others[rng.integers(len(others))]]
                    names = [names[i] for i in rng.permutation(4)]
            for k, name in zip(sorted(rng.permutation(4)[:len(names)]), names):
                place, x, y = CORNERS[k]
                items.append(self.put(image, name, place, rng.uniform(36, 46), x + jitter(2), y + jitter(2), rng))
        else:
            names = names or pick(1) * int(rng.integers(2, 5))
            for k in sorted(rng.permutation(4)[:len(names)]):
                place, x, y = CORNERS[k]
                items.append(self.put(image, names[0], place, rng.uniform(36, 46), x + jitter(2), y + jitter(2), rng))
        if self.vary and rng.random() < 0.3:
            image += rng.standard_normal(image.shape, np.float32) * rng.uniform(0, 6)
        return np.clip(image + 0.5, 0, 255).astype(np.uint8), {"scene": scene, "items": items, "flag": items[0][0] in self.bank["flags"]}


def words_for(facts):
    """The picture in words: what stands in its place when the language model is asked without an eye."""
    items = facts["items"]
    if facts["scene"] == "one":
        return f"the flag of {items[0][0]}" if facts["flag"] else article(items[0][0])
    if facts["scene"] == "many":
        return ", ".join(article(n) for n, *_ in items)
    at = {"left": "on the left", "right": "on the right", "top": "at the top", "bottom": "at the bottom"}
    return ", ".join(f"{at.get(place, 'at the ' + place)} {article(n)}" for n, place, *_ in items)
