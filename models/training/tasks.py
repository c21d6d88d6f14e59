"""Questions about a scene's facts, and the prompt form they are asked in.

A question is a dict: task, group, question, hint (or ""), answer (text), wrong (texts to draw the
other options from), n (how many options). `options` draws and shuffles them; `prompt` writes the
text that follows the picture, word for word as VLMEvalKit does for a multiple-choice row.
"""
from scenes import QUADRANTS

NUMBERS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
           "sixteen seventeen eighteen").split()
GROUPS = {
    "digits": ["digit-name", "digit-parity", "digit-sum", "digit-larger", "digit-same"],
    "letters": ["letter-name", "letter-case", "letter-order"],
    "things": ["thing-name", "thing-kind", "thing-where", "thing-at", "thing-odd"],
    "flags": ["flag-name", "flag-continent", "flag-same-continent"],
    "maps": ["state-name", "state-region", "state-north", "state-border"],
    "counting": ["count-colour", "count-shape", "count-most"],
    "charts": ["chart-highest", "chart-compare"],
}
GROUP_OF = {task: group for group, tasks in GROUPS.items() for task in tasks}
CLOSING = "Please select the correct answer from the options above."


def yes_no(truth):
    return ("yes", ["no"]) if truth else ("no", ["yes"])


def questions(facts, bank, rng):
    """Every question that this picture allows (one per task)."""
    out = []

    def ask(task, question, answer, wrong, n=4, hint=""):
        wrong = [w for w in wrong if w != answer]
        out.append({"task": task, "group": GROUP_OF[task], "question": question, "hint": hint,
                    "answer": answer, "wrong": wrong, "n": min(n, len(wrong) + 1)})

    scene = facts["scene"]
    side = ["left", "right"][rng.integers(2)]
    if scene == "digits":
        left, right = facts["left"], facts["right"]
        here = facts[side]
        ask("digit-name", f"Which digit is on the {side}?", NUMBERS[here], NUMBERS[:10])
        ask("digit-parity", f"Is the digit on the {side} even or odd?", ["even", "odd"][here % 2], ["even", "odd"],
            hint="Zero is even.")
        total = left + right
        near = [NUMBERS[t] for t in range(max(0, total - 4), min(18, total + 4) + 1)]
        ask("digit-sum", "What is the sum of the two digits?", NUMBERS[total], near)
        if left != right:
            ask("digit-larger", "Which digit is larger?", "left" if left > right else "right", ["left", "right"])
        if left == right or rng.random() < 0.5:
            ask("digit-same", "Are the two digits the same?", *yes_no(left == right))
    elif scene == "letters":
        here = facts[side]
        ask("letter-name", f"Which letter is on the {side}?", here, [chr(97 + i) for i in range(26)])
        ask("letter-case", f"Is the letter on the {side} a capital or a small letter?",
            "capital" if facts[side + " upper"] else "small", ["capital", "small"])
        if facts["left"] != facts["right"]:
            ask("letter-order", "Which letter comes first in the alphabet?",
                "left" if facts["left"] < facts["right"] else "right", ["left", "right"])
    elif scene == "emoji":
        names, kinds = list(bank["kinds"]), bank["kinds"]
        alike = [n for n in names if kinds[n] == facts["kind"]]
        ask("thing-name", "What is shown?", facts["name"], alike if rng.random() < 0.5 else names)
        ask("thing-kind", "Which kind of thing is shown?", facts["kind"], sorted(set(kinds.values())))
    elif scene == "grid":
        i = int(rng.integers(4))
        ask("thing-where", f"Where is the {facts['names'][i]}?", QUADRANTS[i], QUADRANTS)
        i = int(rng.integers(4))
        others = [n for n in (facts["names"] if rng.random() < 0.5 else bank["kinds"])]
        ask("thing-at", f"What is at the {QUADRANTS[i]}?", facts["names"][i], others)
        if facts["odd"] is not None:
            ask("thing-odd", "Which one is of another kind than the rest?", QUADRANTS[facts["odd"]], QUADRANTS)
    elif scene == "flags":
        place = ["top", "bottom"][rng.integers(2)]
        ask("flag-name", f"Whose flag is at the {place}?", facts[place], list(bank["continents"]))
        ask("flag-continent", f"On which continent is the country whose flag is at the {place}?",
            facts[place + " continent"], sorted(set(bank["continents"].values())))
        same = facts["top continent"] == facts["bottom continent"]
        ask("flag-same-continent", "Are both countries on the same continent?", *yes_no(same))
    elif scene == "states":
        colour = ["red", "blue"][rng.integers(2)]
        data = bank["states"]
        near = sorted(data["touching"][facts[colour]])
        ask("state-name", f"Which state is {colour}?", facts[colour],
            near if len(near) > 2 and rng.random() < 0.4 else list(data["rings"]))
        ask("state-region", f"In which region is the {colour} state?", facts[colour + " region"],
            ["northeast", "midwest", "south", "west"])
        if abs(facts["north"]) > 0.02:
            ask("state-north", "Which state is further north?", "red" if facts["north"] > 0 else "blue", ["red", "blue"])
        ask("state-border", "Do the red and the blue state share a border?", *yes_no(facts["touch"]))
    elif scene == "shapes":
        found = facts["found"]
        colours = [c for c, _ in found]
        kinds = [k for _, k in found]
        colour, kind = colours[rng.integers(len(found))], kinds[rng.integers(len(found))]
        for task, what, n in (("count-colour", f"How many shapes are {colour}?", colours.count(colour)),
                              ("count-shape", f"How many {kind}s are there?", kinds.count(kind))):
            ask(task, what, NUMBERS[n], [NUMBERS[k] for k in range(max(1, n - 3), n + 4)])
        counts = sorted(((colours.count(c), c) for c in set(colours)), reverse=True)
        if len(counts) > 1 and counts[0][0] > counts[1][0]:
            ask("count-most", "Which colour is most frequent?", counts[0][1], ["red", "green", "blue", "yellow", "purple"])
    else:
        bars = facts["bars"]
        ask("chart-highest", "Which bar is the highest?", max(bars, key=lambda b: b[1])[0], [b[0] for b in bars])
        i, j = rng.permutation(4)[:2]
        ask("chart-compare", f"Is the {bars[i][0]} bar higher than the {bars[j][0]} bar?", *yes_no(bars[i][1] > bars[j][1]))
    return out


ABOUT = {"digits": "two digits", "letters": "two letters", "grid": "four things", "flags": "two flags",
         "states": "a map", "shapes": "shapes", "bars": "a chart"}


def about(facts):
    """An open question that fits every picture."""
    answer = ABOUT.get(facts["scene"]) or facts["name"]
    return {"task": "about", "question": "What is in the picture?", "hint": "", "answer": answer, "wrong": [], "n": 0}


def copying(rng, words):
    """A question that needs no picture: which option says WORD? It teaches how letters name options."""
    chosen = [words[i] for i in rng.permutation(len(words))[:4]]
    return {"task": "copy", "question": f"Which option says {chosen[0]}?", "hint": "", "answer": chosen[0],
            "wrong": chosen[1:], "n": int(rng.integers(2, 5))}


def options(question, rng, place=None):
    """Draw and shuffle the options: (texts, index of the correct one)."""
    wrong = [question["wrong"][i] for i in rng.permutation(len(question["wrong"]))[:question["n"] - 1]]
    correct = int(rng.integers(len(wrong) + 1)) if place is None else place
    return wrong[:correct] + [question["answer"]] + wrong[correct:], correct


def prompt(question, texts=(), hint=""):
    """What follows the picture in the user's turn."""
    lines = [""] + ([f"Hint: {hint}"] if hint else []) + [f"Question: {question}"]
    if texts:
        lines += ["Options:"] + [f"{'ABCD'[i]}. {t}" for i, t in enumerate(texts)] + [CLOSING]
    return "\n".join(lines)
