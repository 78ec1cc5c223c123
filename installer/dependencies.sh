#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What Video-Panda Studio needs from Debian. Called with one or more of "build", "runtime", "test" and "package" it
# installs what is missing of these lists; sourced, it gives the functions to the other scripts. When nothing is missing
# it neither asks for rights nor for the network.

vp_packages() {
  case "$1" in
    build) echo "
      ca-certificates cmake ninja-build g++ lld ccache pkg-config
      libtorch-dev libgloo-dev libopenblas0-pthread
      libavformat-dev libavcodec-dev libavutil-dev libswscale-dev libswresample-dev
      nlohmann-json3-dev libcli11-dev libsentencepiece-dev libsqlite3-dev libssl-dev libcurl4-openssl-dev libcpp-httplib-dev
      qt6-base-dev qt6-multimedia-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev libqcustomplot-dev
      python3" ;;  # makes manual pages and completions of the programs' help
    runtime) echo "libopenblas0-pthread qt6-translations-l10n fonts-dejavu-core fonts-wqy-microhei" ;;
    test) echo "ffmpeg poppler-utils python3 python3-jsonschema clang-format fonts-dejavu-core fonts-wqy-microhei
      desktop-file-utils appstream" ;;  # check what desktops read
    package) echo "dpkg-dev file lintian desktop-file-utils appstream" ;;
    *) echo "There is no package list \"$1\"; the lists are build, runtime, test and package." >&2; return 2 ;;
  esac
}

vp_fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

# vp_install_dependencies LIST…
vp_install_dependencies() {
  local list package lines
  local -a wanted=() missing=()
  for list in "$@"; do
    lines=$(vp_packages "$list") || exit 2
    for package in $lines; do wanted+=("$package"); done
  done

  if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    vp_fail "this is not a Debian-like system (there is no dpkg or apt-get). Install the equivalents of these packages" \
      "by hand and build with cmake --preset release: ${wanted[*]}"
  fi

  local installed
  installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' 2> /dev/null | sed -n 's/^installed //p')
  for package in "${wanted[@]}"; do
    [[ " ${missing[*]-} " == *" $package "* ]] && continue
    grep --quiet --line-regexp --fixed-strings -- "$package" <<< "$installed" || missing+=("$package")
  done
  if [[ ${#missing[@]} -eq 0 ]]; then
    return 0
  fi

  echo "These Debian packages are missing and will be installed, with what they depend on, by apt-get:"
  printf '  %s\n' "${missing[@]}"
  local -a as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo > /dev/null || vp_fail "installing needs root and there is no sudo; run as root:" \
      "apt-get install --no-install-recommends ${missing[*]}"
    echo "Installing needs root; sudo may ask for your password."
    as_root=(sudo)
  fi
  local -a apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet=2 -o Dpkg::Use-Pty=0)
  # One unreachable extra repository must not stop the installation from the others.
  "${apt[@]}" update || echo "The package lists could not all be renewed; going on with those that are here." >&2
  "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" > /dev/null ||
    vp_fail "apt-get could not install the packages above; its reason stands before this line. Debian 12 has all of them" \
      "in its section \"main\"."
}

# How many compilers to run: one a core, but a unit that includes LibTorch takes up to 1.5 GB.
vp_jobs() {
  local cores memory_kb jobs
  cores=$(nproc)
  memory_kb=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
  jobs=$((memory_kb / 1500000))
  ((jobs > cores)) && jobs=$cores
  ((jobs < 1)) && jobs=1
  echo "$jobs"
}

if [[ "${BASH_SOURCE[0]}" == "$0" ]]; then
  set -euo pipefail
  [[ $# -gt 0 ]] || set -- build runtime test
  vp_install_dependencies "$@"
  echo "Everything needed for $* is installed."
fi
