#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes Debian packages for the release that this machine runs, and checks them.
#
#   installer/package.sh [--no-install] [--preset PRESET]
#     --no-install   the packages that building and checking need are there; ask neither for rights nor the network
#     --preset       another of CMakePresets.json than release, to try the packages out
#
# The packages are then in build/PRESET/packages. DEBFULLNAME and DEBEMAIL say whose they are, as for Debian's own
# tools; VP_SCREENSHOTS_URL where resources/screenshots is on the web.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

preset=release install=yes
while [[ $# -gt 0 ]]; do
  case "$1" in
    --no-install) install=no ;;
    --preset) preset=${2-}; shift $(($# > 1)) ;;
    *) echo "Usage: installer/package.sh [--no-install] [--preset PRESET]" >&2; exit 2 ;;
  esac
  shift
done
[[ "$preset" =~ ^[a-z-]+$ ]] || vp_fail "\"$preset\" is no name of a preset."
[[ $install == no ]] || vp_install_dependencies build runtime package

# Libraries of a program's own lie in a folder of the architecture; for lib/NAME, CPack would call ldconfig.
options=("-DCMAKE_INSTALL_LIBDIR=lib/$(dpkg-architecture --query DEB_HOST_MULTIARCH)")
[[ -z "${DEBEMAIL-}" ]] || options+=("-DVP_MAINTAINER=${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>")
[[ -z "${VP_SCREENSHOTS_URL-}" ]] || options+=("-DVP_SCREENSHOTS_URL=$VP_SCREENSHOTS_URL")
build=build/$preset packages=build/$preset/packages
mkdir -p build
echo "Building …"
cmake --preset "$preset" "${options[@]}" > "$build.log" 2>&1 || { cat "$build.log" >&2; vp_fail "CMake could not configure the build."; }
cmake --build "$build" --parallel "$(vp_jobs)" --target videopanda videopanda-studio videopanda-tokenizer \
  command_files_cli command_files_studio || vp_fail "the build failed; the compiler's reason stands above."

echo "Making the packages …"
rm -rf "$packages"
(cd "$build" && cpack > cpack.log 2>&1) || { tail -n 20 "$build/cpack.log" >&2; vp_fail "cpack failed; all that it said is in $build/cpack.log."; }
rm -rf "$packages/_CPack_Packages"
mapfile -t debs < <(find "$packages" -name '*.deb' | sort)
[[ ${#debs[@]} -eq 4 ]] || vp_fail "there are ${#debs[@]} packages in $packages, not 4."

echo "Checking them …"
status=0
# Errors and warnings; nothing is overridden.
lintian --fail-on error,warning --display-level ">=warning" "${debs[@]}" || status=1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
for deb in "${debs[@]}"; do dpkg-deb --extract "$deb" "$tree"; done
desktop-file-validate "$tree/usr/share/applications/videopanda-studio.desktop" || status=1
appstreamcli validate-tree --no-net "$tree" || status=1
# The command line without Qt: neither what it links, nor what its package asks for.
for deb in "${debs[@]}"; do
  name=$(dpkg-deb --field "$deb" Package)
  printf '%-18s %6s kB installed; depends on %s\n' "$name" "$(dpkg-deb --field "$deb" Installed-Size)" \
    "$(dpkg-deb --field "$deb" Depends)"
  if [[ "$name" == videopanda ]] && dpkg-deb --field "$deb" Depends | grep --quiet qt6; then
    echo "package.sh: the command line's package depends on Qt." >&2
    status=1
  fi
done
[[ $status -eq 0 ]] || vp_fail "the packages have faults; they are named above."
echo "The packages are in $packages:"
printf '  %s\n' "${debs[@]}"
