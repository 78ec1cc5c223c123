#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# A file over 500 lines is two rooms.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
long=$(find app core ui tests cmake installer \( -name '*.cpp' -o -name '*.h' -o -name '*.cu' -o -name '*.cuh' -o -name '*.txt' -o -name '*.cmake' -o -name '*.sh' \) \
  -exec awk 'END { if (NR > 500) print FILENAME ": " NR " lines" }' {} \;)
[[ -z "$long" ]] || { echo "$long"; exit 1; }
