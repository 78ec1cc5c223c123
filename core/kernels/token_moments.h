#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"

namespace vp::kernels {

/// What LayerNorm needs of each token.
struct TokenMoments {
  at::Tensor mean;               // (…, 1)
  at::Tensor inverse_deviation;  // (…, 1): 1 / sqrt(variance + epsilon)
};

/// Mean and inverse deviation over the last dimension of a float32 tensor (…, d).
TokenMoments token_moments(const at::Tensor& x, double epsilon);

/// The CPU body of token_moments, for tensors that has_cpu_body admits.
TokenMoments token_moments_cpu(const at::Tensor& x, double epsilon, CpuLevel level = cpu_level());

}  // namespace vp::kernels
