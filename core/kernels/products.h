#pragma once

#include <ATen/core/Tensor.h>

namespace vp::kernels {

// Products of matrices: in bfloat16 and with gradients LibTorch's, of floats our own (float_product_cpu.h).
// Where bfloat16 is not multiplied fast it is widened, and the product rounded once: without AVX-512,
// LibTorch 1.13 sums most of its products in bfloat16 (errors of 3 to 5 % of the largest value) and the
// others number by number (forty times as long as in float32). Where only ONEDNN_MAX_CPU_ISA keeps oneDNN
// from AVX-512, LibTorch asks it for them all the same, as for GELU, and it throws.

/// Whether this CPU multiplies bfloat16 at least as fast as float32, within VIDEOPANDA_CPU_LEVEL: it has the
/// instructions (AVX-512 BF16), and they are fast, which is measured once.
bool has_bfloat16_products();

/// x Wᵀ + b in x's dtype; `bias` may be undefined. (…, in), (out, in), (out) -> (…, out). A W in another
/// dtype is widened, as bfloat16 is where LibTorch does not multiply in it; without gradients no float32 copy
/// of all of W exists.
at::Tensor product_with_rows(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

/// x Wᵀ as float32. Where LibTorch multiplies, it was rounded to x's dtype.
at::Tensor product_with_rows_to_float(const at::Tensor& x, const at::Tensor& weight);

/// (B, n, k), (B, k, m) of one dtype -> (B, n, m).
at::Tensor batched_product(const at::Tensor& a, const at::Tensor& b);

}  // namespace vp::kernels
