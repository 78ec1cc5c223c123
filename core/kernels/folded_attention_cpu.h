#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"
#include "kernels/folded_attention.h"

namespace vp::kernels {

/// Whether the CPU body knows these tokens, (B, N, d) float32.
bool folded_attention_has_cpu_body(const at::Tensor& x);

/// The CPU body of folded_attention: one pass over x, in tiles that stay in the second-level cache, with a
/// softmax of its own in each tile. Tiles do not depend on the number of threads, nor does the result.
FoldedAttention folded_attention_cpu(const at::Tensor& x, const at::Tensor& keys, double epsilon,
                                     CpuLevel level = cpu_level());

}  // namespace vp::kernels
