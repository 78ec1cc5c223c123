#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The walls of ARCHITECTURE.md: core knows no Qt, a room of core includes only rooms below it, and no header that the
# window or an executable can reach includes LibTorch (its names clash with Qt's, and it costs seconds a unit).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
status=0
complain() {
  echo "$*"
  status=1
}

if found=$(grep -rnE '#include *[<"](Q[A-Za-z]+|Qt[A-Za-z]*/.*|q[a-z]+\.h)[>"]' core app/cli); then
  complain "Qt is included outside ui/ and app/studio:"$'\n'"$found"
fi

# Rooms from the bottom up, as core/CMakeLists.txt adds them.
mapfile -t rooms < <(sed -n 's/^add_subdirectory(\(.*\))$/\1/p' core/CMakeLists.txt)
for ((i = 0; i < ${#rooms[@]}; ++i)); do
  for ((j = i + 1; j < ${#rooms[@]}; ++j)); do
    # A room may lie inside another one's folder (train/scenes): that is not the outer room.
    if found=$(grep -rn "#include \"${rooms[j]}/" "core/${rooms[i]}" | grep -vE "\"($(IFS='|'; echo "${rooms[*]:0:i+1}"))/"); then
      complain "core/${rooms[i]} includes core/${rooms[j]}, which lies above it:"$'\n'"$found"
    fi
  done
done

for room in $(grep -rl 'at::parallel_for' core | xargs -n 1 dirname | sort -u); do
  grep -q vp_openmp "$room/CMakeLists.txt" || complain "$room calls at::parallel_for and does not link vp_openmp: a plain loop."
done

# Everything that ui/ and app/ include, directly or not.
declare -A seen=()
mapfile -t open < <(find ui app -name '*.h' -o -name '*.cpp')
while [[ ${#open[@]} -gt 0 ]]; do
  file=${open[-1]}
  unset 'open[-1]'
  [[ -n "${seen[$file]-}" ]] && continue
  seen[$file]=1
  if found=$(grep -nE '#include *[<"](ATen|torch|c10|caffe2)/' "$file"); then
    complain "$file includes LibTorch and can be reached from ui/ or app/:"$'\n'"$found"
  fi
  while read -r included; do
    for candidate in "core/$included" "$included" "$(dirname "$file")/$included"; do
      [[ -f "$candidate" ]] && open+=("$candidate")
    done
  done < <(sed -n 's/^ *# *include *"\([^"]*\)".*/\1/p' "$file")
done
[[ ${#seen[@]} -gt 1 ]] || complain "No sources were found; this check looks in the wrong place."
exit "$status"
