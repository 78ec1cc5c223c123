#pragma once

#include <c10/core/TensorOptions.h>

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>

#include "checkpoint/model_config.h"
#include "clip/tower.h"
#include "media/preprocess.h"
#include "train/kept_features.h"
#include "train/teacher.h"

namespace vp::train {

/// LanguageBind's video tower (ViT-L/14 with attention over time), frozen: the paper's teacher (section 3.3).
/// Its features are the patches' of the last layer but one. It sees the frames as they were decoded, each on
/// a canvas of its own size, and all of a video's frame slots at once, padding frames as zeros. Unlike the
/// authors', who flip student's and teacher's pictures independently, it never sees them mirrored.
class TowerTeacher final : public Teacher {
 public:
  struct Options {
    std::filesystem::path folder;         ///< as published: LanguageBind_Video_merge
    std::filesystem::path kept_features;  ///< see KeptFeatures; empty: none are kept
    at::TensorOptions compute;            ///< dtype and device of the products
  };

  /// For a student of these sizes, whose grid must be the teacher's. Throws Error(Checkpoint), Error(Usage),
  /// Error(Stopped).
  TowerTeacher(const Options& options, const checkpoint::VisionConfig& student, const std::stop_token& stop);

  std::int64_t width() const override { return tower_->config().hidden_size; }
  /// What Example::teacher_pictures lie on.
  const media::PreprocessOptions& canvas() const { return canvas_; }
  /// Needs Example::teacher_pictures. Throws Error(Output) where features cannot be kept.
  TeacherFeatures features(const Example& example) const override;

 private:
  at::Tensor computed(const Example& example) const;

  std::int64_t slots_;
  media::PreprocessOptions canvas_;
  at::Device device_;
  std::unique_ptr<const clip::Tower> tower_;
  std::unique_ptr<const KeptFeatures> kept_;
};

}  // namespace vp::train
