#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every source is formatted as .clang-format says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v clang-format > /dev/null || { echo "clang-format is missing; run installer/dependencies.sh test"; exit 1; }
find app core ui tests \( -name '*.cpp' -o -name '*.h' -o -name '*.cu' -o -name '*.cuh' \) -print0 | xargs -0 clang-format --dry-run -Werror
