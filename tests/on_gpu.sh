#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What only a machine with an NVIDIA GPU can say: builds for its card alone what computes on tensors (VP_MEDIA=OFF), runs
# the suite of the CUDA kernels, of what hands them tensors, and of the authors' results that start from tensors on it, then
# the same under compute-sanitizer, then the bench, and writes all of it to build/on_gpu.txt. Needs what the preset "cuda"
# needs (README, "On an NVIDIA GPU"), without FFmpeg and what else opens films. With a filled compiler cache a few minutes; each part has a
# limit of its own, and one that fails does not keep the others from running. The exit code is 0 only when all passed.
#
#   tests/on_gpu.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source installer/dependencies.sh
[[ $# -eq 0 ]] || { echo "Usage: tests/on_gpu.sh" >&2; exit 2; }

card=$(nvidia-smi --query-gpu=name,compute_cap,driver_version --format=csv,noheader | head -n 1) && [[ -n "$card" ]] ||
  vp_fail "nvidia-smi finds no GPU here."
architecture=$(cut -d, -f2 <<< "$card" | tr -d ' .')
mkdir -p build
result=build/on_gpu.txt
failed=0
{ date --utc; echo "$card"; git rev-parse HEAD; } > "$result"

# part NAME SECONDS COMMAND…
part() {
  local name=$1 limit=$2 code=0
  shift 2
  echo "== $name"
  echo "== $name: $*" >> "$result"
  timeout "$limit" "$@" >> "$result" 2>&1 || code=$?
  echo "== $name ended with $code after $SECONDS s in all" | tee --append "$result"
  [[ $code -eq 0 ]] || failed=1
}

suite=build/cuda-dev/bin/tests_kernels_cuda
part configure 60 cmake --preset cuda-dev -DVP_CUDA_ARCHITECTURES="$architecture" -DVP_TEST_CUDA_ON_GPU=ON -DVP_MEDIA=OFF
part build 540 cmake --build build/cuda-dev --parallel "$(vp_jobs)" --target tests_kernels_cuda tests_kernels videopanda-bench
tests=(cuda_rows cuda_matrix_vector cuda_decoding cuda_sampling cuda_visual cuda_pictures cuda_bodies decode_step device_pixels golden_tensors)
for test in "${tests[@]}"; do part "test_$test" 60 "$suite" "test_$test"; done
part "test_gradients" 60 build/cuda-dev/bin/tests_kernels test_gradients
if command -v compute-sanitizer > /dev/null; then
  for test in "${tests[@]}"; do
    part "compute-sanitizer test_$test" 90 compute-sanitizer --error-exitcode 9 "$suite" "test_$test"
  done
else
  echo "== there is no compute-sanitizer" | tee --append "$result"
  failed=1
fi
part bench 180 build/cuda-dev/bin/videopanda-bench --device cuda --layers 32
echo "The results are in $result."
exit "$failed"
