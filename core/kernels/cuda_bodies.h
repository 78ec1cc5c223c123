#pragma once

// The CUDA bodies of the operations, for tensors: each checks its tensors, makes room for the result, and
// calls the launch (kernels/cuda) on the tensors' own device and stream. They are there with VP_CUDA only,
// and record no gradient. All throw c10::Error for a shape, dtype, layout or device that the kernel does not
// take.
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>

#include <array>
#include <cstdint>

#include "kernels/depthwise_conv.h"
#include "kernels/folded_attention.h"
#include "kernels/kept_rows.h"
#include "kernels/quantised_rows.h"
#include "kernels/window_attention.h"

namespace vp::kernels {

/// Whether these bodies may take this tensor: float32, bfloat16 or float16 on a GPU, without a gradient.
inline bool has_cuda_body(const at::Tensor& x) {
  return x.is_cuda() && !at::GradMode::is_enabled() &&
         (x.scalar_type() == at::kFloat || x.scalar_type() == at::kBFloat16 || x.scalar_type() == at::kHalf);
}

/// As rms_norm.
at::Tensor rms_norm_cuda(const at::Tensor& x, const at::Tensor& weight, double eps);

/// The same of x + residual, (n, width) in the weight's dtype, which x becomes: the end of one block and the
/// beginning of the next in one pass. x must lie densely.
at::Tensor add_and_rms_norm_cuda(const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight,
                                 double eps);

/// As gated_silu.
at::Tensor gated_silu_cuda(const at::Tensor& gate_up);

/// So many rows at most are worth reading the weights for once or twice more instead of a matrix product.
inline constexpr std::int64_t kMostVectorsCuda = 4;

/// x weightᵀ + bias of a few rows, in `result`, which is x's dtype or float32: (n, columns), (rows, columns),
/// (rows) of x's dtype or undefined -> (n, rows). Sums are float32.
at::Tensor matrix_vector_cuda(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                              at::ScalarType result);
at::Tensor matrix_vector_cuda(const at::Tensor& x, const QuantisedRows& weight, const at::Tensor& bias,
                              at::ScalarType result);

/// What lies between a layer's products and its attention: qkv (n, heads + 2 key_value_heads, head_dim) at
/// the positions from *position (int32 on the device) on. Queries and keys are turned by cosines and sines
/// (capacity, head_dim / 2) float32 of every position; keys and values go into the whole caches
/// (key_value_heads, capacity, head_dim). Returns the turned queries (n, heads, head_dim).
at::Tensor rotate_into_cache_cuda(const at::Tensor& qkv, const at::Tensor& cosines, const at::Tensor& sines,
                                  const at::Tensor& position, const KeptRows& keys, const KeptRows& values);

/// Attention of the last n of *length positions (int32 on the device) in the whole caches, or in the part of
/// them that begins with the first position: as causal_attention. A few queries only. Where `log_sums` (n,
/// heads) float32 is given, it becomes ln Σ e^score of each.
at::Tensor cached_attention_cuda(const at::Tensor& query, const KeptRows& keys, const KeptRows& values,
                                 const at::Tensor& length, double scale, const at::Tensor& log_sums = {});
/// So many queries at most.
inline constexpr std::int64_t kMostQueriesCuda = 8;
/// Whether it knows this head size, form and layout.
bool cached_attention_has_cuda_body(const at::Tensor& query, const KeptRows& keys, const KeptRows& values);

/// Writes `weights` (columns) float32: what one query (1, heads, head_dim) gives to the `positions` (columns)
/// int32 of the cache, the mean of the `chosen` heads int32. `log_sums` (1, heads) are of its
/// cached_attention_cuda.
void attended_columns_cuda(const at::Tensor& query, const KeptRows& keys, const at::Tensor& log_sums,
                           const at::Tensor& positions, const at::Tensor& chosen, double scale,
                           const at::Tensor& weights);

/// As folded_attention.
FoldedAttention folded_attention_cuda(const at::Tensor& x, const at::Tensor& keys, double epsilon);

/// As window_attention; windows that fit into a multiprocessor's shared memory.
WindowAttention window_attention_cuda(const at::Tensor& tokens, const at::Tensor& queries);
bool window_attention_has_cuda_body(const at::Tensor& tokens);

/// As depthwise_conv3d_cpu.
at::Tensor depthwise_conv3d_cuda(const at::Tensor& x, const at::Tensor& taps, const at::Tensor& bias,
                                 at::IntArrayRef kernel, bool add_input);

/// A media::BicubicFilter on the device, all int32: (size), (size), (size, taps).
struct ResizeTaps {
  at::Tensor first, count, weights;
};

/// As media::resize_bicubic: pictures (n, height, width, 3) uint8, along the rows and then along the columns.
at::Tensor resize_cuda(const at::Tensor& pictures, const ResizeTaps& along_rows,
                       const ResizeTaps& along_columns);

/// Where a picture lies on its canvas, and in which numbers.
struct CanvasPlace {
  int left = 0, top = 0;
  std::array<float, 3> mean{}, deviation{};
  std::array<std::uint8_t, 3> background{};
};

/// Resized pictures (n, height, width, 3) uint8 on canvases (n, 4, side, side), normalised, with the mask, as
/// media::preprocess makes them. Every number of the canvases is written.
void paste_on_canvas_cuda(const at::Tensor& pictures, const CanvasPlace& place, const at::Tensor& canvases);

/// The next token as llm::Sampler chooses it, without a round trip to the host: of logits (vocabulary)
/// float32. `uniform` (1) float64 is what was drawn from [0, 1), undefined at temperature 0. Writes `token`
/// (1) int32, -1 where no logit is finite, and `log_probability` (1) float32 at temperature 1. With `said`
/// (vocabulary) uint8, the tokens marked there become less likely as by llm::RepetitionPenalty, and the
/// chosen one is marked.
void choose_token_cuda(const at::Tensor& logits, double temperature, double top_p, const at::Tensor& uniform,
                       const at::Tensor& token, const at::Tensor& log_probability,
                       const at::Tensor& said = {}, double penalty = 1);

}  // namespace vp::kernels
