// The suite of CUDA kernels on a GPU: the first device that there is.
#include <cuda_runtime.h>

#include <stdexcept>

#include "support/executor.h"

namespace vp::test {
namespace {

void check(cudaError_t error, const char* what) {
  if (error != cudaSuccess) throw std::runtime_error(std::string(what) + ": " + cudaGetErrorString(error));
}

class DeviceExecutor : public Executor {
 public:
  DeviceExecutor() {
    check(cudaSetDevice(0), "the first CUDA device");
    check(cudaStreamCreate(&stream_), "a stream");
  }
  ~DeviceExecutor() override { cudaStreamDestroy(stream_); }
  DeviceExecutor(const DeviceExecutor&) = delete;
  DeviceExecutor& operator=(const DeviceExecutor&) = delete;

  std::string where() const override {
    cudaDeviceProp device;
    check(cudaGetDeviceProperties(&device, 0), "the first CUDA device");
    return std::string("The CUDA kernels ran on a GPU: ") + device.name + ", compute capability " +
           std::to_string(device.major) + "." + std::to_string(device.minor) + ".";
  }
  CUstream_st* stream() override { return stream_; }
  void* allocate(std::size_t bytes) override {
    void* memory = nullptr;
    check(cudaMalloc(&memory, bytes), "memory of the device");
    return memory;
  }
  void release(void* memory) override { cudaFree(memory); }
  void copy_in(void* to, const void* from, std::size_t bytes) override {
    check(cudaMemcpy(to, from, bytes, cudaMemcpyHostToDevice), "a copy to the device");
  }
  void copy_out(void* to, const void* from, std::size_t bytes) override {
    // The stream waits for no other, and no other for it.
    check(cudaStreamSynchronize(stream_), "the launches before");
    check(cudaMemcpy(to, from, bytes, cudaMemcpyDeviceToHost), "a copy from the device");
  }
  std::vector<std::string> finish() override {
    std::vector<std::string> faults;
    for (const cudaError_t error : {cudaGetLastError(), cudaStreamSynchronize(stream_)})
      if (error != cudaSuccess) faults.emplace_back(cudaGetErrorString(error));
    return faults;
  }

 private:
  cudaStream_t stream_ = nullptr;
};

}  // namespace

std::unique_ptr<Executor> make_executor() {
  return std::make_unique<DeviceExecutor>();
}

}  // namespace vp::test
