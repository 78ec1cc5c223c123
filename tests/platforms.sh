#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries this commit on a bare release of Debian: makes a system of it in a folder, clones the repository there, runs
# README's two commands as somebody would who has just installed that release, and prints the tests' totals.
#
#   tests/platforms.sh RELEASE [--quick]
#     RELEASE   bookworm, trixie, testing, or another name that debootstrap knows
#     --quick   the tests without the sanitizers
#
# Needs root and debootstrap, some 8 GB below build/platforms and the network. The system is kept, so that a second run
# installs and compiles only what is new; delete build/platforms/RELEASE to begin from nothing. What was committed is
# tried, not what lies uncommitted in the folders.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

release=${1-} mode=${2-}
if [[ $# -lt 1 || $# -gt 2 || "$release" == -* || -n "$mode" && "$mode" != --quick ]]; then
  echo "Usage: tests/platforms.sh RELEASE [--quick]" >&2
  exit 2
fi
[[ "$release" =~ ^[a-z][a-z0-9.-]*$ ]] || vp_fail "\"$release\" is no name of a release, such as trixie."
[[ $(id -u) -eq 0 ]] || vp_fail "making a system of another release needs root."
command -v debootstrap > /dev/null || vp_fail "debootstrap is missing: apt-get install debootstrap"

# Mounts that are made from here on are this script's own, and gone with it, however it ends.
if [[ "${VP_OWN_MOUNTS-}" != yes ]]; then
  exec env VP_OWN_MOUNTS=yes unshare --mount --propagation private "$PWD/tests/platforms.sh" "$@"
fi

root=$PWD/build/platforms/$release
if [[ ! -e "$root/.complete" ]]; then
  rm -rf "$root"
  mkdir -p "$root"
  echo "Making a system of Debian's release \"$release\" in $root …"
  debootstrap --variant=minbase --include=git,ca-certificates "$release" "$root" > "$root.log" 2>&1 ||
    { tail -n 5 "$root.log" >&2; vp_fail "debootstrap failed; all that it said is in $root.log."; }
  touch "$root/.complete"
fi
cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
for folder in proc sys dev; do mount --rbind "/$folder" "$root/$folder"; done

clone=$root/root/videopanda
commit=$(git rev-parse HEAD)
[[ -d "$clone/.git" ]] || git clone --quiet --no-hardlinks . "$clone"
git -C "$clone" fetch --quiet "$PWD" HEAD
git -C "$clone" checkout --quiet --force --detach FETCH_HEAD
git -C "$clone" clean --quiet -d --force

# in_release COMMAND…: in the clone, with nothing of this machine's environment.
in_release() {
  chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    bash -c 'cd /root/videopanda && exec "$@"' bash "$@"
}

echo "== $(in_release sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release), commit ${commit:0:12}"
code=0
in_release installer/try.sh || code=$?
[[ $code -eq 0 ]] || echo "platforms.sh: installer/try.sh ended with exit code $code there." >&2
in_release tests/run.sh ${mode:+"$mode"} || { code=$?; echo "platforms.sh: tests/run.sh ended with exit code $code there." >&2; }
exit "$code"
