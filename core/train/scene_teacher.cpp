#include "train/scene_teacher.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <array>
#include <cstring>
#include <map>
#include <span>
#include <utility>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "kernels/stored_dtype.h"
#include "train/optimizer.h"

namespace vp::train {
namespace {

using scenes::FrameTruth;
using scenes::PatchTruth;

/// A property of a patch that is one of several classes.
struct Attribute {
  int classes;
  bool of_object;  // has a value only where there is an object
};
enum { kPresent, kColour, kShape, kSize, kMotion, kTurning, kChange, kChanged, kCamera, kShot, kAttributes };
constexpr std::array<Attribute, kAttributes> kTable{{{2, false},
                                                     {scenes::kColours, true},
                                                     {scenes::kShapes, true},
                                                     {2, true},
                                                     {5, true},
                                                     {2, true},
                                                     {6, true},
                                                     {2, true},
                                                     {7, false},
                                                     {2, false}}};
constexpr int kPlaces = 5;  // coverage, dx, dy, x, y: numbers rather than classes

constexpr int class_count() {
  int count = 0;
  for (const Attribute& attribute : kTable) count += attribute.classes;
  return count;
}
constexpr int kInputs = class_count() + kPlaces;

// Less of an object than this in a patch is background.
constexpr float kSmallestCoverage = 0.08F;

std::array<int, kAttributes> classes_of(const PatchTruth& patch, const FrameTruth& frame) {
  const bool present = patch.object >= 0 && patch.coverage >= kSmallestCoverage;
  std::array<int, kAttributes> value{};
  value.fill(-1);
  value[kPresent] = present;
  value[kCamera] = static_cast<int>(frame.camera);
  value[kShot] = frame.shot;
  if (!present) return value;
  value[kColour] = static_cast<int>(patch.colour);
  value[kShape] = static_cast<int>(patch.shape);
  value[kSize] = static_cast<int>(patch.size);
  value[kMotion] = static_cast<int>(patch.motion);
  value[kTurning] = patch.turning;
  value[kChange] = static_cast<int>(patch.change);
  value[kChanged] = patch.changed;
  return value;
}

/// The patches of some frames: inputs (n, kInputs) and classes (n, kAttributes), -1 where there is none.
struct Patches {
  at::Tensor inputs;
  at::Tensor classes;
};

Patches patches_of(std::span<const FrameTruth> frames) {
  std::size_t count = 0;
  for (const FrameTruth& frame : frames) count += frame.patches.size();
  Patches result{at::zeros({static_cast<std::int64_t>(count), kInputs}, at::kFloat),
                 at::empty({static_cast<std::int64_t>(count), kAttributes}, at::kLong)};
  float* input = result.inputs.data_ptr<float>();
  std::int64_t* classes = result.classes.data_ptr<std::int64_t>();
  for (const FrameTruth& frame : frames) {
    for (const PatchTruth& patch : frame.patches) {
      const auto values = classes_of(patch, frame);
      int offset = 0;
      for (int a = 0; a < kAttributes; ++a) {
        const auto i = static_cast<std::size_t>(a);
        if (values[i] >= 0) input[offset + values[i]] = 1;
        classes[a] = values[i];
        offset += kTable[i].classes;
      }
      if (values[kPresent] == 1) {
        input[offset] = patch.coverage;
        input[offset + 1] = patch.dx;
        input[offset + 2] = patch.dy;
        // Spread like the others. Where a token lies in the picture follows only from those before it in its
        // row.
        input[offset + 3] = 4 * (patch.x - 0.5F);
        input[offset + 4] = 4 * (patch.y - 0.5F);
      }
      input += kInputs;
      classes += kAttributes;
    }
  }
  return result;
}

Patches patches_of(const Dataset& dataset, std::uint64_t first, int examples) {
  std::vector<at::Tensor> inputs, classes;
  for (int i = 0; i < examples; ++i) {
    const Patches patches = patches_of(dataset.example(first + static_cast<std::uint64_t>(i)).truth);
    inputs.push_back(patches.inputs);
    classes.push_back(patches.classes);
  }
  return {at::cat(inputs), at::cat(classes)};
}

// Each attribute's cross-entropy where it has a value, summed, plus the places' squared error where there is
// an object. 0 for an attribute that no patch has.
at::Tensor readout_loss(const at::Tensor& read, const Patches& patches) {
  at::Tensor loss;
  std::int64_t offset = 0;
  for (int a = 0; a < kAttributes; ++a) {
    const std::int64_t classes = kTable[static_cast<std::size_t>(a)].classes;
    const at::Tensor truth = patches.classes.select(1, a);
    const at::Tensor one = at::cross_entropy_loss(read.narrow(1, offset, classes), truth, {},
                                                  at::Reduction::Sum, /*ignore_index=*/-1) /
                           (truth >= 0).sum().clamp_min(1);
    loss = loss.defined() ? loss + one : one;
    offset += classes;
  }
  const at::Tensor present = patches.classes.select(1, kPresent) == 1;
  const at::Tensor errors =
      (read.narrow(1, offset, kPlaces) - patches.inputs.narrow(1, offset, kPlaces)).square().sum(1);
  return loss + (errors * present).sum() / present.sum().clamp_min(1);
}

double readout_accuracy(const at::Tensor& read, const at::Tensor& classes) {
  double right = 0, asked = 0;
  std::int64_t offset = 0;
  for (int a = 0; a < kAttributes; ++a) {
    const std::int64_t count = kTable[static_cast<std::size_t>(a)].classes;
    const at::Tensor truth = classes.select(1, a), has = truth >= 0;
    right += at::logical_and(read.narrow(1, offset, count).argmax(1) == truth, has).sum().item<double>();
    asked += has.sum().item<double>();
    offset += count;
  }
  return right / asked;
}

}  // namespace

SceneTeacher::SceneTeacher(const Options& options)
    : options_(options),
      initial_(std::make_unique<kernels::RandomTensorSource>(at::device(at::kCPU).dtype(at::kFloat),
                                                             options.seed)),
      parameters_(std::make_unique<ParameterStore>(*initial_, at::kFloat)),
      first_(std::make_unique<kernels::Linear>(*parameters_, "teacher.first", options.hidden, kInputs, true)),
      second_(std::make_unique<kernels::Linear>(*parameters_, "teacher.second", options.width, options.hidden,
                                                true)),
      readout_(
          std::make_unique<kernels::Linear>(*parameters_, "teacher.readout", kInputs, options.width, true)) {
  parameters_->finish();
}

at::Tensor SceneTeacher::encode(const at::Tensor& inputs) const {
  const at::Tensor features = second_->forward(at::gelu(first_->forward(inputs)));
  return at::layer_norm(features, {options_.width});
}

double SceneTeacher::train(const Dataset& dataset, const std::stop_token& stop) {
  // Examples are drawn once and their patches seen often: the truth of a patch repeats itself.
  constexpr int kExamples = 192, kHeldOut = 24, kBatch = 4096;
  constexpr double kLearningRate = 3e-3, kNoise = 0.1;
  const Patches all = patches_of(dataset, 0, kExamples);
  const Patches held_out = patches_of(dataset, kExamples, kHeldOut);
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(options_.seed);
  Optimizer optimizer(*parameters_, {});
  for (int step = 0; step < options_.steps; ++step) {
    base::throw_if_stopped(stop);
    const at::Tensor chosen = at::randint(all.inputs.size(0), {kBatch}, generator, at::kLong);
    const Patches batch{all.inputs.index_select(0, chosen), all.classes.index_select(0, chosen)};
    const at::Tensor features = encode(batch.inputs);
    // Noise makes the classes lie apart from one another.
    const at::Tensor noise = at::empty_like(features).normal_(0, kNoise, generator);
    readout_loss(readout_->forward(features + noise), batch).backward();
    parameters_->collect_gradients(1);
    optimizer.step(cosine_learning_rate(kLearningRate, step, options_.steps, 0.05, 0), 1, 0);
  }
  parameters_->train_only({});
  const at::NoGradGuard no_grad;
  return readout_accuracy(readout_->forward(encode(held_out.inputs)), held_out.classes);
}

TeacherFeatures SceneTeacher::features(const Example& example) const {
  const at::NoGradGuard no_grad;
  const Patches patches = patches_of(example.truth);
  const at::Tensor coverage = patches.inputs.select(1, kInputs - kPlaces);
  TeacherFeatures said{encode(patches.inputs), coverage * (options_.object_weight - 1) + 1, {}};
  if (options_.reads_student)
    said.readout_loss = [this, patches](const at::Tensor& predicted) {
      return readout_loss(readout_->forward(predicted), patches);
    };
  return said;
}

void SceneTeacher::save(const std::filesystem::path& file) const {
  checkpoint::TensorsToWrite tensors;
  for (const auto& [name, values] : parameters_->named_tensors()) kernels::add_tensor(tensors, name, values);
  checkpoint::write_safetensors(file, tensors.tensors(), {});
}

void SceneTeacher::load(const std::filesystem::path& file) {
  const auto reader = checkpoint::open_safetensors(file);
  for (const auto& [name, values] : parameters_->named_tensors()) {
    const checkpoint::TensorInfo* info = reader->find(name);
    if (info == nullptr || info->dtype != checkpoint::Dtype::Float32 || !values.sizes().equals(info->shape))
      throw base::Error(
          base::ErrorCode::Checkpoint,
          base::untranslated(file.string() + " does not hold the teacher's tensor " + name +
                             " in the size that this training calls for; start the training anew."));
    at::Tensor read = at::empty(values.sizes(), at::kFloat);
    reader->read(*info, std::as_writable_bytes(
                            std::span(read.data_ptr<float>(), static_cast<std::size_t>(read.numel()))));
    values.copy_(read);
  }
  parameters_->publish();
  parameters_->train_only({});
}

}  // namespace vp::train
