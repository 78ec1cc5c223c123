#include "kernels/linear.h"

#include "kernels/cpu_body.h"
#include "kernels/linear_cpu.h"
#include "kernels/products.h"

namespace vp::kernels {
namespace {

// Beyond this many columns x does not stay in the first-level cache between the rows, and in bfloat16 oneDNN,
// which keeps it in half the room, reads the weights twice as fast (measured at 11008 columns).
constexpr std::int64_t kMaxCachedColumns = 8192;

bool is_row_on_cpu(const at::Tensor& x, const at::Tensor& weight) {
  return x.size(0) == 1 && has_cpu_body(x) && has_cpu_body(weight) && weight.is_contiguous() &&
         (weight.scalar_type() == at::kFloat || weight.size(1) <= kMaxCachedColumns ||
          !has_bfloat16_products());
}

}  // namespace

at::Tensor linear(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias) {
  if (is_row_on_cpu(x, weight)) return linear_row_cpu(x, weight, bias, weight.scalar_type());
  return product_with_rows(x, weight, bias);
}

at::Tensor linear_to_float(const at::Tensor& x, const at::Tensor& weight) {
  if (is_row_on_cpu(x, weight)) return linear_row_cpu(x, weight, {}, at::kFloat);
  return product_with_rows_to_float(x, weight);
}

}  // namespace vp::kernels
