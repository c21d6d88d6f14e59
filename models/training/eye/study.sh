#!/bin/sh
# The eye's study (docs/pretrained.md): two processes of one thread each; goes on where it was stopped.
#
#   TALO=talo SAMPLES=50 sh study.sh DIR MODEL.gguf [MODULE ...]        MODULE: attention (if none is named), ffn, layer
#
# DIR holds eye-tasks.tsv (the shipped models/talo-eye-tasks.tsv, or what tasks_tsv.py makes) and eye-tasks-words.tsv, the same questions
# with a sentence in the picture's place. It gets the store, and for each module tasks-MODULE.jsonl, words-MODULE.jsonl, adapt-*.json;
# `python3 study.py DIR` makes the tables.
set -e
dir=$1 model=$2
shift 2
talo=${TALO:-talo}
samples=${SAMPLES:-100}                                                  # of each task
cd "$dir"
export TALO_HOME=$PWD/store

sweep() {  # NAME FILE MODULE
    parts=
    for part in 1 2; do
        $talo sweep "$model" "$2" --scoring choice --modules "$3" --samples "$samples" --threads 1 --shard $part/2 --store store-$part > "$1-$3-$part.log" 2>&1 &
        parts="$parts $!"
    done
    for part in $parts; do
        wait "$part"                                                     # a failed one ends the study: its log says why
    done
    $talo merge store-1 store-2
    $talo sweep "$model" "$2" --scoring choice --modules "$3" --samples "$samples" --threads 1 --out "$1-$3.jsonl" > "$1-$3.txt"
    for protocol in paper robust; do
        $talo adapt --from "$1-$3.jsonl" --protocol $protocol --json > "adapt-$1-$3-$protocol.json"
    done
}

[ $# -gt 0 ] || set -- attention
for module; do
    sweep tasks eye-tasks.tsv "$module"
    sweep words eye-tasks-words.tsv "$module"
done
