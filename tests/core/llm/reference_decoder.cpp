#include "reference_decoder.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <limits>

namespace vp::llm::test {
namespace {

at::Tensor norm(const at::Tensor& x, const at::Tensor& weight, double eps) {
  return x / at::sqrt(at::mean(x * x, -1, true) + eps) * weight;
}

/// (n, heads * head_dim) -> (heads, n, head_dim), turned by the position.
at::Tensor rotated_heads(const at::Tensor& x, std::int64_t heads, const checkpoint::DecoderConfig& config) {
  const std::int64_t n = x.size(0);
  const std::int64_t half = config.head_dim / 2;
  at::Tensor result = at::zeros({heads, n, config.head_dim}, x.options());
  for (std::int64_t i = 0; i < half; ++i) {
    const double frequency =
        std::pow(config.rope_theta, -2.0 * static_cast<double>(i) / static_cast<double>(config.head_dim)) /
        config.rope_linear_factor;
    const at::Tensor angle = at::arange(n, at::kDouble) * frequency;
    const at::Tensor c = angle.cos().to(x.scalar_type());
    const at::Tensor s = angle.sin().to(x.scalar_type());
    const at::Tensor by_head = x.view({n, heads, config.head_dim}).transpose(0, 1);
    const at::Tensor a = by_head.select(-1, i);  // (heads, n)
    const at::Tensor b = by_head.select(-1, i + half);
    result.select(-1, i).copy_(a * c - b * s);
    result.select(-1, i + half).copy_(b * c + a * s);
  }
  return result;
}

}  // namespace

checkpoint::DecoderConfig small_config(std::int64_t heads, std::int64_t key_value_heads,
                                       std::int64_t head_dim, bool bias, bool tied) {
  checkpoint::DecoderConfig config;
  config.vocab_size = 101;
  config.hidden_size = 72;
  config.intermediate_size = 150;
  config.num_hidden_layers = 2;
  config.num_attention_heads = heads;
  config.num_key_value_heads = key_value_heads;
  config.head_dim = head_dim;
  config.max_position_embeddings = 1024;
  config.attention_bias = bias;
  config.tie_word_embeddings = tied;
  config.eos_token_ids = {};  // random weights say any token at any time; a test of the end names its own
  return config;
}

Weights random_weights(const checkpoint::DecoderConfig& config, std::int64_t seed) {
  at::Generator generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed));
  const auto normal = [&](std::vector<std::int64_t> shape, double scale, double mean) {
    return at::randn(shape, generator) * scale + mean;
  };
  const double scale = 1.5 / std::sqrt(static_cast<double>(config.hidden_size));
  const std::int64_t width = config.hidden_size;
  const std::int64_t q_rows = config.num_attention_heads * config.head_dim;
  const std::int64_t kv_rows = config.num_key_value_heads * config.head_dim;
  Weights weights;
  weights["model.embed_tokens.weight"] = normal({config.vocab_size, width}, 1.0, 0.0);
  weights["model.norm.weight"] = normal({width}, 0.1, 1.0);
  if (!config.tie_word_embeddings) weights["lm_head.weight"] = normal({config.vocab_size, width}, scale, 0.0);
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const std::string layer = "model.layers." + std::to_string(i) + ".";
    weights[layer + "input_layernorm.weight"] = normal({width}, 0.1, 1.0);
    weights[layer + "post_attention_layernorm.weight"] = normal({width}, 0.1, 1.0);
    weights[layer + "self_attn.q_proj.weight"] = normal({q_rows, width}, scale, 0.0);
    weights[layer + "self_attn.k_proj.weight"] = normal({kv_rows, width}, scale, 0.0);
    weights[layer + "self_attn.v_proj.weight"] = normal({kv_rows, width}, scale, 0.0);
    if (config.attention_bias) {
      weights[layer + "self_attn.q_proj.bias"] = normal({q_rows}, 0.3, 0.0);
      weights[layer + "self_attn.k_proj.bias"] = normal({kv_rows}, 0.3, 0.0);
      weights[layer + "self_attn.v_proj.bias"] = normal({kv_rows}, 0.3, 0.0);
    }
    weights[layer + "self_attn.o_proj.weight"] = normal({width, q_rows}, scale, 0.0);
    weights[layer + "mlp.gate_proj.weight"] = normal({config.intermediate_size, width}, scale, 0.0);
    weights[layer + "mlp.up_proj.weight"] = normal({config.intermediate_size, width}, scale, 0.0);
    weights[layer + "mlp.down_proj.weight"] = normal({width, config.intermediate_size}, scale, 0.0);
  }
  return weights;
}

at::Tensor reference_logits(const checkpoint::DecoderConfig& config, const Weights& weights,
                            const at::Tensor& embeddings, std::vector<at::Tensor>* attention,
                            const std::vector<at::Tensor>& hidden) {
  const std::int64_t n = embeddings.size(0);
  const std::int64_t heads = config.num_attention_heads;
  at::Tensor x = embeddings;
  for (std::int64_t i = 0; i < config.num_hidden_layers; ++i) {
    const std::string layer = "model.layers." + std::to_string(i) + ".";
    const auto project = [&](const at::Tensor& input, const std::string& name) {
      const at::Tensor product = at::matmul(input, weights.at(layer + name + ".weight").t());
      const auto bias = weights.find(layer + name + ".bias");
      return bias == weights.end() ? product : product + bias->second;
    };
    at::Tensor h = norm(x, weights.at(layer + "input_layernorm.weight"), config.rms_norm_eps);
    const at::Tensor q = rotated_heads(project(h, "self_attn.q_proj"), heads, config);
    const at::Tensor k = rotated_heads(project(h, "self_attn.k_proj"), config.num_key_value_heads, config);
    const at::Tensor v =
        project(h, "self_attn.v_proj").view({n, config.num_key_value_heads, config.head_dim}).transpose(0, 1);
    const std::int64_t share = heads / config.num_key_value_heads;
    const at::Tensor scores = at::matmul(q, k.repeat_interleave(share, 0).transpose(1, 2)) /
                              std::sqrt(static_cast<double>(config.head_dim));
    at::Tensor masked = at::ones({n, n}, at::kBool).triu(1);
    if (!hidden.empty()) masked = masked.logical_or(hidden[static_cast<std::size_t>(i)]);
    const at::Tensor shares =
        at::softmax(scores.masked_fill(masked, -std::numeric_limits<double>::infinity()), -1);
    if (attention != nullptr) attention->push_back(shares);
    const at::Tensor mixed = at::matmul(shares, v.repeat_interleave(share, 0));  // (heads, n, head_dim)
    x = x + project(mixed.transpose(0, 1).reshape({n, heads * config.head_dim}), "self_attn.o_proj");
    h = norm(x, weights.at(layer + "post_attention_layernorm.weight"), config.rms_norm_eps);
    const at::Tensor gate = project(h, "mlp.gate_proj");
    x = x + project(gate * at::sigmoid(gate) * project(h, "mlp.up_proj"), "mlp.down_proj");
  }
  const std::string head = config.tie_word_embeddings ? "model.embed_tokens.weight" : "lm_head.weight";
  return at::matmul(norm(x, weights.at("model.norm.weight"), config.rms_norm_eps), weights.at(head).t());
}

}  // namespace vp::llm::test
