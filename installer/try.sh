#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From a fresh clone to an answer: installs what is missing, builds the release, asks a question about the sample
# clip on the command line and, where there is a display, opens the studio on the same clip.
#
#   installer/try.sh [CHECKPOINT_FOLDER]
#
# Without a folder (or VIDEOPANDA_MODEL) the built-in model answers.
set -euo pipefail
called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

if [[ $# -gt 1 || "${1-}" == -* ]]; then
  echo "Usage: installer/try.sh [CHECKPOINT_FOLDER]" >&2
  exit 2
fi
model=${1:-${VIDEOPANDA_MODEL:-builtin}}
if [[ "$model" != builtin ]]; then
  [[ "$model" == /* ]] || model=$called_from/$model
  [[ -f "$model/config.json" ]] || vp_fail "$model is not a checkpoint: it has no config.json."
fi
clip=resources/clips/sample.mp4
question="What happens in this video?"
[[ "$model" == builtin ]] && question="What color is the square?"

vp_install_dependencies build runtime
echo "Building the release (the first time takes some minutes) …"
if ! configured=$(cmake --preset release 2>&1); then
  echo "$configured" >&2
  vp_fail "CMake could not configure the build; its reason stands above."
fi
cmake --build build/release --parallel "$(vp_jobs)" --target videopanda videopanda-studio ||
  vp_fail "the build failed; the compiler's reason stands above."

if [[ "$model" == builtin ]]; then
  echo
  echo "NOTE: the built-in model knows drawn shapes only, and at times errs (resources/models/builtin/README.md says how"
  echo "often). For real videos download the folder videopanda_fitu (13.6 GB) of jh-yi/Video-Panda-7B from the Hugging"
  echo "Face model hub and run:  installer/try.sh /path/to/videopanda_fitu"
fi
echo
echo "Clip:     $clip"
echo "Question: $question"
echo "Answer:"
mkdir -p out
status=0
build/release/bin/videopanda ask "$clip" "$question" --model "$model" --transcript out/transcript.md \
  --attention out/attention || status=$?
if [[ $status -ne 0 ]]; then
  echo "try.sh: videopanda ask ended with exit code $status; its reason stands above." >&2
  exit "$status"
fi
echo
echo "Transcript:     $PWD/out/transcript.md"
echo "Attention maps: $PWD/out/attention/ ($(find out/attention -name '*.png' | wc -l) pictures)"

if [[ -n "${DISPLAY:-}" || -n "${WAYLAND_DISPLAY:-}" ]]; then
  echo "Opening the studio on the same clip; close its window to end."
  build/release/bin/videopanda-studio --model "$model" "$clip"
else
  echo "There is no display here, so the studio was not opened: build/release/bin/videopanda-studio is the program."
fi
