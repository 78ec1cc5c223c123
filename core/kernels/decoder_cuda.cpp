// The CUDA bodies of what a decoder's layer and the choice of a token consist of.
#include <ATen/ops/empty.h>

#include "kernels/cuda/cached_attention.h"
#include "kernels/cuda/gated_silu.h"
#include "kernels/cuda/matrix_vector.h"
#include "kernels/cuda/rms_norm.h"
#include "kernels/cuda/rotary_cache.h"
#include "kernels/cuda/sampling.h"
#include "kernels/cuda_bodies.h"
#include "kernels/cuda_scope.h"
#include "kernels/cuda_tensors.h"

namespace vp::kernels {
namespace {

at::Tensor normalise(const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight, double eps) {
  TORCH_CHECK(x.dim() == 2, "RMS norm takes (n, width), not ", x.sizes());
  const std::int64_t rows = x.size(0), width = x.size(1);
  check_dense("The norm's input", x, at::kFloat, {rows, width}, x);
  check_dense("The norm's weight", weight, weight.scalar_type(), {width}, x);
  if (residual.defined()) check_dense("The residual", residual, weight.scalar_type(), {rows, width}, x);
  const at::Tensor y = at::empty({rows, width}, weight.options());
  cuda::RmsNorm work;
  work.x = x.data_ptr<float>();
  if (residual.defined()) {
    work.residual = residual.data_ptr();
    work.sum = x.data_ptr<float>();
  }
  work.weight = weight.data_ptr();
  work.y = y.data_ptr();
  work.dtype = cuda_dtype_of(weight);
  work.rows = rows;
  work.width = launch_size(width);
  work.epsilon = static_cast<float>(eps);
  const CudaScope scope(x);
  cuda::launch(work, scope.stream());
  return y;
}

/// What both kinds of weights have in common; x, which lies densely then, and the result.
cuda::MatrixVector matrix_vector_of(const at::Tensor& x, std::int64_t rows, std::int64_t columns,
                                    const at::Tensor& bias, const at::Tensor& y) {
  check_dense("The vectors", x, x.scalar_type(), {x.size(0), columns}, x);
  if (bias.defined()) check_dense("The bias", bias, x.scalar_type(), {rows}, x);
  TORCH_CHECK(y.scalar_type() == x.scalar_type() || y.scalar_type() == at::kFloat, "A product of ",
              x.scalar_type(), " is asked for in ", y.scalar_type());
  cuda::MatrixVector work;
  work.x = x.data_ptr();
  work.bias = bias.defined() ? bias.data_ptr() : nullptr;
  work.y = y.data_ptr();
  work.dtype = cuda_dtype_of(x);
  work.y_dtype = cuda_dtype_of(y);
  work.n = launch_size(x.size(0));
  work.rows = launch_size(rows);
  work.columns = launch_size(columns);
  return work;
}

cuda::WeightForm weight_form(at::ScalarType type) {
  switch (type) {
    case at::kFloat:
      return cuda::WeightForm::Float32;
    case at::kBFloat16:
      return cuda::WeightForm::BFloat16;
    case at::kHalf:
      return cuda::WeightForm::Float16;
    default:
      TORCH_CHECK(false, "Weights of ", type, " are no matrix of numbers");
  }
}

}  // namespace

at::Tensor rms_norm_cuda(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return normalise(x.contiguous(), {}, weight, eps);
}

at::Tensor add_and_rms_norm_cuda(const at::Tensor& x, const at::Tensor& residual, const at::Tensor& weight,
                                 double eps) {
  TORCH_CHECK(residual.defined(), "There is no residual");
  return normalise(x, residual.contiguous(), weight, eps);
}

at::Tensor gated_silu_cuda(const at::Tensor& gate_up) {
  TORCH_CHECK(gate_up.dim() == 2 && gate_up.size(1) % 2 == 0, "Gated SiLU takes (n, 2 width), not ",
              gate_up.sizes());
  const at::Tensor x = gate_up.contiguous();
  const at::Tensor y = at::empty({x.size(0), x.size(1) / 2}, x.options());
  cuda::GatedSilu work;
  work.gate_up = x.data_ptr();
  work.y = y.data_ptr();
  work.dtype = cuda_dtype_of(x);
  work.rows = x.size(0);
  work.width = launch_size(y.size(1));
  const CudaScope scope(x);
  cuda::launch(work, scope.stream());
  return y;
}

at::Tensor matrix_vector_cuda(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                              at::ScalarType result) {
  TORCH_CHECK(x.dim() == 2 && weight.dim() == 2, "A matrix is to be multiplied with rows, not ",
              weight.sizes(), " with ", x.sizes());
  check_dense("The matrix", weight, weight.scalar_type(), weight.sizes(), x);
  // Weights of another precision are widened in registers under float32 only.
  const at::ScalarType type = x.scalar_type();
  if (type != at::kFloat && weight.scalar_type() != type)
    return matrix_vector_cuda(x.to(at::kFloat), weight, bias.defined() ? bias.to(at::kFloat) : bias,
                              at::kFloat)
        .to(result);
  const at::Tensor dense = x.contiguous();
  const at::Tensor y = at::empty({x.size(0), weight.size(0)}, x.options().dtype(result));
  cuda::MatrixVector work = matrix_vector_of(dense, weight.size(0), weight.size(1), bias, y);
  work.weight = weight.data_ptr();
  work.form = weight_form(weight.scalar_type());
  const CudaScope scope(x);
  cuda::launch(work, scope.stream());
  return y;
}

at::Tensor matrix_vector_cuda(const at::Tensor& x, const QuantisedRows& weight, const at::Tensor& bias,
                              at::ScalarType result) {
  TORCH_CHECK(x.dim() == 2, "A matrix is to be multiplied with rows, not with ", x.sizes());
  const std::int64_t rows = weight.rows(), padded = padded_columns(weight.columns);
  const bool eight = weight.bits == 8;
  check_dense("The codes", weight.codes, eight ? at::kChar : at::kByte, {rows, padded * weight.bits / 8}, x);
  check_dense("The codes' scales", weight.scales, at::kBFloat16, {rows, padded / QuantisedRows::kGroup}, x);
  if (!eight)
    check_dense("The codes' offsets", weight.offsets, at::kBFloat16, {rows, padded / QuantisedRows::kGroup},
                x);
  const at::Tensor dense = x.contiguous();
  const at::Tensor y = at::empty({x.size(0), rows}, x.options().dtype(result));
  cuda::MatrixVector work = matrix_vector_of(dense, rows, weight.columns, bias, y);
  work.weight = weight.codes.data_ptr();
  work.scales = static_cast<const std::uint16_t*>(weight.scales.data_ptr());
  if (!eight) work.offsets = static_cast<const std::uint16_t*>(weight.offsets.data_ptr());
  work.form = eight ? cuda::WeightForm::Codes8 : cuda::WeightForm::Codes4;
  const CudaScope scope(x);
  cuda::launch(work, scope.stream());
  return y;
}

at::Tensor rotate_into_cache_cuda(const at::Tensor& qkv, const at::Tensor& cosines, const at::Tensor& sines,
                                  const at::Tensor& position, const KeptRows& keys, const KeptRows& values) {
  TORCH_CHECK(qkv.dim() == 3 && keys.rows.dim() == 3 && keys.rows.sizes() == values.rows.sizes(),
              "Queries, keys and values are (n, heads, head_dim), not ", qkv.sizes());
  const std::int64_t n = qkv.size(0), head_dim = qkv.size(2), key_value_heads = keys.rows.size(0);
  const std::int64_t heads = qkv.size(1) - 2 * key_value_heads, capacity = capacity_of(keys);
  TORCH_CHECK(heads > 0 && head_dim % 2 == 0 && head_dim <= 256 && keys.rows.size(2) == head_dim &&
                  capacity_of(values) == capacity,
              "Queries, keys and values ", qkv.sizes(), " do not fit into a cache of ", keys.rows.sizes());
  TORCH_CHECK(qkv.stride(2) == 1 && qkv.stride(1) == head_dim, "The heads of a token do not lie densely");
  check_dense("The cosines", cosines, at::kFloat, {capacity, head_dim / 2}, qkv);
  check_dense("The sines", sines, at::kFloat, {capacity, head_dim / 2}, qkv);
  check_dense("The position", position, at::kInt, {1}, qkv);
  const at::ScalarType type = qkv.scalar_type();
  const at::Tensor turned = at::empty({n, heads, head_dim}, qkv.options());
  const at::Tensor key = qkv.narrow(1, heads, key_value_heads);
  const at::Tensor value = qkv.narrow(1, heads + key_value_heads, key_value_heads);
  cuda::RotaryCache work;
  work.query = qkv.data_ptr();
  work.key = key.data_ptr();
  work.value = value.data_ptr();
  work.stride = qkv.stride(0);
  work.cosines = cosines.data_ptr<float>();
  work.sines = sines.data_ptr<float>();
  work.position = position.data_ptr<std::int32_t>();
  work.turned = turned.data_ptr();
  work.keys = cuda_cache_of("The keys", keys, qkv);
  work.values = cuda_cache_of("The values", values, qkv);
  work.dtype = cuda_dtype_of(qkv);
  work.form = cuda_form_of(keys, type);
  TORCH_CHECK(cuda_form_of(values, type) == work.form, "Keys and values are kept in different forms");
  work.n = launch_size(n);
  work.heads = launch_size(heads);
  work.key_value_heads = launch_size(key_value_heads);
  work.head_dim = launch_size(head_dim);
  work.capacity = capacity;
  const CudaScope scope(qkv);
  cuda::launch(work, scope.stream());
  return turned;
}

bool cached_attention_has_cuda_body(const at::Tensor& query, const KeptRows& keys, const KeptRows& values) {
  const auto knows = [&](const KeptRows& kept) {
    if (!begins_cache(kept.rows) || (kept.has_codes() && !begins_cache(kept.scales))) return false;
    return kept.has_codes() || kept.rows.scalar_type() == query.scalar_type() ||
           kept.rows.scalar_type() == at::kHalf;
  };
  return query.size(2) % 8 == 0 && query.size(2) <= 256 && query.size(0) <= kMostQueriesCuda && knows(keys) &&
         knows(values) && keys.has_codes() == values.has_codes();
}

at::Tensor cached_attention_cuda(const at::Tensor& query, const KeptRows& keys, const KeptRows& values,
                                 const at::Tensor& length, double scale, const at::Tensor& log_sums) {
  TORCH_CHECK(query.dim() == 3 && keys.rows.dim() == 3 && keys.rows.sizes() == values.rows.sizes() &&
                  keys.rows.size(2) == query.size(2) && query.size(1) % keys.rows.size(0) == 0,
              "Queries ", query.sizes(), " do not fit keys and values ", keys.rows.sizes());
  TORCH_CHECK(cached_attention_has_cuda_body(query, keys, values) && capacity_of(keys) == capacity_of(values),
              "The kernel does not know such queries, keys and values: ", query.sizes(), ", ",
              keys.rows.sizes(), ", strides ", keys.rows.strides());
  check_dense("The length", length, at::kInt, {1}, query);
  const at::Tensor dense = query.contiguous();
  const at::Tensor output = at::empty(query.sizes(), query.options());
  const CudaScope scope(query);
  cuda::CachedAttention work;
  work.query = dense.data_ptr();
  work.keys = cuda_cache_of("The keys", keys, query);
  work.values = cuda_cache_of("The values", values, query);
  work.length = length.data_ptr<std::int32_t>();
  work.output = output.data_ptr();
  if (log_sums.defined()) {
    check_dense("The log-sums", log_sums, at::kFloat, {query.size(0), query.size(1)}, query);
    work.log_sums = log_sums.data_ptr<float>();
  }
  work.dtype = cuda_dtype_of(query);
  work.form = cuda_form_of(keys, query.scalar_type());
  work.n = launch_size(query.size(0));
  work.heads = launch_size(query.size(1));
  work.key_value_heads = launch_size(keys.rows.size(0));
  work.head_dim = launch_size(query.size(2));
  work.capacity = capacity_of(keys);
  work.scale = static_cast<float>(scale);
  work.splits = cuda::attention_splits(work.n, work.heads, keys.rows.size(1), scope.processors());
  const at::Tensor workspace =
      at::empty({cuda::attention_workspace(work)}, query.options().dtype(at::kFloat));
  work.workspace = workspace.data_ptr<float>();
  cuda::launch(work, scope.stream());
  return output;
}

void attended_columns_cuda(const at::Tensor& query, const KeptRows& keys, const at::Tensor& log_sums,
                           const at::Tensor& positions, const at::Tensor& chosen, double scale,
                           const at::Tensor& weights) {
  const std::int64_t heads = query.size(1), columns = positions.numel();
  TORCH_CHECK(query.dim() == 3 && query.size(0) == 1 && keys.rows.dim() == 3 &&
                  keys.rows.size(2) == query.size(2) && heads % keys.rows.size(0) == 0 &&
                  cached_attention_has_cuda_body(query, keys, keys),
              "A query ", query.sizes(), " does not fit keys ", keys.rows.sizes());
  TORCH_CHECK(chosen.numel() > 0, "There is no head to take the mean of");
  check_dense("The query", query, query.scalar_type(), query.sizes(), query);
  check_dense("The log-sums", log_sums, at::kFloat, {1, heads}, query);
  check_dense("The positions", positions, at::kInt, {columns}, query);
  check_dense("The chosen heads", chosen, at::kInt, {chosen.numel()}, query);
  check_dense("The weights", weights, at::kFloat, {columns}, query);
  cuda::AttendedColumns work;
  work.query = query.data_ptr();
  work.keys = cuda_cache_of("The keys", keys, query);
  work.log_sums = log_sums.data_ptr<float>();
  work.positions = positions.data_ptr<std::int32_t>();
  work.chosen_heads = chosen.data_ptr<std::int32_t>();
  work.weights = weights.data_ptr<float>();
  work.dtype = cuda_dtype_of(query);
  work.form = cuda_form_of(keys, query.scalar_type());
  work.columns = launch_size(columns);
  work.chosen = launch_size(chosen.numel());
  work.heads = launch_size(heads);
  work.key_value_heads = launch_size(keys.rows.size(0));
  work.head_dim = launch_size(query.size(2));
  work.capacity = capacity_of(keys);
  work.scale = static_cast<float>(scale);
  const CudaScope scope(query);
  cuda::launch(work, scope.stream());
}

void choose_token_cuda(const at::Tensor& logits, double temperature, double top_p, const at::Tensor& uniform,
                       const at::Tensor& token, const at::Tensor& log_probability, const at::Tensor& said,
                       double penalty) {
  TORCH_CHECK(logits.dim() == 1 && logits.size(0) > 0, "Logits are (vocabulary), not ", logits.sizes());
  TORCH_CHECK(temperature >= 0 && top_p > 0 && top_p <= 1, "A temperature of ", temperature,
              " or a top-p of ", top_p, " cannot be");
  check_dense("The logits", logits, at::kFloat, {logits.size(0)}, logits);
  check_dense("The token", token, at::kInt, {1}, logits);
  check_dense("The log-probability", log_probability, at::kFloat, {1}, logits);
  cuda::ChooseToken work;
  work.logits = logits.data_ptr<float>();
  work.vocabulary = launch_size(logits.size(0));
  work.temperature = static_cast<float>(temperature);
  work.top_p = top_p;
  work.token = token.data_ptr<std::int32_t>();
  work.log_probability = log_probability.data_ptr<float>();
  if (said.defined()) {
    TORCH_CHECK(penalty > 0, "A repetition penalty of ", penalty, " cannot be");
    check_dense("What was said", said, at::kByte, {logits.size(0)}, logits);
    work.said = said.data_ptr<std::uint8_t>();
    work.penalty = penalty;
  }
  at::Tensor workspace;
  if (temperature > 0) {
    check_dense("The drawn number", uniform, at::kDouble, {1}, logits);
    work.uniform = uniform.data_ptr<double>();
    workspace = at::empty({logits.size(0)}, logits.options().dtype(at::kLong));
    work.workspace = static_cast<std::uint64_t*>(workspace.data_ptr());
  }
  const CudaScope scope(logits);
  cuda::launch(work, scope.stream());
}

}  // namespace vp::kernels
