#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No file holds two versions of a line with the marks of a merge between them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
if found=$(grep -rInE '^(<{7}|>{7}) ' . --exclude-dir=.git --exclude-dir=build --exclude-dir=out); then
  echo "A merge was not finished:"
  echo "$found"
  exit 1
fi
