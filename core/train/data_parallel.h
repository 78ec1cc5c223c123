#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

namespace vp::train {

/// The processes that train one model together, each on its own videos.
class ProcessGroup {
 public:
  virtual ~ProcessGroup() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  /// Replaces the tensor, in place, by its sum over all processes.
  virtual void sum(at::Tensor& values) = 0;
};

/// Just this process.
std::unique_ptr<ProcessGroup> single_process();

/// What torchrun's variables describe (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT, LOCAL_RANK), through
/// LibTorch's c10d: gloo on the CPU, NCCL on CUDA. Without RANK and WORLD_SIZE, single_process(). Throws
/// Error(Usage) for variables that do not fit together and Error(Device) when the others cannot be reached.
std::unique_ptr<ProcessGroup> process_group_of_environment(const at::Device& device = at::kCPU);

/// torchrun's LOCAL_RANK, the process's number on its machine; -1 where there is none. Throws Error(Usage)
/// where it is no number.
int local_rank();

}  // namespace vp::train
