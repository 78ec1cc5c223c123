#pragma once

// What the CUDA bodies check of tensors before their pointers go to a launch.
#include <ATen/core/Tensor.h>

#include <initializer_list>
#include <limits>

#include "kernels/cuda/kept_rows.h"
#include "kernels/cuda/stream.h"
#include "kernels/kept_rows.h"

namespace vp::kernels {

inline cuda::Dtype cuda_dtype_of(const at::Tensor& x) {
  switch (x.scalar_type()) {
    case at::kFloat:
      return cuda::Dtype::Float32;
    case at::kBFloat16:
      return cuda::Dtype::BFloat16;
    case at::kHalf:
      return cuda::Dtype::Float16;
    default:
      TORCH_CHECK(false, "A CUDA kernel computes in float32, bfloat16 or float16, not in ", x.scalar_type());
  }
}

/// `x` has this type and shape and lies densely, on the same device as `beside`.
inline void check_dense(const char* name, const at::Tensor& x, at::ScalarType type, at::IntArrayRef shape,
                        const at::Tensor& beside) {
  TORCH_CHECK(x.scalar_type() == type, name, " is of ", x.scalar_type(), " where ", type, " is expected");
  TORCH_CHECK(x.sizes() == shape, name, " is ", x.sizes(), " where ", shape, " is expected");
  TORCH_CHECK(x.is_contiguous(), name, " does not lie densely: strides ", x.strides());
  TORCH_CHECK(x.device() == beside.device(), name, " is on ", x.device(), ", the rest on ", beside.device());
}

/// A size as the launches take it.
inline int launch_size(std::int64_t size) {
  TORCH_CHECK(size >= 0 && size <= std::numeric_limits<int>::max(), "A size of ", size,
              " is too large for a CUDA kernel");
  return static_cast<int>(size);
}

/// The form that the kernels read and write these rows in, for arithmetic in `dtype`.
inline cuda::KeptForm cuda_form_of(const KeptRows& rows, at::ScalarType dtype) {
  if (rows.has_codes()) return cuda::KeptForm::Codes;
  if (rows.rows.scalar_type() == dtype) return cuda::KeptForm::AsComputed;
  TORCH_CHECK(rows.rows.scalar_type() == at::kHalf, "Rows are kept in ", rows.rows.scalar_type(),
              " under arithmetic in ", dtype);
  return cuda::KeptForm::HalfPrecision;
}

/// Whether rows (heads, positions, head_dim) begin a cache: each head densely, heads a capacity apart.
inline bool begins_cache(const at::Tensor& rows) {
  return rows.dim() == 3 && rows.stride(2) == 1 && rows.stride(1) == rows.size(2) &&
         rows.stride(0) >= rows.size(1) * rows.size(2) && rows.stride(0) % rows.size(2) == 0;
}

/// How many positions lie between two heads.
inline std::int64_t capacity_of(const KeptRows& rows) {
  return rows.rows.stride(0) / rows.rows.size(2);
}

inline cuda::KeptCache cuda_cache_of(const char* name, const KeptRows& rows, const at::Tensor& beside) {
  TORCH_CHECK(begins_cache(rows.rows), name, " do not lie as a cache: ", rows.rows.sizes(), ", strides ",
              rows.rows.strides());
  TORCH_CHECK(rows.rows.device() == beside.device(), name, " are on ", rows.rows.device());
  cuda::KeptCache cache;
  cache.rows = rows.rows.data_ptr();
  if (!rows.has_codes()) return cache;
  const at::Tensor& scales = rows.scales;
  TORCH_CHECK(scales.scalar_type() == at::kFloat && begins_cache(scales) &&
                  scales.size(2) == (rows.rows.size(2) + KeptRows::kGroup - 1) / KeptRows::kGroup &&
                  capacity_of(KeptRows(scales)) == capacity_of(rows) && scales.device() == beside.device(),
              name, "' scales do not lie beside their codes: ", scales.sizes(), ", strides ",
              scales.strides());
  cache.scales = scales.data_ptr<float>();
  return cache;
}

}  // namespace vp::kernels
