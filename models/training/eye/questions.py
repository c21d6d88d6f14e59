"""Questions about a picture's facts. Options are texts; the right one is the first here, and is moved later.

TRAINED kinds are what Stage B and the caption are trained on; ZERO_SHOT kinds are only ever asked in evaluation.
A question: {"task", "question", "options" (the right one first)}.
"""
from pictures import CORNERS
from things import COLOURS, FRUIT_OR_VEGETABLE, KIND_OF, KINDS, LIVES, NOT_A_KIND, TRAVELS, WEIGHS, article

TRAINED = ["name", "place", "what", "present", "count", "flag"]
ZERO_SHOT = ["kind", "fruit-vegetable", "lives", "travels", "capital", "continent", "language", "heavier", "colour", "odd"]
BRIEF = "\nAnswer the question using a single word or phrase."
NUMBERS = ["one", "two", "three", "four"]
WHERE = {"left": "on the left", "right": "on the right", "top": "at the top", "bottom": "at the bottom"}
CONTINENTS = ["Africa", "Asia", "Europe", "North America", "South America", "Oceania"]


def kind_of(name, bank):
    return None if name in NOT_A_KIND else KIND_OF.get(bank["kinds"].get(name))


def some(rng, pool, n):
    pool = sorted(pool)
    return [pool[i] for i in rng.permutation(len(pool))[:n]]


def trained(facts, artist, rng):
    """Every trained question that this picture allows, each once, in words drawn anew."""
    items, out = facts["items"], []
    names = [i[0] for i in items]
    say = lambda *ways: ways[rng.integers(len(ways))]

    def ask(task, question, right, wrong):
        out.append({"task": task, "question": question, "options": [right, *wrong]})

    if facts["scene"] == "one" and facts["flag"]:
        ask("flag", say("Whose flag is this?", "Which country's flag is this?", "Which country does this flag belong to?"),
            names[0], some(rng, set(artist.flags) - {names[0]}, 3))
    elif facts["scene"] == "one":
        alike = set(artist.by_kind[artist.kinds[names[0]]]) - {names[0]}
        pool = alike if len(alike) >= 3 and rng.random() < 0.7 else set(artist.names) - {names[0]}
        ask("name", say("What is in the picture?", "What is shown?", "What is this?"), names[0], some(rng, pool, 3))
    elif facts["scene"] == "pair":
        k = int(rng.integers(2))
        name, place, other, there = names[k], items[k][1], names[1 - k], items[1 - k][1]
        ask("place", f"Where is the {name}?", WHERE[place], [WHERE[there]])
        ask("what", f"What is {WHERE[place]}?", name, [other])
    elif facts["scene"] == "corners":
        k = int(rng.integers(len(items)))
        ask("what", f"What is at the {items[k][1]}?", names[k], some(rng, set(names) - {names[k]}, 3))
        ask("place", f"Where is the {names[k]}?", "at the " + items[k][1], ["at the " + p for p, _, _ in CORNERS if p != items[k][1]])
    if not facts["flag"]:
        truth = rng.random() < 0.5
        name = names[rng.integers(len(names))] if truth else some(rng, set(artist.names) - set(names), 1)[0]
        ask("present", say(f"Is there {article(name)} in the picture?", f"Does the picture show {article(name)}?"),
            *(("yes", ["no"]) if truth else ("no", ["yes"])))
        ask("count", "How many things are in the picture?" if len(set(names)) > 1 or rng.random() < 0.5
            else f"How many times is the {names[0]} shown?", NUMBERS[len(items) - 1], [n for n in NUMBERS if n != NUMBERS[len(items) - 1]])
    return out


def spoken(questions, rng):
    """The same as a chat puts them: an answer ends its turn; half of the questions ask to be brief, as TaLo's open ones do."""
    return [{**q, "question": q["question"] + (BRIEF if rng.random() < 0.5 else ""), "options": [o + "<|im_end|>" for o in q["options"]]} for q in questions]


def judged(task, artist, rng):
    """A picture and one question for a task of the evaluation, in its one wording: (pixels, facts, question); None
    where what was drawn does not allow the question."""
    bank, names = artist.bank, artist.names
    pick = lambda pool: pool[rng.integers(len(pool))]
    named = lambda table: [n for n in names if n in table]

    def one(name, question, right, wrong):
        return (*artist.scene(rng, "one", [name]), question, right, wrong)

    def of_table(table, question, n=4):
        name = pick(named(table))
        wrong = some(rng, set(table.values()) - {table[name]}, n - 1)
        return one(name, question, table[name], wrong)

    if task == "name":
        name = pick(names)
        if len(artist.by_kind[artist.kinds[name]]) < 4:
            return None
        made = one(name, "What is in the picture?", name, some(rng, set(artist.by_kind[artist.kinds[name]]) - {name}, 3))
    elif task in ("flag", "capital", "continent", "language"):
        fact = bank["flags"]
        known = [n for n in artist.flags if task != "language" or fact[n]["language"]]
        name = pick(artist.flags)
        if name not in known:
            return None
        if task == "flag":
            made = one(name, "Which country's flag is this?", name, some(rng, set(known) - {name}, 3))
        elif task == "capital":
            made = one(name, "What is the capital of the country with this flag?", fact[name]["capital"],
                       some(rng, {fact[n]["capital"] for n in known} - {fact[name]["capital"]}, 3))
        elif task == "continent":
            made = one(name, "On which continent is the country with this flag?", fact[name]["continent"],
                       some(rng, set(CONTINENTS) - {fact[name]["continent"]}, 3))
        else:
            made = one(name, "Which language is spoken in the country with this flag?", fact[name]["language"],
                       some(rng, {fact[n]["language"] for n in known} - {fact[name]["language"]}, 3))
    elif task == "kind":
        name = pick(names)
        if kind_of(name, bank) is None:
            return None
        made = one(name, "What kind of thing is this?", kind_of(name, bank), some(rng, set(KINDS) - {kind_of(name, bank)}, 3))
    elif task == "fruit-vegetable":
        made = of_table(FRUIT_OR_VEGETABLE, "Is this a fruit or a vegetable?", 2)
    elif task == "lives":
        made = of_table(LIVES, "Where does this animal live?", 3)
    elif task == "travels":
        made = of_table(TRAVELS, "Where does this travel?")
    elif task == "colour":
        made = of_table(COLOURS, "What colour is this?")
    elif task in ("place", "what"):
        pixels, facts = artist.scene(rng, "pair")
        k = int(rng.integers(2))
        (name, place), (other, there) = items = facts["items"][k][:2], facts["items"][1 - k][:2]
        made = (pixels, facts, f"Where is the {name}?", WHERE[place], [WHERE[there]]) if task == "place" else \
            (pixels, facts, f"What is {WHERE[place]}?", name, [other])
    elif task == "heavier":
        heavy = {n: int(w) for n, w in WEIGHS.items() if n in names}
        while True:
            a, b = some(rng, heavy, 2)
            if heavy[a] - heavy[b] >= 2:
                break
        pair = [(a, b), (b, a)][rng.integers(2)]
        made = (*artist.scene(rng, "pair", list(pair)), "Which of the two is heavier?", a, [b])
    elif task == "count":
        many = int(rng.integers(1, 5))
        name = pick(names)
        made = (*(artist.scene(rng, "one", [name]) if many == 1 else artist.scene(rng, "many", [name] * many)),
                "How many things are in the picture?", NUMBERS[many - 1], [n for n in NUMBERS if n != NUMBERS[many - 1]])
    elif task == "present":
        pixels, facts = artist.scene(rng, "corners")
        here = [i[0] for i in facts["items"]]
        truth = rng.random() < 0.5
        name = pick(here) if truth else some(rng, set(names) - set(here), 1)[0]
        made = (pixels, facts, f"Is there {article(name)} in the picture?", *(("yes", ["no"]) if truth else ("no", ["yes"])))
    elif task == "odd":
        kinds = {k: [n for n in names if kind_of(n, bank) == k] for k in KINDS}
        k, other = some(rng, [k for k in kinds if len(kinds[k]) >= 3], 2)
        chosen = some(rng, kinds[k], 3)
        odd = pick(kinds[other])
        order = [[*chosen, odd][i] for i in rng.permutation(4)]
        made = (*artist.scene(rng, "corners", order), "Which one is not like the others?", odd, chosen)
    else:
        raise ValueError(task)
    pixels, facts, question, right, wrong = made
    return pixels, facts, {"task": task, "question": question, "options": [right, *wrong]}
