#include "kernels/packed_attention.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <limits>
#include <memory>
#include <utility>

#include "kernels/packed_attention_cpu.h"

namespace vp::kernels {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Layout : torch::CustomClassHolder {
  std::vector<PackedSequence> sequences;
  std::int64_t key_value_heads = 0;
  double scale = 1;
};

class PackedAttentionFunction : public torch::autograd::Function<PackedAttentionFunction> {
 public:
  static at::Tensor forward(AutogradContext* context, const at::Tensor& qkv, const at::Tensor& cos,
                            const at::Tensor& sin, const c10::intrusive_ptr<Layout>& layout) {
    PackedAttentionResult result =
        packed_attention_cpu(qkv, cos, sin, layout->key_value_heads, layout->sequences, layout->scale);
    context->save_for_backward({qkv, cos, sin, result.output, result.log_weights});
    context->saved_data["layout"] = c10::IValue::make_capsule(layout);
    return result.output;
  }

  static variable_list backward(AutogradContext* context, const variable_list& gradients) {
    const variable_list saved = context->get_saved_variables();
    const auto layout = c10::static_intrusive_pointer_cast<Layout>(context->saved_data["layout"].toCapsule());
    return {packed_attention_backward_cpu(gradients[0], saved[0], saved[1], saved[2], {saved[3], saved[4]},
                                          layout->key_value_heads, layout->sequences, layout->scale),
            at::Tensor(), at::Tensor(), at::Tensor()};
  }
};

// Which rows of a sequence each of its rows sees, (length, length).
at::Tensor visible_rows(const PackedSequence& sequence) {
  const std::int64_t n = sequence.length;
  std::vector<std::int64_t> branch(static_cast<std::size_t>(n), -1);  // -1: the prefix
  for (std::size_t b = 0; b < sequence.branch_starts.size(); ++b) {
    const std::int64_t end = b + 1 < sequence.branch_starts.size() ? sequence.branch_starts[b + 1] : n;
    for (std::int64_t row = sequence.branch_starts[b]; row < end; ++row)
      branch[static_cast<std::size_t>(row)] = static_cast<std::int64_t>(b);
  }
  const at::Tensor branches = at::tensor(branch, at::kLong);
  const at::Tensor keys = branches.unsqueeze(0);  // (1, n)
  const at::Tensor same = (keys == branches.unsqueeze(1)).logical_or(keys == -1);
  return same.tril();
}

at::Tensor rotated(const at::Tensor& x, const at::Tensor& cos, const at::Tensor& sin) {
  const auto halves = x.to(at::kFloat).chunk(2, -1);
  const at::Tensor c = cos.unsqueeze(1), s = sin.unsqueeze(1);  // (N, 1, head_dim / 2)
  return at::cat({halves[0] * c - halves[1] * s, halves[1] * c + halves[0] * s}, -1);
}

}  // namespace

at::Tensor packed_attention_plain(const at::Tensor& qkv, const at::Tensor& cos, const at::Tensor& sin,
                                  std::int64_t key_value_heads, std::span<const PackedSequence> sequences,
                                  double scale) {
  const std::int64_t heads = qkv.size(1) - 2 * key_value_heads, group = heads / key_value_heads;
  const at::Tensor queries = rotated(qkv.narrow(1, 0, heads), cos, sin);
  const at::Tensor keys =
      rotated(qkv.narrow(1, heads, key_value_heads), cos, sin).repeat_interleave(group, 1);
  const at::Tensor values =
      qkv.narrow(1, heads + key_value_heads, key_value_heads).to(at::kFloat).repeat_interleave(group, 1);
  std::vector<at::Tensor> outputs;
  for (const PackedSequence& sequence : sequences) {
    const auto rows = [&](const at::Tensor& x) {
      return x.narrow(0, sequence.first, sequence.length).transpose(0, 1);  // (heads, n, head_dim)
    };
    const at::Tensor hidden = visible_rows(sequence).logical_not().to(qkv.device());
    const at::Tensor scores = (at::matmul(rows(queries), rows(keys).transpose(1, 2)) * scale)
                                  .masked_fill(hidden, -std::numeric_limits<float>::infinity());
    outputs.push_back(at::matmul(at::softmax(scores, -1), rows(values)).transpose(0, 1));
  }
  return at::cat(outputs).to(qkv.scalar_type());
}

at::Tensor packed_attention(const at::Tensor& qkv, const at::Tensor& cos, const at::Tensor& sin,
                            std::int64_t key_value_heads, std::span<const PackedSequence> sequences,
                            double scale) {
  if (!packed_attention_has_cpu_body(qkv))
    return packed_attention_plain(qkv, cos, sin, key_value_heads, sequences, scale);
  auto layout = c10::make_intrusive<Layout>();
  layout->sequences.assign(sequences.begin(), sequences.end());
  layout->key_value_heads = key_value_heads;
  layout->scale = scale;
  return PackedAttentionFunction::apply(qkv, cos, sin, layout);
}

}  // namespace vp::kernels
