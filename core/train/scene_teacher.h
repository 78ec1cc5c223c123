#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "kernels/layers.h"
#include "train/parameter_store.h"
#include "train/teacher.h"

namespace vp::train {

/// A teacher for drawn scenes: a small network that was trained to keep, in a few numbers a patch, what the
/// scene truly holds there (object, colour, shape, size, motion, change, place; the camera; the shot), so
/// that each of these can be read back from them. It never sees pixels: what it knows is what the student is
/// to see.
class SceneTeacher final : public Teacher {
 public:
  struct Options {
    std::int64_t width = 64;  ///< of the features; divisible by DistillationHead::kHeads
    std::int64_t hidden = 128;
    std::uint64_t seed = 1;
    int steps = 400;             ///< of its own training
    double object_weight = 4;    ///< how much a patch that an object fills counts beside one of background
    bool reads_student = false;  ///< gives TeacherFeatures::readout_loss
  };

  /// Untrained; train() or load() comes next.
  explicit SceneTeacher(const Options& options);

  /// Trains on the truth of examples 0, 1, … of `dataset`, whose pixels are not used. Returns the share of
  /// patch attributes that can be read back rightly from the features of examples it was not trained on.
  double train(const Dataset& dataset, const std::stop_token& stop);

  /// Writes and reads its weights, a safetensors file. load throws Error(Checkpoint).
  void save(const std::filesystem::path& file) const;
  void load(const std::filesystem::path& file);

  std::int64_t width() const override { return options_.width; }
  TeacherFeatures features(const Example& example) const override;

 private:
  at::Tensor encode(const at::Tensor& inputs) const;

  Options options_;
  std::unique_ptr<kernels::RandomTensorSource> initial_;
  std::unique_ptr<ParameterStore> parameters_;
  std::unique_ptr<kernels::Linear> first_, second_, readout_;
};

}  // namespace vp::train
