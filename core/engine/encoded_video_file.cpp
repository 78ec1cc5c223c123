// An encoded video as a file: what encode() gave, ready to be asked about. One tensor a frame slot for the
// tokens and each kind of map, two a frame for the pictures, and "facts", JSON, for the rest.
#include <ATen/ATen.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <stdexcept>
#include <utility>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "engine/compute_device.h"
#include "engine/encoded_video.h"
#include "engine/encoded_video_impl.h"
#include "engine/frame_layout.h"
#include "engine/preprocessing.h"
#include "engine/stored_video_facts.h"
#include "kernels/stored_dtype.h"

namespace vp::engine {
namespace {

using checkpoint::Dtype;
using checkpoint::TensorInfo;

constexpr const char* kTowerMaps = "tower";
constexpr const char* kTowerTimeMaps = "tower_time";
constexpr std::int64_t kLargestFacts = 4 << 20;  // bytes

std::string slot_name(std::size_t slot, const char* what) {
  return "slot" + std::to_string(slot) + "." + what;
}

/// Reads tensors whose type and shape are known beforehand, so that the file decides about no allocation.
class CheckedFile {
 public:
  explicit CheckedFile(const std::filesystem::path& file) : reader_(checkpoint::open_safetensors(file)) {}

  [[noreturn]] static void refuse(const std::string& what) { throw std::invalid_argument(what); }

  const TensorInfo& find(const std::string& name, Dtype dtype) const {
    const TensorInfo* info = reader_->find(name);
    if (info == nullptr || info->dtype != dtype) refuse(name);
    return *info;
  }

  std::string text(const std::string& name, std::int64_t longest) const {
    const TensorInfo& info = find(name, Dtype::UInt8);
    if (info.shape.size() != 1 || info.shape[0] > longest) refuse(name);
    std::string text(static_cast<std::size_t>(info.shape[0]), '\0');
    reader_->read(info, std::as_writable_bytes(std::span(text.data(), text.size())));
    return text;
  }

  at::Tensor tensor(const std::string& name, Dtype dtype, const std::vector<std::int64_t>& shape) const {
    const TensorInfo& info = find(name, dtype);
    if (info.shape != shape) refuse(name);
    at::Tensor tensor = at::empty(shape, at::device(at::kCPU).dtype(kernels::scalar_type_of(dtype)));
    reader_->read(info, {static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()});
    if (at::isFloatingType(tensor.scalar_type()) && !at::isfinite(tensor).all().item<bool>()) refuse(name);
    return tensor;
  }

  base::RgbImage picture(const std::string& name, int width, int height) const {
    const at::Tensor pixels = tensor(name, Dtype::UInt8, {height, width, 3});
    const auto* first = pixels.data_ptr<std::uint8_t>();
    return {width, height, {first, first + pixels.numel()}};
  }

  std::vector<float> floats(const std::string& name, const std::vector<std::int64_t>& shape) const {
    const at::Tensor values = tensor(name, Dtype::Float32, shape);
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
  }

 private:
  std::unique_ptr<checkpoint::WeightReader> reader_;
};

std::vector<std::int64_t> gstra_shape(const attention::AttentionMaps& maps) {
  return {maps.chunks, maps.gstra_heads, std::int64_t{maps.frames_per_chunk} * maps.grid * maps.grid};
}

void read_maps(const CheckedFile& file, EncodedVideo::Impl& video, int stride) {
  attention::AttentionMaps& maps = video.maps;
  maps.chunks = static_cast<int>(video.tokens.size()) / maps.frames_per_chunk;
  maps.gstra = file.floats("gstra", gstra_shape(maps));
  for (std::size_t slot = 0; slot < video.tokens.size(); ++slot) {
    attention::FrameMaps frame;
    frame.height = video.layouts[slot].height;
    frame.width = video.layouts[slot].width;
    const std::int64_t cells = std::int64_t{frame.height} * frame.width;
    frame.fsra = file.floats(slot_name(slot, "fsra"), {maps.heads, cells});
    frame.lsd = file.floats(slot_name(slot, "lsd"), {maps.heads, cells, std::int64_t{stride} * stride});
    maps.frames.push_back(std::move(frame));
  }
}

attention::TowerMaps read_tower_maps(const CheckedFile& file, const EncodedVideo::Impl& video) {
  const checkpoint::TowerConfig& tower = video.model->config.tower;
  attention::TowerMaps maps;
  if (video.model->config.system == checkpoint::System::VideoChatGpt)
    maps.kind = attention::TowerMaps::Kind::Received;
  maps.heads = static_cast<int>(tower.num_attention_heads);
  maps.grid = tower.grid();
  maps.run = tower.num_frames;
  const auto frames = static_cast<std::int64_t>(video.frames.size());
  maps.values = file.floats(kTowerMaps, {frames, maps.heads, maps.columns()});
  if (tower.time_attention)
    maps.time = file.floats(kTowerTimeMaps, {frames / maps.run, maps.heads, maps.run, maps.run});
  return maps;
}

void read_pictures(const CheckedFile& file, EncodedVideo::Impl& video) {
  const PictureSize seen = seen_size(video.info.width, video.info.height, video.model->config);
  const PictureSize shown = shown_size(video.info.width, video.info.height);
  for (std::size_t i = 0; i < video.frames.size(); ++i) {
    video.frames[i].seen = file.picture("seen" + std::to_string(i), seen.width, seen.height);
    video.frames[i].picture = file.picture("picture" + std::to_string(i), shown.width, shown.height);
  }
}

void read_all(const CheckedFile& file, EncodedVideo::Impl& video) {
  const ModelFacts& model = *video.model;
  const at::TensorOptions options = options_of(model);
  const checkpoint::VisionConfig& vision = model.config.vision;
  StoredVideoFacts facts = parse_video_facts(file.text("facts", kLargestFacts));
  if (facts.model_hash != model.hash) CheckedFile::refuse("another model");
  video.info = std::move(facts.info);
  video.frames = std::move(facts.frames);
  video.warnings = std::move(facts.warnings);
  video.decode_ms = facts.decode_ms;
  video.encode_ms = facts.encode_ms;

  // What encode() would use; the file has to fit.
  const int slots = frame_slots(video.request, model.config);
  video.frame_slots = slots;
  const std::size_t chosen = video.request.frame_indices.size();
  if ((chosen > 0 && chosen != video.frames.size()) || static_cast<int>(video.frames.size()) > slots ||
      slots % vision.num_frames != 0)
    CheckedFile::refuse("frames");
  const bool has_maps = model.config.system == checkpoint::System::VideoPanda;
  if (has_maps) video.maps = empty_maps(vision, video.info.width, video.info.height);
  video.layouts = token_layouts(model.config, video.info.width, video.info.height, video.frames.size(),
                                static_cast<std::size_t>(slots));
  const Dtype dtype = kernels::stored_dtype(c10::typeMetaToScalarType(options.dtype()));
  for (std::size_t slot = 0; slot < video.layouts.size(); ++slot) {
    const std::vector<std::int64_t> shape{video.layouts[slot].count(), model.config.decoder.hidden_size};
    video.tokens.push_back(file.tensor(slot_name(slot, "tokens"), dtype, shape).to(options.device()));
  }
  if (video.request.attention_maps && has_maps) read_maps(file, video, vision.conv_stride);
  if (video.request.attention_maps && !has_maps) video.tower_maps = read_tower_maps(file, video);
  if (video.request.pictures) read_pictures(file, video);
}

}  // namespace

void EncodedVideo::write(const std::filesystem::path& file, const std::stop_token& stop) const {
  const Impl& video = *impl_;
  checkpoint::TensorsToWrite tensors;
  // The maps stay where they are.
  const auto add_floats = [&](std::string name, std::vector<std::int64_t> shape,
                              const std::vector<float>& values) {
    tensors.add(std::move(name), Dtype::Float32, std::move(shape), std::as_bytes(std::span(values)));
  };
  for (std::size_t slot = 0; slot < video.tokens.size(); ++slot)
    kernels::add_tensor(tensors, slot_name(slot, "tokens"), video.tokens[slot]);
  const attention::AttentionMaps& maps = video.maps;
  if (!maps.empty()) add_floats("gstra", gstra_shape(maps), maps.gstra);
  for (std::size_t slot = 0; slot < maps.frames.size(); ++slot) {
    const attention::FrameMaps& frame = maps.frames[slot];
    const std::int64_t cells = std::int64_t{frame.height} * frame.width;
    add_floats(slot_name(slot, "fsra"), {maps.heads, cells}, frame.fsra);
    add_floats(slot_name(slot, "lsd"),
               {maps.heads, cells,
                static_cast<std::int64_t>(frame.lsd.size()) / std::max<std::int64_t>(1, maps.heads * cells)},
               frame.lsd);
  }
  const attention::TowerMaps& tower = video.tower_maps;
  if (!tower.empty()) add_floats(kTowerMaps, {tower.frames(), tower.heads, tower.columns()}, tower.values);
  if (!tower.time.empty())
    add_floats(kTowerTimeMaps, {tower.frames() / tower.run, tower.heads, tower.run, tower.run}, tower.time);
  StoredVideoFacts facts{video.model->hash, video.info, {}, video.warnings, video.decode_ms, video.encode_ms};
  for (std::size_t i = 0; i < video.frames.size(); ++i) {
    const SampledFrame& frame = video.frames[i];
    facts.frames.push_back({frame.index, frame.timestamp, frame.time_s, {}, {}, frame.duration_s});
    if (!video.request.pictures) continue;
    const auto add = [&](const char* what, const base::RgbImage& picture) {
      tensors.add(what + std::to_string(i), Dtype::UInt8, {picture.height, picture.width, 3},
                  std::as_bytes(std::span(picture.pixels)));
    };
    add("seen", frame.seen);
    add("picture", frame.picture);
  }
  const std::string text = to_json(facts);
  tensors.add("facts", Dtype::UInt8, {static_cast<std::int64_t>(text.size())},
              std::as_bytes(std::span(text.data(), text.size())));
  checkpoint::write_safetensors(file, tensors.tensors(), {{"format", "videopanda-encoded-video"}}, stop);
}

std::int64_t EncodedVideo::stored_bytes() const {
  const Impl& video = *impl_;
  std::size_t bytes =
      (video.maps.gstra.size() + video.tower_maps.values.size() + video.tower_maps.time.size()) *
      sizeof(float);
  for (const at::Tensor& tokens : video.tokens) bytes += tokens.nbytes();
  for (const attention::FrameMaps& frame : video.maps.frames)
    bytes += (frame.fsra.size() + frame.lsd.size()) * sizeof(float);
  for (const SampledFrame& frame : video.frames)
    bytes += frame.seen.pixels.size() + frame.picture.pixels.size();
  return static_cast<std::int64_t>(bytes);
}

std::shared_ptr<const EncodedVideo> EncodedVideo::read(const std::filesystem::path& file, ModelFactsPtr model,
                                                       const VideoRequest& request,
                                                       const base::FileFacts& seen) {
  try {
    auto impl = std::make_unique<Impl>();
    impl->model = std::move(model);
    impl->request = request;
    impl->file_facts = seen;
    impl->was_read = true;
    impl->scan = request.scan;
    read_all(CheckedFile(file), *impl);
    return std::shared_ptr<const EncodedVideo>(new EncodedVideo(std::move(impl)));
  } catch (const base::Error&) {
    throw;
  } catch (const std::invalid_argument& what) {
    throw base::Error(
        base::ErrorCode::Checkpoint,
        base::message(
            "%1 is not this video, encoded by this model (%2 does not fit); encode the video again.",
            file.string(), what.what()));
  } catch (...) {
    rethrow_memory_errors(base::message("Reading the encoded video"));
  }
}

}  // namespace vp::engine
