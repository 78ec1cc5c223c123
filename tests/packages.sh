#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the packages of installer/package.sh in a bare release of Debian, as somebody would who has just installed
# that release, uses both programs there as an ordinary user, and takes the packages away again.
#
#   tests/packages.sh RELEASE [FOLDER]
#     RELEASE   bookworm, or the other release that the packages were made on
#     FOLDER    where the packages are (build/release/packages)
#
# Needs root, the network, and debootstrap, xvfb, openbox, xdotool and imagemagick on this machine; some 3 GB below
# build/platforms. Pictures of the window are then in build/platforms/RELEASE-window-*.png.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

release=${1-} packages=${2-build/release/packages}
[[ $# -ge 1 && $# -le 2 && "$release" =~ ^[a-z][a-z0-9.-]*$ ]] ||
  { echo "Usage: tests/packages.sh RELEASE [FOLDER]" >&2; exit 2; }
[[ $(id -u) -eq 0 ]] || vp_fail "making a system of another release needs root."
for tool in debootstrap Xvfb openbox xdotool import; do
  command -v "$tool" > /dev/null ||
    vp_fail "$tool is missing: apt-get install debootstrap xvfb openbox xdotool imagemagick"
done
mapfile -t debs < <(find "$packages" -name '*.deb' 2> /dev/null | sort)
[[ ${#debs[@]} -eq 4 ]] || vp_fail "there are ${#debs[@]} packages in $packages, not 4; run installer/package.sh first."

# Mounts that are made from here on are this script's own, and gone with it, however it ends.
if [[ "${VP_OWN_MOUNTS-}" != yes ]]; then
  exec env VP_OWN_MOUNTS=yes unshare --mount --propagation private "$PWD/tests/packages.sh" "$@"
fi

platforms=$PWD/build/platforms
bare=$platforms/$release-bare root=$platforms/$release-packages archives=$platforms/$release-archives
if [[ ! -e "$bare/.complete" ]]; then
  rm -rf "$bare"
  mkdir -p "$bare"
  echo "Making a system of Debian's release \"$release\" in $bare …"
  debootstrap --variant=minbase "$release" "$bare" > "$bare.log" 2>&1 ||
    { tail -n 5 "$bare.log" >&2; vp_fail "debootstrap failed; all that it said is in $bare.log."; }
  touch "$bare/.complete"
fi
rm -rf "$root"
cp --archive "$bare" "$root"
mkdir -p "$archives/partial"
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
for folder in proc sys dev; do mount --rbind "/$folder" "$root/$folder"; done
mount --bind "$archives" "$root/var/cache/apt/archives"
mkdir "$root/packages"
cp "${debs[@]}" "$root/packages"

status=0
complain() {
  echo "packages.sh: $*" >&2
  status=1
}
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
in_release() { chroot "$root" env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive PATH=$path "$@"; }
# as_user [NAME=VALUE…] COMMAND…
as_user() {
  chroot --userspec=tester:tester "$root" env -i --chdir=/home/tester HOME=/home/tester LANG=C.UTF-8 PATH=$path \
    XDG_RUNTIME_DIR=/home/tester/run "$@"
}
install_packages() {
  in_release apt-get --quiet=2 --yes --no-install-recommends -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root \
    -o APT::Keep-Downloaded-Packages=true install "$@" > "$platforms/$release-apt.log" 2>&1 ||
    { tail -n 20 "$platforms/$release-apt.log" >&2; vp_fail "apt-get could not install $*."; }
}
files() { find "$root" -xdev \( -path "$root/packages" -o -path "$root/proc" -o -path "$root/sys" -o -path "$root/dev" \) -prune -o -print | sort; }
named() { printf '/packages/%s\n' "$(basename "$(printf '%s\n' "${debs[@]}" | grep "/$1_")")"; }

in_release useradd --create-home tester
as_user mkdir --mode=700 /home/tester/run
in_release apt-get --quiet=2 update > /dev/null 2>&1 || vp_fail "the package lists of $release cannot be read."
clip=/usr/share/videopanda/clips/sample.mp4
question="What color is the square?"

echo "== $(in_release sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release): the command line"
install_packages desktop-file-utils libglib2.0-bin
files > "$platforms/$release-before"
install_packages "$(named videopanda)" "$(named videopanda-data)"
if in_release dpkg --list | grep -q libqt6; then complain "the command line brought Qt with it."; fi
as_user videopanda --version || complain "videopanda does not start."
answer=$(as_user videopanda ask "$clip" "$question" --transcript answer.json) || complain "videopanda does not answer."
echo "$question $answer"
[[ "${answer,,}" == *blue* ]] || complain "the square of the sample clip is blue; the answer was: $answer"
as_user videopanda info > "$platforms/$release-info" || complain "videopanda info failed."
grep -qi openblas "$platforms/$release-info" || complain "what computes there is not OpenBLAS."
if as_user videopanda export answer.json --out answer.pdf 2> "$platforms/$release-said"; then
  complain "PDF was written without the package that writes it."
fi
grep -q videopanda-pdf "$platforms/$release-said" || complain "nothing said which package writes PDF: $(cat "$platforms/$release-said")"
as_user videopanda-tokenizer --version > /dev/null || complain "videopanda-tokenizer does not start."

echo "== PDF"
install_packages "$(named videopanda-pdf)"
as_user videopanda export answer.json --out answer.pdf || complain "PDF was not written."
[[ "$(head --bytes=5 "$root/home/tester/answer.pdf" 2> /dev/null)" == %PDF- ]] || complain "what was written is no PDF."

echo "== the studio"
# With what it recommends.
install_packages "$(named videopanda-studio)" qt6-translations-l10n fonts-wqy-microhei
grep -q '^video/mp4=.*videopanda-studio.desktop' "$root/usr/share/applications/mimeinfo.cache" ||
  complain "file managers would not offer the studio for a film."
as_user videopanda-studio --language zh_CN --help | grep -q 视频 || complain "the studio does not speak Chinese."
as_user videopanda-studio --language de --help | grep -q Aufruf: || complain "Qt's own words are not there in German."

display=:$((90 + $$ % 900))
Xvfb "$display" -screen 0 1600x900x24 > "$platforms/$release-xvfb.log" 2>&1 &
xvfb=$!
started=("$xvfb")
trap 'kill "${started[@]}" 2> /dev/null || true' EXIT
export DISPLAY=$display
for ((i = 0; i < 100; ++i)); do timeout 5 xdotool getdisplaygeometry > /dev/null 2>&1 && break; sleep 0.1; done
openbox > /dev/null 2>&1 &
started+=("$!")

with_display() { as_user DISPLAY="$display" "$@" > "$platforms/$release-studio.log" 2>&1; }
# wait_for_window: until the film is open; `window` is its window.
wait_for_window() {
  window=
  for ((i = 0; i < 300; ++i)); do
    window=$(timeout 5 xdotool search --onlyvisible --name 'sample\.mp4' 2> /dev/null | head -n 1) || true
    [[ -n "$window" ]] && break
    sleep 0.1
  done
  [[ -n "$window" ]] || complain "no window with the film's name opened: $(cat "$platforms/$release-studio.log")"
  sleep 3
}
picture() { timeout 20 import -window root "$platforms/$release-window-$1.png" || complain "no picture of the window."; }

# As a file manager starts it, by its desktop entry.
with_display gio launch /usr/share/applications/videopanda-studio.desktop "$clip" || complain "the desktop entry starts nothing."
wait_for_window
if [[ -n "$window" ]]; then
  timeout 5 xdotool windowactivate --sync "$window" || true
  timeout 10 xdotool key ctrl+l || true
  timeout 20 xdotool type --delay 30 "Is there a blue square?"
  timeout 10 xdotool key Return
  asked=
  for ((i = 0; i < 300; ++i)); do
    asked=$(as_user videopanda sessions --search square --json 2> /dev/null) || true
    [[ "$asked" == *"Is there a blue square?"* ]] && break
    sleep 0.2
  done
  sleep 5
  picture asked
  studio=$(timeout 5 xdotool getwindowpid "$window") || vp_fail "whose window it is, is unknown."
  kill -TERM "$studio"
  for ((i = 0; i < 200; ++i)); do [[ -e "/proc/$studio" ]] || break; sleep 0.1; done
  [[ ! -e "/proc/$studio" ]] || complain "the studio does not end."
fi
session=$(as_user videopanda sessions --search square --json) || complain "the stored sessions cannot be read."
[[ "$session" == *sample.mp4* ]] || complain "the studio did not store the question that was asked in it."
number=$(sed -n 's/.*"id":\([0-9]*\).*/\1/p' <<< "$session" | head -n 1)
as_user videopanda export "$number" --out session.json || complain "the window's session cannot be exported."
answer=$(sed -n 's/^ *"answer": "\(.*\)",\?$/\1/p' "$root/home/tester/session.json" | head -n 1)
echo "Is there a blue square? $answer"
[[ "${answer,,}" == *yes* ]] || complain "the window's answer was: $answer"
chroot --userspec=tester:tester "$root" env -i --chdir=/home/tester HOME=/home/tester LANG=C.UTF-8 PATH=$path \
  XDG_RUNTIME_DIR=/home/tester/run DISPLAY="$display" videopanda-studio --language zh_CN "$clip" \
  > "$platforms/$release-studio.log" 2>&1 &
studio=$!
started+=("$studio")
wait_for_window
picture chinese
kill -TERM "$studio"
wait "$studio" || complain "the studio ended with exit code $?: $(cat "$platforms/$release-studio.log")"

echo "== taken away"
own=$(cd "$root/home/tester" && find . -type f | sort)
in_release apt-get --quiet=2 --yes -o Dpkg::Use-Pty=0 purge videopanda-studio videopanda videopanda-data videopanda-pdf > /dev/null 2>&1 ||
  complain "the packages cannot be removed."
files > "$platforms/$release-after"
left=$(comm -13 "$platforms/$release-before" "$platforms/$release-after" | grep -v "^$root/home/tester" | grep -i video.*panda) &&
  complain "left behind: $left"
grep -rqs videopanda "$root/usr/share/applications" && complain "the studio is still offered for films."
[[ "$(cd "$root/home/tester" && find . -type f | sort)" == "$own" ]] || complain "the user's own files were touched."
echo "the user's own files are still there:"
sed 's/^/  /' <<< "$own"
[[ $status -eq 0 ]] && echo "All of it works on $release."
exit "$status"
