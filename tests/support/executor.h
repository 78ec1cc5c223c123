// Where the suite of CUDA kernels runs them. The tests know this interface only: which executor stands behind
// it is decided by what the program links, and it links the launches that were compiled for the same place.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

struct CUstream_st;

namespace vp::test {

class Executor {
 public:
  virtual ~Executor() = default;
  /// A sentence for the log: where the kernels run.
  virtual std::string where() const = 0;
  virtual CUstream_st* stream() = 0;
  /// 256 bytes aligned.
  virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* memory) = 0;
  virtual void copy_in(void* to, const void* from, std::size_t bytes) = 0;
  virtual void copy_out(void* to, const void* from, std::size_t bytes) = 0;
  /// Waits for all launches; what went wrong in them since the last call.
  virtual std::vector<std::string> finish() = 0;
};

std::unique_ptr<Executor> make_executor();

}  // namespace vp::test
