"""What is asked about: which of the emoji sets' things and flags, and the facts that questions need.

Names and sub-groups come from emojibase-data; here is what no package says. The facts below KINDS are only ever
asked in evaluation (zero-shot): nothing of them is trained.
"""
# Emojibase's things that are asked about, by the name that is asked for: what the held-out style draws, at least three
# of the other sets do, and a drawing alone can tell (no clocks, moons, people, places, nor what differs by a detail).
KEPT = """monkey, gorilla, dog, poodle, wolf, fox, cat, lion, tiger, leopard, horse, unicorn, deer, ox, water buffalo, cow, pig, boar, ram,
sheep, goat, camel, elephant, rhinoceros, mouse, rat, hamster, rabbit, chipmunk, bat, bear, koala, panda, turkey, chicken, rooster, chick,
bird, penguin, dove, eagle, duck, owl, frog, crocodile, turtle, lizard, snake, dragon, whale, dolphin, fish, shark, octopus,
spiral shell, crab, shrimp, squid, snail, butterfly, bug, ant, bee, ladybug, cricket, spider, spider web, scorpion, bouquet,
cherry blossom, rose, wilted flower, hibiscus, sunflower, tulip, seedling, pine tree, tree, palm tree, cactus, herb,
four leaf clover, maple leaf, fallen leaf, mushroom, grapes, melon, watermelon, tangerine, lemon, banana, pineapple, apple, green apple,
pear, peach, cherries, strawberry, kiwi fruit, tomato, avocado, eggplant, potato, carrot, corn, hot pepper, cucumber, peanuts, chestnut,
bread, croissant, pancakes, cheese wedge, poultry leg, bacon, hamburger, fries, pizza, hot dog, taco, burrito, egg, fried egg,
pot of food, green salad, popcorn, bento box, rice ball, cooked rice, curry rice, steaming bowl, spaghetti, roasted sweet potato, oden,
sushi, fried shrimp, dango, ice cream, shaved ice, doughnut, cookie, cake, chocolate bar, candy, custard, honey pot, baby bottle, milk,
coffee, sake, wine, cocktail glass, tropical drink, beer, fork and knife, spoon, knife, amphora, volcano, houses, house, hospital, bank,
school, factory, castle, Statue of Liberty, church, fountain, tent, roller coaster, circus tent, train, metro, tram, monorail, bus,
minibus, ambulance, police car, fire truck, taxi, car, truck, tractor, racing car, motorcycle, motor scooter, bicycle, kick scooter,
sailboat, canoe, boat, ship, ferry, airplane, helicopter, aerial tramway, satellite, rocket, bellhop bell, sun, tornado, umbrella, snowman,
Christmas tree, fireworks, balloon, party popper, confetti ball, wrapped gift, trophy, soccer ball, baseball, basketball, volleyball,
football, tennis, bowling, ice hockey, ping pong, badminton, boxing glove, goal net, ice skate, fishing pole, skis, crystal ball,
video game, joystick, slot machine, game die, artist palette, glasses, sunglasses, tie, shirt, jeans, dress, kimono, bikini, purse, handbag,
backpack, shoe, high heel, crown, hat, top hat, graduation cap, ring, gem stone, megaphone, bell, musical score, microphone, headphone,
radio, saxophone, trumpet, guitar, violin, drum, piano, mobile phone, telephone, laptop, movie camera, clapper board, television, camera,
video camera, magnifying glass, candle, light bulb, flashlight, red paper lantern, package, postbox, pencil, fountain pen,
paintbrush, crayon, briefcase, clipboard, pushpin, paperclip, straight ruler, triangular ruler, scissors, wastebasket, key, old key,
hammer, axe, pick, dagger, swords, bomb, bow, shield, wrench, gear, clamp, balance scale, alembic, microscope, telescope, satellite antenna,
syringe, pill, door, bed, couch and lamp, toilet, shower, bathtub, shopping cart, cigarette"""

# A name in emojibase's words -> the word that is asked for. Several drawings may share a name.
RENAMED = {
    "automobile": "car", "red apple": "apple", "ear of corn": "corn", "hatching chick": "chick", "baby chick": "chick",
    "front-facing baby chick": "chick", "ewe": "sheep", "honeybee": "bee", "lady beetle": "ladybug", "two-hump camel": "camel",
    "t-rex": "dinosaur", "spouting whale": "whale", "tropical fish": "fish", "blowfish": "fish", "hot beverage": "coffee",
    "beer mug": "beer", "clinking beer mugs": "beer", "wine glass": "wine", "glass of milk": "milk", "cooking": "fried egg",
    "french fries": "fries", "soft ice cream": "ice cream", "shortcake": "cake", "birthday cake": "cake", "running shoe": "shoe",
    "man’s shoe": "shoe", "high-heeled shoe": "high heel", "woman’s hat": "hat", "top hat": "top hat", "necktie": "tie",
    "t-shirt": "shirt", "musical keyboard": "piano", "locomotive": "train", "high-speed train": "train",
    "bullet train": "train", "motor boat": "boat", "speedboat": "boat", "passenger ship": "ship", "recreational vehicle": "van",
    "sport utility vehicle": "car", "fire engine": "fire truck", "delivery truck": "truck", "articulated lorry": "truck",
    "small airplane": "airplane", "evergreen tree": "pine tree", "deciduous tree": "tree", "soccer ball": "soccer ball",
    "american football": "football", "pistol": "gun", "water pistol": "gun", "light bulb": "light bulb", "school backpack": "backpack",
    "clutch bag": "purse", "magnifying glass tilted left": "magnifying glass", "magnifying glass tilted right": "magnifying glass",
    "dagger": "dagger", "kitchen knife": "knife", "hocho": "knife", "crossed swords": "swords", "bow and arrow": "bow",
    "flying saucer": "flying saucer", "hamburger": "hamburger", "doughnut": "doughnut", "bagel": "bagel",
}

PLURAL = """grapes, cherries, peanuts, pancakes, fries, houses, fireworks, glasses, sunglasses, jeans, scissors, swords, skis, fork and knife,
bacon, bread, popcorn, sushi, cooked rice, curry rice, green salad, milk, coffee, sake, wine, beer, tennis, bowling, ice hockey, ping pong,
badminton, spaghetti, oden, fried shrimp"""
PLURAL = {n.strip() for n in PLURAL.replace("\n", " ").split(",")}       # and what else goes without "a"


def article(name):
    if name in PLURAL:
        return name
    return ("an " if name[0].lower() in "aeiou" and not name.startswith("uni") else "a ") + name


KINDS = {
    "animal": "animal-mammal animal-bird animal-amphibian animal-reptile animal-marine animal-bug",
    "plant": "plant-flower plant-other", "food": "food-fruit food-vegetable food-prepared food-asian food-sweet",
    "drink": "drink", "vehicle": "transport-ground transport-water transport-air", "building": "place-building",
    "clothing": "clothing", "musical instrument": "musical-instrument", "tool": "tool",
}
KIND_OF = {sub: kind for kind, subs in KINDS.items() for sub in subs.split()}
NOT_A_KIND = "corn mushroom crown ring gem stone glasses sunglasses umbrella chains parachute".split()   # asked, but not for its kind


def table(text):
    """"word: a, b; ..." -> {a: word, b: word}"""
    return {name.strip(): word.strip() for word, names in (part.split(":") for part in text.split(";")) for name in names.split(",")}


FRUIT_OR_VEGETABLE = table("""fruit: apple, green apple, banana, grapes, melon, watermelon, tangerine, lemon, pineapple, mango, peach, pear,
cherries, strawberry, blueberries, kiwi fruit, coconut; vegetable: carrot, potato, broccoli, garlic, onion, leafy green, eggplant,
cucumber, sweet potato, roasted sweet potato""")
LIVES = table("""in the sea: whale, dolphin, octopus, fish, shark, squid, crab, lobster, shrimp, seal, spiral shell, coral;
on a farm: cow, pig, sheep, ram, goat, horse, chicken, rooster, chick, duck, ox, water buffalo, turkey;
in the jungle: monkey, gorilla, orangutan, tiger, leopard, parrot, sloth, crocodile, snake, elephant""")
TRAVELS = table("""on the road: car, bus, truck, taxi, ambulance, fire truck, police car, tractor, motorcycle, bicycle, minibus, van,
trolleybus, racing car, motor scooter, pickup truck; on water: sailboat, boat, ship, ferry, canoe;
in the air: airplane, helicopter, parachute, flying saucer, rocket; on rails: train, tram, metro, monorail, mountain railway, light rail,
tram car, railway car""")
COLOURS = table("""yellow: banana, lemon, chick, sunflower, cheese wedge, corn, star; orange: carrot, tangerine, jack-o-lantern, fox, basketball;
red: apple, strawberry, tomato, cherries, rose, fire truck, lobster, crab, maple leaf, hot pepper;
green: frog, broccoli, cactus, crocodile, cucumber, four leaf clover, pine tree, tree, herb, dragon, turtle, leafy green, green apple, melon, pear;
purple: eggplant, grapes, octopus; pink: pig, cherry blossom, flamingo, hibiscus, pig nose;
white: snowman, swan, sheep, polar bear, cooked rice, egg, dove; brown: bear, chocolate bar, chestnut, dog, monkey, horse, teddy bear, wood;
grey: elephant, rhinoceros, mouse, koala, wolf; blue: whale, dolphin, fish, blueberries, jeans; black: bomb, top hat, spider, ant""")
WEIGHS = table("""0: ant, bee, ladybug, spider, snail, butterfly, mosquito, cricket, pencil, key, ring, egg, cherries, strawberry, maple leaf, candy,
lollipop, paperclip, pushpin, fallen leaf, cookie, tulip, rose; 1: cat, rabbit, chicken, banana, apple, hammer, guitar, violin, umbrella, shoe,
hat, shirt, pizza, owl, duck, turtle, trumpet, basketball, tennis, backpack, wrench, pineapple;
2: pig, sheep, goat, bicycle, wolf, bed, door, gorilla, lion, tiger, horse, cow, bear, camel, leopard, deer, motorcycle, couch and lamp, toilet;
3: elephant, car, bus, truck, airplane, ship, train, house, castle, whale, rocket, fire truck, tractor, helicopter, hospital, factory, school""")

# Code, name, and the language that nearly everybody there is schooled in ("-": not one).
COUNTRIES = """
ar Argentina Spanish|at Austria German|au Australia English|be Belgium -|bd Bangladesh Bengali|bg Bulgaria Bulgarian|br Brazil Portuguese
ca Canada -|ch Switzerland -|cl Chile Spanish|cn China Chinese|co Colombia Spanish|cr Costa_Rica Spanish|cu Cuba Spanish|cy Cyprus -
cz Czech_Republic Czech|de Germany German|dk Denmark Danish|do Dominican_Republic Spanish|dz Algeria Arabic|ec Ecuador Spanish
ee Estonia Estonian|eg Egypt Arabic|es Spain Spanish|et Ethiopia Amharic|fi Finland Finnish|fr France French|gb United_Kingdom English
gh Ghana English|gr Greece Greek|gt Guatemala Spanish|hr Croatia Croatian|hu Hungary Hungarian|id Indonesia Indonesian|ie Ireland English
il Israel Hebrew|in India -|iq Iraq Arabic|ir Iran Persian|is Iceland Icelandic|it Italy Italian|jm Jamaica English|jo Jordan Arabic
jp Japan Japanese|ke Kenya -|kh Cambodia Khmer|kr South_Korea Korean|kp North_Korea Korean|kw Kuwait Arabic|kz Kazakhstan -|la Laos Lao
lb Lebanon Arabic|lk Sri_Lanka -|lt Lithuania Lithuanian|lv Latvia Latvian|ly Libya Arabic|ma Morocco Arabic|mg Madagascar -
mx Mexico Spanish|my Malaysia Malay|mn Mongolia Mongolian|mm Myanmar Burmese|mz Mozambique Portuguese|na Namibia English
ng Nigeria English|nl Netherlands Dutch|no Norway Norwegian|np Nepal Nepali|nz New_Zealand English|om Oman Arabic|pa Panama Spanish
pe Peru Spanish|ph Philippines -|pk Pakistan Urdu|pl Poland Polish|pt Portugal Portuguese|py Paraguay Spanish|qa Qatar Arabic
ro Romania Romanian|rs Serbia Serbian|ru Russia Russian|sa Saudi_Arabia Arabic|se Sweden Swedish|sg Singapore -|si Slovenia Slovene
sk Slovakia Slovak|sn Senegal French|so Somalia Somali|sy Syria Arabic|th Thailand Thai|tn Tunisia Arabic|tr Turkey Turkish
tz Tanzania Swahili|ua Ukraine Ukrainian|ug Uganda English|us United_States English|uy Uruguay Spanish|ve Venezuela Spanish
vn Vietnam Vietnamese|za South_Africa -|zm Zambia English|zw Zimbabwe -|ao Angola Portuguese|am Armenia Armenian|az Azerbaijan Azerbaijani
ge Georgia Georgian|al Albania Albanian|bo Bolivia Spanish|hn Honduras Spanish|ni Nicaragua Spanish|sv El_Salvador Spanish|cm Cameroon -
ye Yemen Arabic|sd Sudan Arabic|bw Botswana English
"""


def countries():
    """name -> (code, language or None)"""
    out = {}
    for entry in COUNTRIES.replace("\n", "|").split("|"):
        if entry.strip():
            code, name, language = entry.split()
            out[name.replace("_", " ")] = (code, None if language == "-" else language)
    return out
