#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Takes over new, changed and vanished texts of the sources into the translations; see README.md here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
lupdate=${LUPDATE:-$(command -v lupdate6 || echo /usr/lib/qt6/bin/lupdate)}
sources=(ui app/studio -I . -extensions cpp,h -locations none -no-obsolete)
"$lupdate" "${sources[@]}" -ts translations/videopanda_de.ts translations/videopanda_zh_CN.ts
"$lupdate" "${sources[@]}" -pluralonly -ts translations/videopanda_en.ts
