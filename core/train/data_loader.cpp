#include "train/data_loader.h"

#include <chrono>
#include <exception>
#include <utility>

namespace vp::train {

DataLoader::DataLoader(const Dataset& dataset, const Teacher* teacher, const DataLoaderOptions& options)
    : dataset_(dataset), teacher_(teacher), options_(options) {
  for (std::size_t i = 0; i < options.threads; ++i)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

DataLoader::~DataLoader() {
  for (std::jthread& thread : threads_) thread.request_stop();
  changed_.notify_all();
}

LoadedBatch DataLoader::prepare(std::uint64_t microbatch) const {
  LoadedBatch batch;
  for (std::size_t i = 0; i < options_.batch; ++i) {
    Example example = dataset_.example(microbatch * options_.batch + i);
    if (example.pixels.empty()) {
      batch.skipped.push_back(example.name);
      continue;
    }
    if (teacher_ != nullptr) batch.features.push_back(teacher_->features(example));
    batch.examples.push_back(std::move(example));
  }
  return batch;
}

void DataLoader::work(const std::stop_token& stop) {
  while (true) {
    std::uint64_t count = 0;
    {
      std::unique_lock lock(mutex_);
      if (!changed_.wait(lock, stop, [&] { return begun_ < taken_ + options_.ahead; })) return;
      count = begun_++;
    }
    Slot slot;
    try {
      slot.batch = prepare(options_.first + count * options_.stride);
    } catch (...) {
      slot.error = std::current_exception();
    }
    {
      const std::lock_guard lock(mutex_);
      ready_.emplace(count, std::move(slot));
    }
    changed_.notify_all();
  }
}

LoadedBatch DataLoader::next() {
  const auto start = std::chrono::steady_clock::now();
  Slot slot;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.contains(taken_); });
    slot = std::move(ready_.extract(taken_).mapped());
    ++taken_;
  }
  changed_.notify_all();
  waited_s_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (slot.error) std::rethrow_exception(slot.error);
  return std::move(slot.batch);
}

}  // namespace vp::train
