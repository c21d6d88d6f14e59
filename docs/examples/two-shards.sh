#!/usr/bin/env bash
# Two halves of one sweep at the same time on this machine, then one store with all of it.
# usage: two-shards.sh MODEL.gguf DATA.tsv [options of talo sweep]
set -euo pipefail

talo sweep "$@" --shard 1/2 --store shard-1 --threads 1 & first=$!
talo sweep "$@" --shard 2/2 --store shard-2 --threads 1 & second=$!
trap 'kill "$first" "$second"' INT TERM
wait "$first"
wait "$second"
talo merge shard-1 shard-2
