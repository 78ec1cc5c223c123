#include <cstdlib>
#include <cstring>
#include <utility>

#include "support/cuda_fibers.h"
#include "support/executor.h"

namespace vp::test {
namespace {

class FiberExecutor : public Executor {
 public:
  std::string where() const override {
    return "The CUDA kernels ran on the CPU: compiled by the C++ compiler, each thread of a block a fiber. "
           "No GPU took part.";
  }
  CUstream_st* stream() override { return &stream_; }
  void* allocate(std::size_t bytes) override { return std::aligned_alloc(256, (bytes + 255) / 256 * 256); }
  void release(void* memory) override { std::free(memory); }
  void copy_in(void* to, const void* from, std::size_t bytes) override { std::memcpy(to, from, bytes); }
  void copy_out(void* to, const void* from, std::size_t bytes) override { std::memcpy(to, from, bytes); }
  std::vector<std::string> finish() override { return std::exchange(stream_.faults, {}); }

 private:
  CUstream_st stream_;
};

}  // namespace

std::unique_ptr<Executor> make_executor() {
  return std::make_unique<FiberExecutor>();
}

}  // namespace vp::test
