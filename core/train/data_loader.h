#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "train/example.h"
#include "train/teacher.h"

namespace vp::train {

/// One microbatch, ready for the model.
struct LoadedBatch {
  std::vector<Example> examples;
  std::vector<TeacherFeatures> features;  ///< empty without a teacher
  std::vector<std::string> skipped;       ///< "NAME: reason" of what could not be used
};

struct DataLoaderOptions {
  std::size_t batch = 8;     ///< videos a microbatch
  std::size_t threads = 1;   ///< that prepare examples
  std::size_t ahead = 4;     ///< microbatches that may wait
  std::uint64_t first = 0;   ///< index of the first microbatch
  std::uint64_t stride = 1;  ///< from one microbatch of this process to its next
};

/// Prepares microbatches ahead of the trainer. Microbatch k holds the examples k·batch … of the dataset
/// in this order whatever the number of threads, so that a run can be repeated and resumed.
class DataLoader {
 public:
  /// Dataset and teacher (or nullptr) outlive the loader.
  DataLoader(const Dataset& dataset, const Teacher* teacher, const DataLoaderOptions& options);
  ~DataLoader();
  DataLoader(const DataLoader&) = delete;
  DataLoader& operator=(const DataLoader&) = delete;

  /// The next microbatch; waits for it. Rethrows what preparing it threw.
  LoadedBatch next();

  /// Seconds that next() has waited so far.
  double waited_s() const { return waited_s_; }

 private:
  struct Slot {
    LoadedBatch batch;
    std::exception_ptr error;
  };
  void work(const std::stop_token& stop);
  LoadedBatch prepare(std::uint64_t microbatch) const;

  const Dataset& dataset_;
  const Teacher* teacher_;
  DataLoaderOptions options_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<std::uint64_t, Slot> ready_;  // by count of this process' microbatches
  std::uint64_t taken_ = 0;              // by next()
  std::uint64_t begun_ = 0;              // by the threads
  double waited_s_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace vp::train
