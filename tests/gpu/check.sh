#!/usr/bin/env bash
# Proves and measures TaLo on whatever device is here, and prints one table: bypasses against files with zeroed
# tensors, the base model before and after, the hook's cost, a bypassed layer's speed, the sweep from the middle
# against whole passes, and llama.cpp's own benchmark program beside it where its path is given.
#
#   tests/gpu/check.sh FOLDER [MODEL] [talo bench's options, for example --device vulkan --llama-bench FILE]
#
# FOLDER: what `dotnet publish src/TaLo.Terminal -p:TaloBackend=Cuda12 (or Vulkan) -o FOLDER` made.
# MODEL: a GGUF file; without one, random weights of a 1.5B shape (1.4 GB, made in the user's cache folder).
set -euo pipefail

[ $# -gt 0 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
folder=$1
shift
model=random:1.5b
if [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; then
    model=$1
    shift
fi
[ -f "$folder/talo.dll" ] || { echo "$folder has no talo.dll: give a published folder" >&2; exit 1; }
talo() { dotnet "$folder/talo.dll" "$@"; }

talo doctor | grep -E '^(engine|device)'
talo bench "$model" --verify "$@"
case " $* " in
    *" --llama-bench"*) ;;
    *) echo "llama.cpp's own benchmark program: not measured (give its path with --llama-bench)" ;;
esac
