#pragma once

#include "kernels/cuda/device.cuh"
#include "kernels/cuda/matrix_vector.h"

namespace vp::kernels::cuda {

// A warp takes kRows rows of the matrix at once, so that what it loads of x it uses for each of them, and a
// share of their columns: where the matrix has few rows, several warps of a block split the columns and add
// up at the end. The lanes of a warp read neighbouring pieces of 16 bytes of a row.
constexpr int kMatrixWarps = 8;

/// Eight columns of x from `column` on, 0 beyond its end.
template <typename T>
__device__ __forceinline__ void load_of_x(float (&to)[8], const T* x, int column, int columns, bool packed) {
  if (packed && column + 8 <= columns) return load_floats(to, x + column);
#pragma unroll
  for (int i = 0; i < 8; ++i) to[i] = column + i < columns ? to_float(x[column + i]) : 0.0F;
}

/// What each warp found of its rows, added over the warps that share them, becomes y.
template <typename T, int kRows, int kVectors>
__device__ __forceinline__ void add_up_and_store(const MatrixVector& v, float (&sums)[kRows][kVectors],
                                                 int splits, int first_vector) {
  VP_SHARED(float, found, kMatrixWarps* kRows* kVectors);
  const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
#pragma unroll
  for (int r = 0; r < kRows; ++r)
#pragma unroll
    for (int n = 0; n < kVectors; ++n) {
      const float sum = warp_sum(sums[r][n]);
      if (lane == 0) found[(warp * kRows + r) * kVectors + n] = sum;
    }
  __syncthreads();
  const int groups = kMatrixWarps / splits;
  const int i = static_cast<int>(threadIdx.x);
  if (i >= groups * kRows * kVectors) return;
  const int vector = first_vector + i % kVectors, in_block = i / kVectors;
  const int row = static_cast<int>(blockIdx.x) * groups * kRows + in_block;
  if (row >= v.rows || vector >= v.n) return;
  float sum = v.bias == nullptr ? 0.0F : to_float(static_cast<const T*>(v.bias)[row]);
  for (int split = 0; split < splits; ++split)
    sum += found[((in_block / kRows * splits + split) * kRows + in_block % kRows) * kVectors + i % kVectors];
  const std::int64_t at = static_cast<std::int64_t>(vector) * v.rows + row;
  if (v.y_dtype == Dtype::Float32)
    static_cast<float*>(v.y)[at] = sum;
  else
    assign(static_cast<T*>(v.y)[at], sum);
}

/// Dense weights of W; kPack 1 where rows do not lie at multiples of 16 bytes.
template <typename T, typename W, int kPack, int kVectors>
__global__ void __launch_bounds__(kMatrixWarps* kWarp)
    multiply_dense(MatrixVector v, int splits, int first_vector) {
  constexpr int kRows = 2;
  const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
  const int split = warp % splits;
  const int row = (static_cast<int>(blockIdx.x) * (kMatrixWarps / splits) + warp / splits) * kRows;
  const T* x = static_cast<const T*>(v.x) + static_cast<std::int64_t>(first_vector) * v.columns;
  const W* weight = static_cast<const W*>(v.weight);
  float sums[kRows][kVectors] = {};
  for (int column = (split * kWarp + lane) * kPack; column < v.columns; column += splits * kWarp * kPack) {
    float w[kRows][kPack];
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      const int at = min(row + r, v.rows - 1);  // beyond the last row: its sums are not stored
      load_floats(w[r], weight + static_cast<std::int64_t>(at) * v.columns + column);
    }
#pragma unroll
    for (int n = 0; n < kVectors; ++n) {
      float value[kPack];
      load_floats(value, x + static_cast<std::int64_t>(min(n, v.n - 1 - first_vector)) * v.columns + column);
#pragma unroll
      for (int r = 0; r < kRows; ++r)
#pragma unroll
        for (int i = 0; i < kPack; ++i) sums[r][n] += w[r][i] * value[i];
    }
  }
  add_up_and_store<T, kRows, kVectors>(v, sums, splits, first_vector);
}

__device__ __forceinline__ float of_bfloat16(std::uint16_t bits) {
  return __uint_as_float(static_cast<unsigned>(bits) << 16);
}

/// Eight bytes, codes from -127 to 127. Converting integers runs at an eighth of the speed of additions: a
/// byte with its sign turned becomes the last bits of 2^23.
__device__ __forceinline__ void load_codes8(float (&to)[8], const unsigned* words) {
#pragma unroll
  for (int i = 0; i < 8; ++i) {
    const unsigned turned = words[i / 4] ^ 0x80808080U;
    to[i] = __uint_as_float(__byte_perm(turned, 0x4b000000U, 0x7540U + static_cast<unsigned>(i % 4))) -
            (8388608.0F + 128.0F);
  }
}

/// Eight columns, the codes `part` of eight numbers of 16 bits, as 1 + code / 16: the bits of the code lie
/// behind the leading one of a float. What the ones add is taken off a group at a time.
__device__ __forceinline__ void load_codes4(float (&to)[8], const unsigned* words, int part) {
#pragma unroll
  for (int i = 0; i < 8; ++i) {
    const int lowest = 16 * (i % 2) + 4 * part;
    const unsigned word = words[i / 2];
    const unsigned moved = lowest <= 19 ? word << (19 - lowest) : word >> (lowest - 19);
    to[i] = __uint_as_float((moved & 0x00780000U) | 0x3f800000U);
  }
}

/// Codes in groups of 32 columns; a lane takes a group at a time.
template <typename T, int kBits, int kVectors>
__global__ void __launch_bounds__(kMatrixWarps* kWarp)
    multiply_codes(MatrixVector v, int groups_of_row, int splits, int first_vector) {
  constexpr int kRows = 4, kGroup = 32, kWords = kGroup * kBits / 32;
  const int warp = static_cast<int>(threadIdx.x) / kWarp, lane = static_cast<int>(threadIdx.x) % kWarp;
  const int split = warp % splits;
  const int row = (static_cast<int>(blockIdx.x) * (kMatrixWarps / splits) + warp / splits) * kRows;
  const T* x = static_cast<const T*>(v.x) + static_cast<std::int64_t>(first_vector) * v.columns;
  const unsigned* codes = static_cast<const unsigned*>(v.weight);
  const bool packed = v.columns % 8 == 0 && reinterpret_cast<std::uintptr_t>(v.x) % 16 == 0;
  const int groups = pieces(v.columns, kGroup);  // those of the padding are all 0
  float sums[kRows][kVectors] = {};
  for (int group = split * kWarp + lane; group < groups; group += splits * kWarp) {
    unsigned words[kRows][kWords];
    float scale[kRows], offset[kRows];
#pragma unroll
    for (int r = 0; r < kRows; ++r) {
      const std::int64_t at = static_cast<std::int64_t>(min(row + r, v.rows - 1)) * groups_of_row + group;
#pragma unroll
      for (int i = 0; i < kWords; i += 4) {
        const Pack<unsigned, 4> four = load_pack<4>(codes + at * kWords + i);
#pragma unroll
        for (int j = 0; j < 4; ++j) words[r][i + j] = four.values[j];
      }
      scale[r] = of_bfloat16(v.scales[at]);
      offset[r] = kBits == 4 ? of_bfloat16(v.offsets[at]) : 0.0F;
    }
    float products[kRows][kVectors] = {}, of_x[kVectors] = {};
#pragma unroll
    for (int part = 0; part < kGroup / 8; ++part) {
      float code[kRows][8];
#pragma unroll
      for (int r = 0; r < kRows; ++r) {
        if constexpr (kBits == 4)
          load_codes4(code[r], words[r], part);
        else
          load_codes8(code[r], words[r] + 2 * part);
      }
#pragma unroll
      for (int n = 0; n < kVectors; ++n) {
        float value[8];
        load_of_x(value, x + static_cast<std::int64_t>(min(n, v.n - 1 - first_vector)) * v.columns,
                  group * kGroup + 8 * part, v.columns, packed);
#pragma unroll
        for (int i = 0; i < 8; ++i) {
          if (kBits == 4) of_x[n] += value[i];
#pragma unroll
          for (int r = 0; r < kRows; ++r) products[r][n] += code[r][i] * value[i];
        }
      }
    }
#pragma unroll
    for (int r = 0; r < kRows; ++r)
#pragma unroll
      for (int n = 0; n < kVectors; ++n)
        sums[r][n] += kBits == 4 ? scale[r] * 16.0F * (products[r][n] - of_x[n]) + offset[r] * of_x[n]
                                 : scale[r] * products[r][n];
  }
  add_up_and_store<T, kRows, kVectors>(v, sums, splits, first_vector);
}

}  // namespace vp::kernels::cuda
