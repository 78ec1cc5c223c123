#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every CUDA kernel is compiled, has a row in the suite, and includes no LibTorch: with its headers nvcc takes a minute a
# file, and needs a LibTorch with CUDA.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
status=0
complain() {
  echo "$*"
  status=1
}

rows=$(cat tests/core/kernels/cuda/*.cpp)
for source in core/kernels/cuda/*.cu; do
  name=$(basename "$source")
  grep -qE "[( ]$name( |\)|$)" core/kernels/cuda/CMakeLists.txt || complain "$source is not in VP_CUDA_SOURCES: nothing compiles it."
  [[ -f "${source}h" ]] || complain "$source has no ${name}h beside it with the kernels' bodies."
  grep -qF "#include \"kernels/cuda/${name%.cu}.h\"" <<< "$rows" || complain "No test in tests/core/kernels/cuda calls $source."
done
# Not the header alone: each launch in it is held against its reference, and the reference mutated.
for test in tests/core/kernels/cuda/*.cpp; do
  ! grep -q 'cuda::launch(' "$test" || grep -q 'never_mutated()' "$test" ||
    complain "$test launches kernels, and does not ask whether a wrong reference was found."
done
for work in $(sed -n 's/^void launch(const \([A-Za-z]*\)& .*/\1/p' core/kernels/cuda/*.h); do
  grep -qE "cuda::$work [a-z]+;|const cuda::$work&|cuda::$work [a-z]+ =" <<< "$rows" || complain "No test in tests/core/kernels/cuda launches $work."
done
if found=$(grep -rnE '#include *[<"](ATen|torch|c10|caffe2)/' core/kernels/cuda); then
  complain "A CUDA kernel includes LibTorch:"$'\n'"$found"
fi
exit "$status"
