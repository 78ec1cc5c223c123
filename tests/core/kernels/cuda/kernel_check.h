#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kernels/cuda/stream.h"
#include "support/executor.h"

namespace vp::test {

/// The memory of one run of a kernel. Before and behind each piece lie bytes that make NaN of whatever reads
/// them, and that must still be there afterwards.
class KernelMemory {
 public:
  explicit KernelMemory(Executor& executor) : executor_(executor) {}
  ~KernelMemory();
  KernelMemory(const KernelMemory&) = delete;
  KernelMemory& operator=(const KernelMemory&) = delete;

  /// A copy of the numbers. An undefined tensor is null.
  template <typename T = void>
  T* put(const at::Tensor& numbers) {
    return static_cast<T*>(place(numbers, true));
  }
  /// Room for as many, not yet written.
  template <typename T = void>
  T* room(at::IntArrayRef sizes, at::ScalarType dtype = at::kFloat) {
    return static_cast<T*>(place(at::empty(sizes, dtype), false));
  }
  /// What lies there now.
  at::Tensor get(const void* memory) const;
  /// Empty, or what is wrong: a launch's faults, or bytes written beside a piece.
  std::string finish();

 private:
  struct Piece {
    std::byte* whole;
    at::Tensor like;
  };
  void* place(const at::Tensor& like, bool copy);

  Executor& executor_;
  std::map<const void*, Piece> pieces_;
};

/// What a kernel may differ by from its reference.
struct KernelTolerance {
  double share = 0;  ///< of the reference's largest number, for each number
  double gain = 0;   ///< of the factor that fits the result to the reference best, from 1
};

/// Results that are kept in `dtype` after arithmetic in float32.
KernelTolerance tolerance_of(at::ScalarType dtype);

/// Empty where `result` is the reference within the tolerance, else what differs. The factor is held to what
/// the roundings of so many numbers leave of it: with 16 bits a number alone may be out by four parts in a
/// thousand, and hundreds of them together by a tenth of one.
std::string difference(const at::Tensor& result, const at::Tensor& reference,
                       const KernelTolerance& tolerance);

/// Holds results against references, and the comparison against references that are wrong by one part in a
/// thousand: it must find them wherever there are enough numbers to tell.
class KernelCheck {
 public:
  KernelCheck() : executor_(make_executor()) {}
  Executor& executor() { return *executor_; }
  kernels::cuda::Stream stream() { return executor_->stream(); }

  /// Empty, or what is wrong.
  std::string compare(const std::string& kernel, const at::Tensor& result, const at::Tensor& reference);
  std::string compare(const std::string& kernel, const at::Tensor& result, const at::Tensor& reference,
                      const KernelTolerance& tolerance);
  /// Kernels (with their dtypes) of which no comparison had to find the wrong reference.
  std::vector<std::string> never_mutated() const;

 private:
  std::unique_ptr<Executor> executor_;
  std::map<std::string, int> mutated_;
};

kernels::cuda::Dtype cuda_dtype(at::ScalarType dtype);
inline constexpr at::ScalarType kKernelDtypes[] = {at::kFloat, at::kBFloat16, at::kHalf};
const char* name_of(at::ScalarType dtype);

}  // namespace vp::test
