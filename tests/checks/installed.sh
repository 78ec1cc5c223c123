#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What `cmake --install` installs is complete: every command has its manual page and its completions, desktops can read
# what is for them, and the programs find their data, the engine and what writes PDF from where they were installed to.
#
#   tests/checks/installed.sh BUILD_FOLDER
set -euo pipefail
build=$(realpath "${1:?the folder of a build}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
status=0
complain() {
  echo "$*"
  status=1
}

cmake --install "$build" --prefix "$tree/usr" > "$tree/install.log" || { cat "$tree/install.log"; exit 1; }
share=$tree/usr/share
export HOME=$tree/home XDG_RUNTIME_DIR=$tree VIDEOPANDA_CACHE_SIZE=0
unset VIDEOPANDA_MODEL XDG_DATA_HOME XDG_CACHE_HOME
mkdir "$HOME"

expect() {
  [[ -s "$tree/usr/$1" ]] || complain "usr/$1 is not installed."
}
for program in videopanda videopanda-tokenizer videopanda-studio; do
  expect "bin/$program"
  expect "share/man/man1/$program.1.gz"
  expect "share/bash-completion/completions/$program"
  expect "share/zsh/site-functions/_$program"
  bash -n "$share/bash-completion/completions/$program" || complain "bash cannot read the completion of $program."
  if command -v zsh > /dev/null; then
    zsh -n "$share/zsh/site-functions/_$program" || complain "zsh cannot read the completion of $program."
  fi
done
for file in config.json tokenizer.model model.safetensors README.md; do expect "share/videopanda/models/builtin/$file"; done
expect share/videopanda/clips/sample.mp4
for schema in resources/schemas/*.json; do expect "share/videopanda/schemas/$(basename "$schema")"; done
for side in 16 22 24 32 48 64 128 256 512; do
  icon=share/icons/hicolor/${side}x${side}/apps/videopanda-studio.png
  expect "$icon"
  # Width and height are the header's last two numbers that matter.
  size=$(od --address-radix=n --endian=big --format=u4 --skip-bytes=16 --read-bytes=8 "$tree/usr/$icon" | xargs)
  [[ "$size" == "$side $side" ]] || complain "$icon is $size pixels large."
done
expect share/icons/hicolor/scalable/apps/videopanda-studio.svg

# By the sources, not by the help that pages and completions were made of.
mapfile -t commands < <(sed -n 's/.*add_subcommand("\([a-z]*\)".*/\1/p' app/cli/*.cpp | sort -u)
[[ ${#commands[@]} -ge 10 ]] || complain "Only ${#commands[@]} commands were found in app/cli; this check looks in the wrong place."
source "$share/bash-completion/completions/videopanda"
source "$share/bash-completion/completions/videopanda-studio"
# complete_words FUNCTION WORD…: what the last word can become.
complete_words() {
  local function=$1
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  "$function"
  echo " ${COMPREPLY[*]} "
}
offered=$(complete_words _videopanda videopanda "")
for command in "${commands[@]}"; do
  [[ "$offered" == *" $command "* ]] || complain "bash does not complete the command $command."
  grep -q "^        $command)\$" "$share/zsh/site-functions/_videopanda" || complain "zsh does not complete the command $command."
  page=share/man/man1/videopanda-$command.1.gz
  expect "$page"
  # Every option that the command takes stands in its page, and is offered.
  page_text=$(zcat "$tree/usr/$page" 2> /dev/null | sed 's/\\-/-/g') || true
  options=$("$tree/usr/bin/videopanda" "$command" --help | sed -nE 's/^  (-h,)?(--[a-z-]+).*/\2/p')
  [[ "$options" == *--help* ]] || complain "videopanda $command --help lists no options."
  completed=$(complete_words _videopanda videopanda "$command" --)
  for option in $options; do
    [[ "$page_text" == *"\\fB$option\\fR"* ]] || complain "videopanda-$command(1) lacks $option."
    [[ "$completed" == *" $option "* ]] || complain "bash does not complete $option of $command."
    grep -q -- "$option\\[" "$share/zsh/site-functions/_videopanda" || complain "zsh does not complete $option."
  done
done
[[ "$(complete_words _videopanda videopanda ask --dtype "")" == *" bfloat16 "* ]] || complain "bash does not complete --dtype."
[[ "$(complete_words _videopanda_studio videopanda-studio --theme d)" == " dark " ]] || complain "bash does not complete --theme."
(cd "$share/videopanda" && [[ "$(complete_words _videopanda videopanda ask clips/)" == *clips/sample.mp4* ]]) ||
  complain "bash does not complete the names of films."
if command -v man > /dev/null; then
  for page in "$share"/man/man1/*.gz; do
    said=$(zcat "$page" | LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings --encoding=UTF-8 --local-file - 2>&1 > /dev/null) || true
    [[ -z "$said" ]] || complain "$(basename "$page"): $said"
  done
fi

desktop-file-validate "$share/applications/videopanda-studio.desktop" || complain "The desktop entry is not valid."
grep -q '^Exec=videopanda-studio %f$' "$share/applications/videopanda-studio.desktop" || complain "The studio is not given the file that is opened with it."
metainfo=$share/metainfo/org.videopanda.studio.metainfo.xml
if [[ -s "$metainfo" ]]; then
  appstreamcli validate --no-net "$metainfo" || complain "The AppStream metadata are not valid."
  # As they will be once the screenshots are somewhere on the web.
  with=$tree/org.videopanda.studio.metainfo.xml
  sed 's#@VP_SCREENSHOTS_URL@#https://screenshots.example#' resources/desktop/screenshots.xml.in > "$tree/screenshots.xml"
  awk -v shots="$tree/screenshots.xml" '/<screenshots>/ {skip = 1}
    !skip && /<provides>/ {while ((getline line < shots) > 0) print line}
    !skip {print}
    /<\/screenshots>/ {skip = 0}' "$metainfo" > "$with"
  grep -q screenshots.example "$with" || complain "The screenshots have no place in the metadata."
  appstreamcli validate --no-net "$with" || complain "The AppStream metadata with screenshots are not valid."
  while read -r picture; do
    [[ -s "resources/screenshots/$picture" ]] || complain "There is no screenshot $picture."
  done < <(sed -n 's#.*@VP_SCREENSHOTS_URL@/\(.*\)</image>.*#\1#p' resources/desktop/screenshots.xml.in)
else
  complain "The AppStream metadata are not installed."
fi

# From where it is installed to.
record=$tree/answer.json
answer=$("$tree/usr/bin/videopanda" ask "$share/videopanda/clips/sample.mp4" "What color is the square?" --transcript "$record" 2> "$tree/said") ||
  complain "The installed program does not answer: $(cat "$tree/said")"
[[ -n "$answer" ]] || complain "The installed program's answer is empty."
"$tree/usr/bin/videopanda" export "$record" --out "$tree/answer.pdf" || complain "The installed program writes no PDF."
QT_QPA_PLATFORM=offscreen "$tree/usr/bin/videopanda-studio" --version > /dev/null || complain "The installed studio does not start."
exit "$status"
