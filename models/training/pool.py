"""Draw the training pictures once, so that training itself has no drawing to do.

    python3 pool.py [--work DIR] [--count 60000] [--part 0]
"""
import argparse, pickle
import numpy as np
from fetch import add_work
from scenes import SIZE, draw_scene


def load_bank(work):
    with open(work / "bank.pickle", "rb") as f:
        return pickle.load(f)


def draw_pool(work, split, count, seed):
    bank, rng = load_bank(work), np.random.default_rng(seed)
    images, facts = np.empty((count, SIZE, SIZE, 3), np.uint8), []
    for i in range(count):
        images[i], fact = draw_scene(bank, split, rng)
        facts.append(fact)
    return images, facts


def main():
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--count", type=int, default=60000)
    parser.add_argument("--part", type=int, default=0, help="number of the part; each has its own seed")
    args = parser.parse_args()
    images, facts = draw_pool(args.work, "train", args.count, 100 + args.part)
    np.save(args.work / f"pool{args.part}.npy", images)
    (args.work / f"pool{args.part}.pickle").write_bytes(pickle.dumps(facts))
    print(len(facts), "pictures")


if __name__ == "__main__":
    main()
