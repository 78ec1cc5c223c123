#pragma once

#include <c10/core/TensorOptions.h>

#include <cstdint>
#include <string>
#include <vector>

#include "base/message.h"
#include "checkpoint/model_config.h"
#include "checkpoint/weight_reader.h"
#include "engine/cuda_devices.h"
#include "engine/model.h"
#include "kernels/kept_rows.h"
#include "kernels/tensor_source.h"

namespace vp::engine {

/// In which arithmetic a checkpoint is computed and how its weights are kept.
struct MemoryPlan {
  at::TensorOptions options;  ///< of the arithmetic
  kernels::MatrixStorage storage = kernels::MatrixStorage::AsStored;
  kernels::KeptForm kept = kernels::KeptForm::AsComputed;  ///< form of a conversation's keys and values
  std::int64_t private_bytes = 0;                          ///< weights that are copied or converted
  std::int64_t mapped_bytes = 0;  ///< weights that stay in their files, of which the system keeps what it can
  std::int64_t conversation_tokens =
      0;  ///< the model's context, or what a GPU has room for; on a CPU 4096 at most
  std::int64_t conversation_bytes = 0;  ///< keys and values of as many
  std::int64_t workspace_bytes = 0;     ///< of a GPU: what lies there for a moment only, at most
  base::Message gpu_notice;  ///< where a GPU has no room for all, or DeviceChoice::Auto for none; else empty
  base::Message notice;      ///< a sentence for the user where the choice needs one; else empty
};

/// The largest that lies in a GPU's memory beside weights, keys and values while a model of this
/// configuration encodes a chunk or reads a prompt in numbers of `number_bytes`, and what the libraries take.
std::int64_t gpu_workspace_bytes(const checkpoint::ModelConfig& config, std::int64_t number_bytes);

/// The form that `load` asks for, on a GPU of `gpus` or on the CPU; with DtypeChoice::Auto the best one that
/// fits into `available` bytes, so that nothing is refused while a smaller form would do. Throws
/// Error(Device) where none fits, or the device lacks what was asked for.
MemoryPlan plan_memory(const checkpoint::WeightReader& reader, const checkpoint::ModelConfig& config,
                       const LoadOptions& load, std::int64_t available,
                       const std::vector<CudaDevice>& gpus = cuda_devices());

}  // namespace vp::engine
