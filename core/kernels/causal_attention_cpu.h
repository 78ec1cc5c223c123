#pragma once

#include <ATen/core/Tensor.h>

#include "kernels/cpu_dispatch.h"
#include "kernels/kept_rows.h"

namespace vp::kernels {

/// Whether the CPU body knows this head size, form and layout.
bool causal_attention_has_cpu_body(const at::Tensor& query, const KeptRows& keys, const KeptRows& values);

/// The CPU body of causal_attention. Scores, softmax and sums are float32; where the processor multiplies
/// bfloat16, the softmax weights are rounded to it before they meet the values.
at::Tensor causal_attention_cpu(const at::Tensor& query, const KeptRows& keys, const KeptRows& values,
                                double scale, CpuLevel level = cpu_level());

}  // namespace vp::kernels
