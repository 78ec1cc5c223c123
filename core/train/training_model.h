#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint/model_config.h"
#include "llm/decoder.h"
#include "stab/stab.h"
#include "train/distillation.h"
#include "train/example.h"
#include "train/parameter_store.h"
#include "train/teacher.h"

namespace vp::train {

/// What a batch costs; scalars that record gradients. Each is the mean over the batch's videos.
struct Losses {
  at::Tensor answer;        ///< cross-entropy, in a video the mean over its answer tokens
  at::Tensor distillation;  ///< 1 - cosine similarity; undefined without a teacher
  at::Tensor readout;       ///< TeacherFeatures::readout_loss; undefined where the teacher gives none
};

/// How the model did on each dialogue of a batch when the expected answer was put in its mouth: what it says
/// by itself, greedily, is right exactly when every token of it is.
struct BranchOutcome {
  std::size_t example = 0;
  std::size_t branch = 0;
  bool right = false;
};

/// STAB, projector and decoder with everything that training needs around them.
class TrainingModel {
 public:
  /// Parameters come from `initial` (float32) and compute in `dtype`; `teacher_width` 0: no distillation.
  /// `reads_truth`: the teacher gives TeacherFeatures::readout_loss. The teacher computes on the CPU, the
  /// model on `device`.
  TrainingModel(const checkpoint::ModelConfig& config, kernels::TensorSource& initial, at::ScalarType dtype,
                const stab::StabDropout& dropout, std::int64_t teacher_width, bool reads_truth = false,
                const at::Device& device = at::kCPU);

  const checkpoint::ModelConfig& config() const { return config_; }
  ParameterStore& parameters() { return *parameters_; }
  const ParameterStore& parameters() const { return *parameters_; }

  /// `features` is empty, or one for each example. With `outcomes`, also says what was answered rightly.
  Losses forward(const std::vector<Example>& examples, const std::vector<TeacherFeatures>& features,
                 bool training, std::vector<BranchOutcome>* outcomes = nullptr) const;

 private:
  checkpoint::ModelConfig config_;
  at::Device device_;
  std::unique_ptr<ParameterStore> parameters_;
  stab::Stab stab_;
  llm::Decoder decoder_;
  std::unique_ptr<DistillationHead> distillation_;
  std::unique_ptr<ReadoutHead> readout_;
};

}  // namespace vp::train
