#include "llm/mlp.h"

#include "base/error.h"
#include "kernels/gated_silu.h"

namespace vp::llm {

Mlp::Mlp(const std::string& path, const checkpoint::DecoderConfig& config, kernels::TensorSource& weights)
    : gate_up_weight_(weights.take_matrices({path + ".gate_proj.weight", path + ".up_proj.weight"},
                                            {config.intermediate_size, config.intermediate_size},
                                            config.hidden_size)),
      down_weight_(
          weights.take_matrix(path + ".down_proj.weight", config.hidden_size, config.intermediate_size)) {}

at::Tensor Mlp::forward(const at::Tensor& x, const std::stop_token& stop) const {
  const at::Tensor gate_up = kernels::linear(x, gate_up_weight_);  // (n, 2 * intermediate_size)
  base::throw_if_stopped(stop);
  return kernels::linear(kernels::gated_silu(gate_up), down_weight_);
}

}  // namespace vp::llm
