#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A LibTorch that computes on NVIDIA's GPUs, for the presets "cuda" and "cuda-dev": the one in pip's package torch, with
# the libraries of CUDA 13 that it needs, in build/libtorch-cuda and nowhere else. Delete that folder to be rid of it.
#
#   installer/cuda.sh
#
# What this needs besides is nvcc, of NVIDIA's CUDA toolkit 13, and Python 3.10 or newer with venv (Debian: python3-venv).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh

version=2.11.0
cuda=13.0
download_gb=2.7  # measured for this version
disk_gb=5
folder=build/libtorch-cuda

[[ $# -eq 0 ]] || { echo "Usage: installer/cuda.sh" >&2; exit 2; }

# Whether everything is there, and is what was asked for: the version, and each library that LibTorch's libraries want.
complete() {
  local torch=$folder/libtorch found
  [[ -f "$torch/include/ATen/core/Tensor.h" && -f "$torch/lib/libtorch_cuda.so" ]] || return 1
  found=$(sed -n "s/^__version__ = '\(.*\)'/\1/p; s/^cuda.* = '\(.*\)'/\1/p" "$torch/version.py" | paste --serial --delimiters=' ')
  [[ "$found" == "$version"* && "$found" == *" $cuda" ]] || return 1
  # libcuda belongs to the driver, which a machine that only compiles lacks.
  ! ldd "$(readlink -f "$torch")/lib/libtorch_cuda.so" | grep 'not found' | grep --quiet --invert-match libcuda.so
}

if complete; then
  echo "LibTorch $version for CUDA $cuda is in $folder already."
else
  python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2> /dev/null ||
    vp_fail "Python 3.10 or newer with venv is needed; on Debian install python3-venv."
  mkdir -p build
  free_kb=$(df --output=avail --block-size=1K build | tail -n 1)
  need_gb=$(awk "BEGIN {print $disk_gb + $download_gb}")
  echo "This downloads $download_gb GB by pip (torch $version with CUDA $cuda) and takes $disk_gb GB in $folder."
  awk "BEGIN {exit !($free_kb * 1024 < $need_gb * 1e9)}" &&
    vp_fail "$need_gb GB of disk are needed while it is installed, and $(awk "BEGIN {printf \"%.1f\", $free_kb * 1024 / 1e9}") GB are free."
  [[ -x "$folder/bin/python" ]] || python3 -m venv "$folder"
  # pip puts the downloads beside what it installs, not into a /tmp that may be small, and keeps none.
  mkdir -p "$folder/tmp"
  TMPDIR=$PWD/$folder/tmp "$folder/bin/pip" install --quiet --disable-pip-version-check --no-cache-dir "torch==$version" ||
    vp_fail "pip could not install torch $version; its reason stands above."
  rm -rf "$folder/tmp"
  torch=$("$folder/bin/python" -c 'import importlib.util; print(importlib.util.find_spec("torch").submodule_search_locations[0])')
  ln --symbolic --force --no-dereference "$(realpath --relative-to="$folder" "$torch")" "$folder/libtorch"
  complete || vp_fail "what pip installed is not LibTorch $version with CUDA $cuda, or libraries are missing beside it:" \
    "$(ldd "$torch/lib/libtorch_cuda.so" | grep 'not found' | paste --serial --delimiters=' ')"
  echo "LibTorch $version for CUDA $cuda is in $folder."
fi
if ! command -v nvcc > /dev/null && [[ ! -x /usr/local/cuda/bin/nvcc ]]; then
  vp_fail "there is no nvcc; install NVIDIA's CUDA toolkit 13, then configure with cmake --preset cuda."
fi
echo "Now: cmake --preset cuda && cmake --build build/cuda"
