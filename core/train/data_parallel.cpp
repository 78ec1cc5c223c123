#include "train/data_parallel.h"

#include <chrono>
#include <cstdlib>
#include <string>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#ifdef USE_C10D_GLOO
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#ifdef USE_C10D_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif
#include <utility>
#include <vector>

#include "base/error.h"

namespace vp::train {
namespace {

using base::Error;
using base::ErrorCode;

class SingleProcess final : public ProcessGroup {
 public:
  int rank() const override { return 0; }
  int size() const override { return 1; }
  void sum(at::Tensor&) override {}
};

#if defined(USE_C10D_GLOO) || defined(USE_C10D_NCCL)
/// `Group` sums tensors that lie on `device`.
template <typename Group>
class Connected final : public ProcessGroup {
 public:
  Connected(c10::intrusive_ptr<Group> group, const at::Device& device, int rank, int size)
      : group_(std::move(group)), device_(device), rank_(rank), size_(size) {}
  int rank() const override { return rank_; }
  int size() const override { return size_; }
  void sum(at::Tensor& values) override {
    std::vector<at::Tensor> tensors{values.to(device_)};
    try {
      group_->allreduce(tensors)->wait();
      if (values.device() != tensors.front().device()) values.copy_(tensors.front());
    } catch (const std::exception& error) {
      throw Error(ErrorCode::Device,
                  base::untranslated("Another of the " + std::to_string(size_) +
                                     " training processes ended or cannot be reached any more (" +
                                     error.what() + "); see what it said, and resume all of them."));
    }
  }

 private:
  c10::intrusive_ptr<Group> group_;
  at::Device device_;
  int rank_;
  int size_;
};
#endif

#ifdef USE_C10D_GLOO
std::unique_ptr<ProcessGroup> connected_group(const c10::intrusive_ptr<c10d::Store>& store,
                                              const std::string& host, int rank, int size) {
  // The others wait while the first validates and saves; one that ends is noticed at once by its connection.
  const auto options = c10d::ProcessGroupGloo::Options::create(std::chrono::hours(24));
  options->devices.push_back(host == "127.0.0.1" || host == "localhost"
                                 ? c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")
                                 : c10d::ProcessGroupGloo::createDefaultDevice());
  return std::make_unique<Connected<c10d::ProcessGroupGloo>>(
      c10::make_intrusive<c10d::ProcessGroupGloo>(store, rank, size, options), at::kCPU, rank, size);
}
#endif

#ifdef USE_C10D_NCCL
std::unique_ptr<ProcessGroup> connected_gpus(const c10::intrusive_ptr<c10d::Store>& store,
                                             const at::Device& device, int rank, int size) {
  const auto options = c10d::ProcessGroupNCCL::Options::create();
  options->timeout = std::chrono::hours(24);  // as above
  return std::make_unique<Connected<c10d::ProcessGroupNCCL>>(
      c10::make_intrusive<c10d::ProcessGroupNCCL>(store, rank, size, options), device, rank, size);
}
#endif

/// What of c10d this LibTorch lacks for a device; null where it has all of it.
const char* missing_for([[maybe_unused]] const at::Device& device) {
#ifndef USE_C10D_NCCL
  if (device.is_cuda()) return "NCCL";
#endif
#ifndef USE_C10D_GLOO
  if (device.is_cpu()) return "gloo";
#endif
  return nullptr;
}

int whole_number(const char* name, int smallest, int largest) {
  const char* text = std::getenv(name);
  char* end = nullptr;
  const long value = text != nullptr ? std::strtol(text, &end, 10) : 0;
  if (text == nullptr || *text == '\0' || *end != '\0' || value < smallest || value > largest)
    throw Error(
        ErrorCode::Usage,
        base::untranslated(std::string("The variable ") + name + " is \"" + (text != nullptr ? text : "") +
                           "\" where a whole number from " + std::to_string(smallest) + " to " +
                           std::to_string(largest) + " is expected; start the processes with torchrun."));
  return static_cast<int>(value);
}

}  // namespace

std::unique_ptr<ProcessGroup> single_process() {
  return std::make_unique<SingleProcess>();
}

int local_rank() {
  if (std::getenv("LOCAL_RANK") == nullptr) return -1;
  constexpr int kMostDevices = 1023;
  return whole_number("LOCAL_RANK", 0, kMostDevices);
}

std::unique_ptr<ProcessGroup> process_group_of_environment(const at::Device& device) {
  if (std::getenv("RANK") == nullptr && std::getenv("WORLD_SIZE") == nullptr) return single_process();
  constexpr int kMaxProcesses = 1 << 16;
  const int size = whole_number("WORLD_SIZE", 1, kMaxProcesses);
  const int rank = whole_number("RANK", 0, size - 1);
  const int port = whole_number("MASTER_PORT", 1, 65535);
  const char* address = std::getenv("MASTER_ADDR");
  const std::string host = address != nullptr && *address != '\0' ? address : "127.0.0.1";
  if (const char* missing = missing_for(device))
    throw Error(ErrorCode::Device,
                base::untranslated("The " + std::to_string(size) +
                                   " training processes cannot be connected through " + host + ":" +
                                   std::to_string(port) +
                                   ": the LibTorch that this program was built with has no headers of " +
                                   missing + ". Train in one process."));
  try {
    c10d::TCPStoreOptions store_options;
    store_options.port = static_cast<std::uint16_t>(port);
    store_options.isServer = rank == 0;
    store_options.numWorkers = size;
    const auto store = c10::make_intrusive<c10d::PrefixStore>(
        "videopanda", c10::make_intrusive<c10d::TCPStore>(host, store_options));
#ifdef USE_C10D_NCCL
    if (device.is_cuda()) return connected_gpus(store, device, rank, size);
#endif
#ifdef USE_C10D_GLOO
    return connected_group(store, host, rank, size);
#else
    return nullptr;  // refused above
#endif
  } catch (const std::exception& error) {
    throw Error(ErrorCode::Device,
                base::untranslated("The " + std::to_string(size) +
                                   " training processes cannot reach one another at " + host + ":" +
                                   std::to_string(port) + " (" + error.what() +
                                   "); check MASTER_ADDR and MASTER_PORT."));
  }
}

}  // namespace vp::train
