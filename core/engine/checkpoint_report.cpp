#include "engine/checkpoint_report.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <span>
#include <utility>

#include "base/error.h"
#include "checkpoint/model_weights.h"
#include "engine/needed_tensors.h"
#include "engine/video_encoder.h"
#include "kernels/tensor_source.h"
#include "llm/decoder.h"
#include "stab/stab.h"
#include "text/tokenizer.h"

namespace vp::engine {
namespace {

using checkpoint::TensorInfo;
using checkpoint::WeightReader;

// Writes down what the layers ask for and gives them tensors without memory.
class RecordingSource final : public kernels::TensorSource {
 public:
  /// `reader` may be null; it is asked only for what is optional.
  explicit RecordingSource(const WeightReader* reader) : reader_(reader) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    in_use.shapes[name] = shape.vec();
    return at::empty(shape, options());
  }

  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    std::vector<std::int64_t> shape{0};
    shape.insert(shape.end(), trailing.begin(), trailing.end());
    for (std::size_t i = 0; i < names.size(); ++i) {
      shape[0] = rows[i];
      in_use.shapes[names[i]] = shape;
    }
    shape[0] = 0;
    for (const std::int64_t count : rows) shape[0] += count;
    return at::empty(shape, options());
  }

  kernels::WeightMatrix take_matrix(const std::string& name, std::int64_t rows,
                                    std::int64_t columns) override {
    if (name != "model.embed_tokens.weight") in_use.products.insert(name);
    return TensorSource::take_matrix(name, rows, columns);
  }

  kernels::WeightMatrix take_matrices(const std::vector<std::string>& names,
                                      const std::vector<std::int64_t>& rows, std::int64_t columns) override {
    in_use.products.insert(names.begin(), names.end());
    return TensorSource::take_matrices(names, rows, columns);
  }

  bool has(const std::string& name) const override {
    return reader_ == nullptr || reader_->find(name) != nullptr;
  }
  at::TensorOptions options() const override { return at::device(at::kMeta).dtype(at::kBFloat16); }

  TensorsInUse in_use;

 private:
  const WeightReader* reader_;
};

void compare(const WeightReader& reader, const TensorsInUse& in_use, CheckpointReport& report) {
  for (const auto& [name, shape] : in_use.shapes) {
    if (kernels::quantised_parts(reader, name)) continue;  // loading says whether they fit
    const TensorInfo* tensor = reader.find(name);
    if (tensor == nullptr)
      report.problems.push_back(
          base::message("The tensor %1 of shape %2 is missing.", name, checkpoint::shape_text(shape)));
    else if (tensor->shape != shape)
      report.problems.push_back(base::message("The tensor %1 has the shape %2 where %3 is expected.", name,
                                              checkpoint::shape_text(tensor->shape),
                                              checkpoint::shape_text(shape)));
  }
  for (const TensorInfo& tensor : reader.tensors()) {
    const auto bytes = static_cast<std::int64_t>(tensor.byte_count());
    if (!is_needed(tensor.name, report.config.vision.ablation)) {
      report.unneeded_bytes += bytes;
      continue;
    }
    report.needed_bytes += bytes;
    report.dtypes[checkpoint::name_of(tensor.dtype)] += 1;
  }
}

}  // namespace

TensorsInUse tensors_in_use(const checkpoint::ModelConfig& config, const WeightReader* reader) {
  RecordingSource source(reader);
  const at::NoGradGuard no_grad;
  constexpr const char* kPrefix = "model.";
  if (config.system == checkpoint::System::VideoPanda)
    const stab::Stab stab(config.vision, config.decoder.hidden_size, source, kPrefix);  // folding computes
  else
    make_encoder(config, source, kPrefix);
  const llm::Decoder decoder(config.decoder, source);
  return std::move(source.in_use);
}

CheckpointReport inspect_checkpoint(const checkpoint::ModelFiles& given) {
  CheckpointReport report;
  report.config = checkpoint::read_model_config(given.folder, given.encoder);
  std::unique_ptr<WeightReader> reader;
  try {
    reader =
        checkpoint::open_model_weights(checkpoint::find_model_files(given, report.config), report.config);
  } catch (const base::Error& error) {
    report.problems.push_back(error.message());
  }
  const TensorsInUse in_use = tensors_in_use(report.config, reader.get());
  for (const auto& [name, shape] : in_use.shapes) {
    std::int64_t elements = 1;
    for (const std::int64_t size : shape) elements *= size;
    if (is_visual_parameter(name))
      report.visual_parameters += elements;
    else if (!name.starts_with("model.video_tower."))
      report.decoder_parameters += elements;
  }
  if (reader) compare(*reader, in_use, report);
  try {
    const text::Tokenizer tokenizer = text::Tokenizer::load(given.folder);
    if (tokenizer.vocab_size() > report.config.decoder.vocab_size)
      report.problems.push_back(
          base::message("tokenizer.model has %1 tokens where config.json's vocab_size is %2.",
                        tokenizer.vocab_size(), report.config.decoder.vocab_size));
  } catch (const base::Error& error) {
    report.problems.push_back(error.message());
  }
  return report;
}

}  // namespace vp::engine
