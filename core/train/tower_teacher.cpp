#include "train/tower_teacher.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/comparison_config.h"
#include "checkpoint/weight_reader.h"
#include "clip/pictures.h"
#include "engine/compute_device.h"
#include "kernels/tensor_source.h"
#include "train/distillation.h"

namespace vp::train {
namespace {

void require(bool fits, const std::filesystem::path& folder, const std::string& found,
             const std::string& expected) {
  if (!fits)
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated("The teacher in " + folder.string() + " has " + found +
                           ", and the student calls for " + expected + "; they cannot be trained together."));
}

}  // namespace

TowerTeacher::TowerTeacher(const Options& options, const checkpoint::VisionConfig& student,
                           const std::stop_token& stop)
    : slots_(student.all_num_frames), device_(options.compute.device()) {
  const checkpoint::TowerConfig config = checkpoint::read_languagebind_config(options.folder);
  require(
      config.image_size == student.image_size_teacher && config.patch_size == student.patch_stride_teacher,
      options.folder,
      "pictures of " + std::to_string(config.image_size) + " pixels in patches of " +
          std::to_string(config.patch_size),
      "\"image_size_teacher\" " + std::to_string(student.image_size_teacher) +
          " and \"patch_stride_teacher\" " + std::to_string(student.patch_stride_teacher));
  require(slots_ % config.num_frames == 0, options.folder,
          "attention over " + std::to_string(config.num_frames) + " frames",
          std::to_string(slots_) + " frames, which is no multiple of it");
  require(config.hidden_size % DistillationHead::kHeads == 0, options.folder,
          "a width of " + std::to_string(config.hidden_size),
          "a multiple of " + std::to_string(DistillationHead::kHeads));
  canvas_.image_size = canvas_.image_size_teacher = config.image_size;
  canvas_.patch_stride_teacher = config.patch_size;
  const auto reader = checkpoint::open_weights(options.folder);
  base::NoProgress quiet;
  using Digest = kernels::CheckpointTensorSource::Digest;
  kernels::CheckpointTensorSource weights(*reader, options.compute, 0, quiet, stop,
                                          options.kept_features.empty() ? Digest::NotNeeded : Digest::Kept);
  tower_ = std::make_unique<const clip::Tower>(config, weights, "vision_model.");
  if (!options.kept_features.empty())
    kept_ = std::make_unique<const KeptFeatures>(
        options.kept_features, weights.digest() + ' ' + std::to_string(slots_) + ' ' +
                                   std::to_string(static_cast<int>(config.activation)) + ' ' +
                                   engine::dtype_name(options.compute));
}

TeacherFeatures TowerTeacher::features(const Example& example) const {
  if (!kept_) return {computed(example), {}, {}};
  const std::string key = kept_->key(example);
  const std::vector<std::int64_t> shape{example.frame_count * example.grid.height() * example.grid.width(),
                                        width()};
  if (const at::Tensor known = kept_->find(key, shape); known.defined()) return {known, {}, {}};
  return {kept_->add(key, computed(example)), {}, {}};
}

at::Tensor TowerTeacher::computed(const Example& example) const {
  const at::NoGradGuard no_grad;
  const std::int64_t side = canvas_.image_size, grid = side / canvas_.patch_stride_teacher;
  at::Tensor pixels = at::zeros({slots_, 3, side, side}, at::kFloat);
  const auto size = static_cast<std::size_t>(3 * side * side);
  const std::span<float> values(pixels.data_ptr<float>(), size * static_cast<std::size_t>(slots_));
  for (std::size_t i = 0; i < example.teacher_pictures.size(); ++i)
    clip::normalise(example.teacher_pictures[i], {canvas_.mean, canvas_.std}, values.subspan(i * size, size));
  const at::Tensor seen = tower_->forward(pixels.to(device_), false).features.to(at::kCPU, at::kFloat);
  const base::Rect& rect = example.teacher_rect;
  const int patch = canvas_.patch_stride_teacher;
  std::vector<at::Tensor> frames;
  for (std::int64_t i = 0; i < example.frame_count; ++i)
    frames.push_back(features_on_grid(seen[i].narrow(0, 1, grid * grid), grid, grid, rect.top / patch,
                                      rect.bottom / patch, rect.left / patch, rect.right / patch,
                                      example.grid.height(), example.grid.width()));
  return at::cat(frames);
}

}  // namespace vp::train
