#!/bin/sh
# One data set of the studies in docs/pretrained.md: two processes of one thread each; goes on where it was stopped.
#
#   TALO=talo SAMPLES=20 sh study.sh DIR NAME MODEL.gguf DATA [MODULE ...]     MODULE: attention (if none is named), ffn, layer: zeroed; uniform, repeat; none: the base model
#
# DIR gets the store and, of each module, NAME-MODULE.jsonl (every answer); of attention, which the protocols choose among, adapt-NAME-attention-PROTOCOL.json
# for each of PROTOCOLS.
set -e
dir=$1 name=$2 model=$3 data=$4
shift 4
talo=${TALO:-talo}
samples=${SAMPLES:-100}                                                  # of each task
protocols=${PROTOCOLS:-paper robust}
mkdir -p "$dir"
export TALO_HOME=$dir/store

sweep() {  # LOG OPTION ...
    log=$1
    shift
    $talo sweep "$model" "$data" --scoring choice --samples "$samples" --threads 1 "$@" > "$log" 2>&1
}

parts=
trap 'kill $parts 2> /dev/null || :' EXIT                                # of two halves, one that failed ends the other
[ $# -gt 0 ] || set -- attention
for module; do
    case $module in
        none) what="--layers none" ;;
        uniform | repeat) what="--intervention $module" ;;
        *) what="--modules $module" ;;
    esac
    parts=
    for part in 1 2; do
        sweep "$dir/$name-$module-$part.log" $what --shard $part/2 --store "$dir/store-$part" &
        parts="$parts $!"
    done
    for part in $parts; do
        wait "$part"                                                     # a failed one ends the study: its log says why
    done
    parts=
    $talo merge "$dir/store-1" "$dir/store-2"
    sweep "$dir/$name-$module.txt" $what --out "$dir/$name-$module.jsonl"
    [ "$module" = attention ] || continue
    for protocol in $protocols; do
        $talo adapt --from "$dir/$name-$module.jsonl" --protocol "$protocol" --json > "$dir/adapt-$name-$module-$protocol.json"
    done
done
