#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Draws the icon's pictures for the window, which Qt without its SVG module cannot draw itself, and those that desktops
# want besides (22, 24, 512). Run it when the SVG has changed. Needs an ffmpeg with librsvg, as Debian's is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for side in 16 22 24 32 48 64 128 256 512; do
  ffmpeg -v error -y -width "$side" -height "$side" -i videopanda-studio.svg -frames:v 1 -pix_fmt rgba \
    -bitexact "videopanda-studio-$side.png"
done
