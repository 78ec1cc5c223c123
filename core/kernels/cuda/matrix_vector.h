#pragma once

#include "kernels/cuda/stream.h"

namespace vp::kernels::cuda {

/// How a matrix's weights are stored; codes as kernels::QuantisedRows describes them.
enum class WeightForm { Float32, BFloat16, Float16, Codes8, Codes4 };

/// y = x weightᵀ + bias of one or a few rows of x, for which reading the weights is all that takes time.
struct MatrixVector {
  const void* x = nullptr;                 ///< (n, columns) of `dtype`
  const void* weight = nullptr;            ///< (rows, columns), or codes (rows, padded columns · bits / 8)
  const std::uint16_t* scales = nullptr;   ///< of codes: (rows, padded columns / 32) bfloat16
  const std::uint16_t* offsets = nullptr;  ///< of codes of 4 bits: the same
  const void* bias = nullptr;              ///< (rows) of `dtype`, or null
  void* y = nullptr;                       ///< (n, rows) of `y_dtype`
  Dtype dtype = Dtype::BFloat16;           ///< float32, or what dense weights are stored in
  Dtype y_dtype = Dtype::BFloat16;         ///< `dtype` or float32
  WeightForm form = WeightForm::BFloat16;
  int n = 1;
  int rows = 0, columns = 0;  ///< columns without padding
};

void launch(const MatrixVector& work, Stream stream);

}  // namespace vp::kernels::cuda
