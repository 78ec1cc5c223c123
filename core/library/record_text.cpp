#include "library/record_text.h"

#include <nlohmann/json.hpp>

namespace vp::library {
namespace {

using Json = nlohmann::json;

/// Sets `value` where the object has `key` with a value of its kind.
template <typename Value>
void take(const Json& object, const char* key, Value& value) {
  const auto found = object.find(key);
  if (found == object.end()) return;
  if constexpr (std::is_same_v<Value, std::string>) {
    if (found->is_string()) value = found->get<std::string>();
  } else if constexpr (std::is_floating_point_v<Value>) {
    if (found->is_number()) value = found->get<Value>();
  } else {
    if (found->is_number_integer()) value = found->get<Value>();
  }
}

void take(const Json& object, const char* key, std::optional<std::int64_t>& value) {
  std::int64_t number = 0;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_integer()) return;
  take(object, key, number);
  value = number;
}

/// The object under `key`, or an empty one.
const Json& part(const Json& object, const char* key) {
  static const Json kNothing = Json::object();
  const auto found = object.find(key);
  return found != object.end() && found->is_object() ? *found : kNothing;
}

/// The array under `key`, or an empty one.
const Json& list(const Json& object, const char* key) {
  static const Json kNothing = Json::array();
  const auto found = object.find(key);
  return found != object.end() && found->is_array() ? *found : kNothing;
}

}  // namespace

std::string to_text(const transcript::Transcript& record) {
  transcript::Transcript kept = record;
  kept.turns.clear();
  kept.map_pictures.clear();
  kept.video.file.clear();
  kept.video.sha256.clear();
  return transcript::to_json(kept);
}

transcript::Transcript record_of(const std::string& text) {
  transcript::Transcript record;
  const Json root = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) return record;
  const Json& video = part(root, "video");
  take(video, "container", record.video.container);
  take(video, "codec", record.video.codec);
  take(video, "width", record.video.width);
  take(video, "height", record.video.height);
  take(video, "duration_s", record.video.duration_s);
  take(video, "frame_count", record.video.frame_count);
  take(video, "frames_per_s", record.video.frames_per_s);
  take(part(root, "range"), "start_s", record.range_start_s);
  take(part(root, "range"), "end_s", record.range_end_s);
  // As it is written: frames that were chosen one by one come from no range.
  record.frames_chosen = root.contains("range") && root["range"].is_null();
  take(root, "frame_slots", record.frame_slots);
  for (const Json& entry : list(root, "frames")) {
    if (!entry.is_object()) continue;
    transcript::TranscriptFrame frame;
    take(entry, "index", frame.index);
    take(entry, "pts", frame.pts);
    take(entry, "time_base", frame.time_base);
    take(entry, "time_s", frame.time_s);
    record.frames.push_back(std::move(frame));
  }
  const Json& model = part(root, "model");
  take(model, "name", record.model.name);
  take(model, "hash", record.model.hash);
  take(model, "visual_parameters", record.model.visual_parameters);
  take(model, "decoder_parameters", record.model.decoder_parameters);
  take(root, "device", record.device);
  take(root, "dtype", record.dtype);
  take(root, "threads", record.threads);
  take(part(root, "timing"), "decode_ms", record.decode_ms);
  take(part(root, "timing"), "encode_ms", record.encode_ms);
  for (const auto& [name, version] : part(root, "versions").items())
    if (version.is_string()) record.versions[name] = version.get<std::string>();
  for (const Json& warning : list(root, "warnings"))
    if (warning.is_string()) record.warnings.push_back(warning.get<std::string>());
  for (const Json& mass : list(root, "gstra_mass"))
    if (mass.is_number()) record.gstra_mass.push_back(mass.get<float>());
  return record;
}

}  // namespace vp::library
