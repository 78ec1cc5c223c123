#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes over new, changed and vanished texts of the sources into the translations; see README.md here. With a
# folder as the argument, into the copies of the translations there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
translations=${1:-translations}
lupdate=${LUPDATE:-$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)}

# The keys of base::message() become a source that lupdate reads; core itself knows no Qt.
keys=$(mktemp -d)
trap 'rm -rf "$keys"' EXIT
find core ui app/engine_library \( -name '*.cpp' -o -name '*.h' \) ! -path core/base/message.h -print0 | sort -z |
  xargs -0 perl -0777 -ne '
    while (/(?<![\w.>])message\((?!\))\s*((?:"(?:[^"\\]|\\.)*"\s*)*)/g) {
      $1 ne "" or die "$ARGV: a message() without a literal, which nobody would translate\n";
      print qq{QT_TRANSLATE_NOOP("vp::core", $1)\n};
    }' > "$keys/core_messages.cpp"

sources=(ui app/studio "$keys" -I . -extensions cpp,h -locations none -no-obsolete)
"$lupdate" "${sources[@]}" -ts "$translations/videopanda_de.ts" "$translations/videopanda_zh_CN.ts"
"$lupdate" "${sources[@]}" -pluralonly -ts "$translations/videopanda_en.ts"
