#include "train/training_model.h"

#include <ATen/ATen.h>

#include <cstring>
#include <span>
#include <utility>

#include "attention/token_layout.h"
#include "base/error.h"
#include "text/prompt.h"

namespace vp::train {
namespace {

using kernels::PackedSequence;

/// Where everything of a batch lies in its packed rows.
struct Layout {
  std::vector<PackedSequence> sequences;
  std::vector<std::int64_t> source;  // of each row: a visual token, or visual_count + a text token
  std::vector<std::int64_t> text_ids;
  std::vector<std::int64_t> positions;
  std::vector<std::int64_t> speaking;       // rows whose next token is to be learned
  std::vector<std::int64_t> targets;        // those tokens
  std::vector<double> target_weights;       // 1 / (targets of the video · videos)
  std::vector<std::int64_t> target_branch;  // which entry of `branches` a target belongs to
  std::vector<BranchOutcome> branches;
  std::vector<std::int64_t> patches;  // rows of patch tokens of real frames, video by video
};

class LayoutBuilder {
 public:
  LayoutBuilder(std::int64_t visual_count, std::size_t videos)
      : visual_count_(visual_count), videos_(videos) {}

  // `frames`: what STAB gave for the video's frames; a padding frame has a grid of its own.
  void add(std::size_t index, const Example& example, std::span<const stab::FrameResult> frames,
           const checkpoint::VisionConfig& config) {
    PackedSequence sequence;
    sequence.first = row_count();
    std::int64_t position = 0, frame = 0;
    for (const text::TokenId id : example.text.prefix) {
      if (id != text::kFrameMark) {
        add_text(id, position++);
        continue;
      }
      const stab::FrameResult& shown = frames[static_cast<std::size_t>(frame)];
      const auto layout =
          attention::TokenLayout::of(shown.valid.height() / config.conv_stride,
                                     shown.valid.width() / config.conv_stride, config.ablation);
      for (std::int64_t i = 0; i < shown.tokens.size(0); ++i) {
        if (layout.is_patch(i) && frame < example.frame_count) layout_.patches.push_back(row_count());
        layout_.source.push_back(next_visual_++);
        layout_.positions.push_back(position++);
      }
      ++frame;
    }
    sequence.prefix_length = row_count() - sequence.first;
    const std::size_t first_target = layout_.targets.size();
    for (std::size_t b = 0; b < example.text.branches.size(); ++b) {
      const TextBranch& branch = example.text.branches[b];
      sequence.branch_starts.push_back(row_count() - sequence.first);
      for (std::size_t i = 0; i < branch.ids.size(); ++i) {
        if (i + 1 < branch.ids.size() && branch.is_target[i + 1]) {
          layout_.speaking.push_back(row_count());
          layout_.targets.push_back(branch.ids[i + 1]);
          layout_.target_branch.push_back(static_cast<std::int64_t>(layout_.branches.size()));
        }
        add_text(branch.ids[i], position + static_cast<std::int64_t>(i));
      }
      layout_.branches.push_back({index, b, true});
    }
    sequence.length = row_count() - sequence.first;
    layout_.sequences.push_back(std::move(sequence));
    const auto said = static_cast<double>(layout_.targets.size() - first_target);
    layout_.target_weights.resize(layout_.targets.size(), 1 / (said * static_cast<double>(videos_)));
  }

  Layout finish() { return std::move(layout_); }

 private:
  std::int64_t row_count() const { return static_cast<std::int64_t>(layout_.source.size()); }

  void add_text(text::TokenId id, std::int64_t position) {
    layout_.source.push_back(visual_count_ + static_cast<std::int64_t>(layout_.text_ids.size()));
    layout_.text_ids.push_back(id);
    layout_.positions.push_back(position);
  }

  Layout layout_;
  std::int64_t visual_count_;
  std::size_t videos_;
  std::int64_t next_visual_ = 0;
};

std::size_t padded_frames(const Example& example, const checkpoint::VisionConfig& config) {
  const auto s = static_cast<std::size_t>(config.image_size);
  return example.pixels.size() / (4 * s * s);
}

at::Tensor pixels_of(const std::vector<Example>& examples, const checkpoint::VisionConfig& config) {
  const std::int64_t s = config.image_size;
  std::int64_t frames = 0;
  for (const Example& example : examples) frames += static_cast<std::int64_t>(padded_frames(example, config));
  at::Tensor pixels = at::empty({frames / config.num_frames, config.num_frames, 4, s, s}, at::kFloat);
  float* to = pixels.data_ptr<float>();
  for (const Example& example : examples) {
    std::memcpy(to, example.pixels.data(), example.pixels.size() * sizeof(float));
    to += example.pixels.size();
  }
  return pixels;
}

// Which dialogues were answered rightly.
void note_outcomes(const at::Tensor& logits, const Layout& layout, std::vector<BranchOutcome>& outcomes) {
  outcomes = layout.branches;
  const at::Tensor said = logits.argmax(-1).to(at::kCPU).contiguous();
  const std::int64_t* ids = said.data_ptr<std::int64_t>();
  for (std::size_t i = 0; i < layout.targets.size(); ++i) {
    if (ids[i] != layout.targets[i])
      outcomes[static_cast<std::size_t>(layout.target_branch[i])].right = false;
  }
}

}  // namespace

TrainingModel::TrainingModel(const checkpoint::ModelConfig& config, kernels::TensorSource& initial,
                             at::ScalarType dtype, const stab::StabDropout& dropout,
                             std::int64_t teacher_width, bool reads_truth, const at::Device& device)
    : config_(config),
      device_(device),
      parameters_(std::make_unique<ParameterStore>(initial, dtype, device)),
      stab_(config.vision, config.decoder.hidden_size, *parameters_, "model.", dropout),
      decoder_(config.decoder, *parameters_) {
  if (teacher_width > 0)
    distillation_ =
        std::make_unique<DistillationHead>(config.decoder.num_hidden_layers, config.decoder.hidden_size,
                                           teacher_width, *parameters_, "model.video_tower_compressor.");
  if (teacher_width > 0 && reads_truth)
    readout_ =
        std::make_unique<ReadoutHead>(config.decoder.num_hidden_layers, config.decoder.hidden_size,
                                      teacher_width, *parameters_, "model.video_tower_compressor.readout.");
  parameters_->finish();
}

Losses TrainingModel::forward(const std::vector<Example>& examples,
                              const std::vector<TeacherFeatures>& features, bool training,
                              std::vector<BranchOutcome>* outcomes) const {
  const stab::StabResult visual = stab_.forward(pixels_of(examples, config_.vision).to(device_), training);
  std::vector<at::Tensor> rows;
  std::int64_t visual_count = 0;
  for (const stab::FrameResult& frame : visual.frames) {
    rows.push_back(frame.tokens);
    visual_count += frame.tokens.size(0);
  }
  LayoutBuilder builder(visual_count, examples.size());
  std::span<const stab::FrameResult> frames(visual.frames);
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const std::size_t count = padded_frames(examples[i], config_.vision);
    builder.add(i, examples[i], frames.first(count), config_.vision);
    frames = frames.subspan(count);
  }
  const Layout layout = builder.finish();
  const auto indices = [&](const std::vector<std::int64_t>& values) {
    return at::tensor(values, at::kLong).to(device_);
  };

  rows.push_back(decoder_.embed(layout.text_ids).to(rows.front().scalar_type()));
  const at::Tensor embeddings = at::cat(rows).index_select(0, indices(layout.source));
  const std::vector<at::Tensor> states =
      decoder_.forward_packed(embeddings, indices(layout.positions), layout.sequences);

  Losses losses;
  const at::Tensor logits = decoder_.logits(states.back().index_select(0, indices(layout.speaking)));
  const at::Tensor weights = at::tensor(layout.target_weights, at::kFloat).to(device_);
  losses.answer =
      (at::cross_entropy_loss(logits, indices(layout.targets), {}, at::Reduction::None) * weights).sum();
  if (outcomes != nullptr) note_outcomes(logits, layout, *outcomes);

  if (distillation_ && !features.empty()) {
    const at::Tensor patches = indices(layout.patches);
    std::vector<at::Tensor> used;
    for (const std::int64_t layer : DistillationHead::used_layers(config_.decoder.num_hidden_layers))
      used.push_back(states[static_cast<std::size_t>(layer)].index_select(0, patches));
    const at::Tensor predicted = distillation_->forward(used);
    const at::Tensor read =
        readout_
            ? readout_->forward(states[static_cast<std::size_t>(readout_->layer())].index_select(0, patches))
            : at::Tensor();
    at::Tensor total, readout;
    std::int64_t first = 0;
    for (const TeacherFeatures& video : features) {
      const std::int64_t count = video.features.size(0);
      const at::Tensor loss = cosine_loss(predicted.narrow(0, first, count), video.features.to(device_),
                                          video.weights.defined() ? video.weights.to(device_) : at::Tensor());
      total = total.defined() ? total + loss : loss;
      if (read.defined() && video.readout_loss) {
        const at::Tensor wrong = video.readout_loss(read.narrow(0, first, count).to(at::kCPU)).to(device_);
        readout = readout.defined() ? readout + wrong : wrong;
      }
      first += count;
    }
    losses.distillation = total / static_cast<double>(features.size());
    if (readout.defined()) losses.readout = readout / static_cast<double>(features.size());
  }
  return losses;
}

}  // namespace vp::train
