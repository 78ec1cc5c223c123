#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/fuzz/run.sh SECONDS [TARGET]: lets clang's libFuzzer look for a text that breaks a reader, with AddressSanitizer and
# UndefinedBehaviorSanitizer, from the seeds in tests/fuzz/seeds on; so long for each target. What breaks it is left in
# build/fuzz. Needs clang (installer/dependencies.sh fuzz).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds=${1:?how many seconds for each target}
targets=${2:-chat_request}

sources_of() {
  case "$1" in
    chat_request) echo core/serve/{chat_request,allowed_folders,data_url,request_limits,stop_strings}.cpp core/json/*.cpp \
      core/base/{message,message_text,number_text}.cpp core/engine/{turn,generation_options}.cpp core/llm/{generation_options,repetition,sampling}.cpp ;;
    *) echo "There is no fuzz target \"$1\"." >&2; return 2 ;;
  esac
}

mkdir -p build/fuzz
for target in $targets; do
  sources=$(sources_of "$target")
  # shellcheck disable=SC2086
  clang++ -std=c++20 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -ffunction-sections \
    -Wl,--gc-sections -Icore $sources "tests/fuzz/fuzz_$target.cpp" -o "build/fuzz/$target"
  corpus=build/fuzz/corpus_$target
  mkdir -p "$corpus"
  "build/fuzz/$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -verbosity=0 -dict="tests/fuzz/$target.dict" -artifact_prefix=build/fuzz/ "$corpus" "tests/fuzz/seeds/$target"
done
