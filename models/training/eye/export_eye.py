"""Write an eye as llama.cpp's mmproj, f16.

    python3 export_eye.py CHECKPOINT OUT.gguf --model FILE

PYTHONPATH must lead to `gguf-py` of a llama.cpp v0.5.0 source tree (../README.md says where there is one).
"""
import argparse, json, pathlib
import beside
import gguf
from export import mmproj
from eye import load_eye

HERE = pathlib.Path(__file__).resolve().parent
LICENCE = "CC-BY-SA-4.0"                                                 # OpenMoji's, the strictest of the sets' it was trained on
HELD_OUT = {"@iconify-json/emojione", "@iconify-json/circle-flags"}
NAMES_ONLY = {"emojibase-data"}
DESCRIPTION = ("Vision encoder and projector for SmolLM2-135M-Instruct, whose weights were never changed: trained from scratch on small "
               "drawn pictures of some 300 things and 115 flags, to write what is seen as a caption in the language model's own "
               "embedding space. For studying layers of a pretrained decoder, not an assistant.")


def trained_on():
    """{package: its entry} of the packages whose drawings were trained on."""
    sources = json.loads((HERE / "sources.json").read_text())
    return {name: entry for name, entry in sources.items() if name not in HELD_OUT | NAMES_ONLY}


def identify(writer, model):
    fields = gguf.GGUFReader(str(model)).fields
    value = lambda key: fields[key].contents() if key in fields else ""
    writer.add_name("TaLo eye for SmolLM2 135M Instruct")
    writer.add_description(DESCRIPTION)
    writer.add_author("the TaLo project")
    writer.add_license(LICENCE)
    writer.add_languages(["en"])
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "SmolLM2 135M")                      # its words are how TaLo knows the model: MmprojPairing.IsMadeFor
    writer.add_base_model_organization(0, value("general.organization"))
    writer.add_base_model_description(0, f"{value('general.name')}, embedding width {value('llama.embedding_length')}; any quantisation of it")
    sets = trained_on()
    writer.add_dataset_count(len(sets))
    for i, (name, entry) in enumerate(sets.items()):
        writer.add_dataset_name(i, f"{name} ({entry['licence']})")
        writer.add_dataset_version(i, entry["version"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint")
    parser.add_argument("out")
    parser.add_argument("--model", required=True)
    args = parser.parse_args()
    export(args.checkpoint, args.out, args.model)


def export(checkpoint, out, model):
    mmproj(gguf, load_eye(checkpoint), str(out), lambda writer: identify(writer, model))


if __name__ == "__main__":
    main()
