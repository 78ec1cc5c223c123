#include "library/record_text.h"

#include <limits>
#include <optional>
#include <type_traits>
#include <vector>

#include "json/document.h"

namespace vp::library {
namespace {

constexpr std::size_t kLargestRecord = std::size_t{64} << 20;
constexpr std::size_t kMostValues = std::size_t{1} << 22;

/// Sets `value` where the object has `key` with a value of its kind.
template <typename Value>
void take(const std::optional<json::Value>& object, const char* key, Value& value) {
  const std::optional<json::Value> found = object ? object->find(key) : std::nullopt;
  if (!found) return;
  try {
    if constexpr (std::is_same_v<Value, std::string>)
      value = found->any_text(kLargestRecord);
    else if constexpr (std::is_floating_point_v<Value>)
      value = static_cast<Value>(found->number());
    else
      value = static_cast<Value>(
          found->integer(std::numeric_limits<Value>::min(), std::numeric_limits<Value>::max()));
  } catch (const json::Unusable&) {
    // It keeps its default.
  }
}

void take(const std::optional<json::Value>& object, const char* key, std::optional<std::int64_t>& value) {
  const std::optional<json::Value> found = object ? object->find(key) : std::nullopt;
  if (!found || !found->is_integer()) return;
  std::int64_t number = 0;
  take(object, key, number);
  value = number;
}

void take(const std::optional<json::Value>& object, const char* key, std::optional<double>& value) {
  const std::optional<json::Value> found = object ? object->find(key) : std::nullopt;
  if (!found || !found->is_number()) return;
  double number = 0;
  take(object, key, number);
  value = number;
}

void take(const std::optional<json::Value>& object, const char* key, std::optional<int>& value) {
  int number = -1;
  take(object, key, number);
  if (number >= 0) value = number;
}

void take(const std::optional<json::Value>& object, const char* key, bool& value) {
  const std::optional<json::Value> found = object ? object->find(key) : std::nullopt;
  if (found && found->is_boolean()) value = found->boolean();
}

/// The elements of the array under `key`; none where there is no such array.
std::vector<json::Value> list(const json::Value& object, const char* key) {
  const std::optional<json::Value> found = object.find(key);
  return found && found->is_list() ? found->elements(kMostValues) : std::vector<json::Value>();
}

std::optional<json::Document> parsed(const std::string& text) {
  json::Limits limits;
  limits.bytes = kLargestRecord;
  limits.values = kMostValues;
  try {
    return json::Document(text, limits);
  } catch (const json::Unusable&) {
    return std::nullopt;
  }
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
  const std::optional<json::Document> document = parsed(text);
  if (!document) return record;
  const json::Value root = document->root();
  const std::optional<json::Value> video = root.find("video");
  take(video, "container", record.video.container);
  take(video, "codec", record.video.codec);
  take(video, "width", record.video.width);
  take(video, "height", record.video.height);
  take(video, "duration_s", record.video.duration_s);
  take(video, "start_s", record.video.start_s);
  take(video, "stream", record.video.stream);
  take(video, "deinterlaced", record.video.deinterlaced);
  take(video, "colours", record.video.colours);
  take(video, "frame_count", record.video.frame_count);
  take(video, "frames_per_s", record.video.frames_per_s);
  const std::optional<json::Value> range = root.find("range");
  take(range, "start_s", record.range_start_s);
  take(range, "end_s", record.range_end_s);
  // As it is written: frames that were chosen one by one come from no range.
  record.frames_chosen = range && range->is_null();
  take(root, "frame_slots", record.frame_slots);
  for (const json::Value& entry : list(root, "frames")) {
    if (!entry.is_object()) continue;
    transcript::TranscriptFrame frame;
    take(entry, "index", frame.index);
    take(entry, "pts", frame.pts);
    take(entry, "time_base", frame.time_base);
    take(entry, "time_s", frame.time_s);
    take(entry, "duration_s", frame.duration_s);
    record.frames.push_back(std::move(frame));
  }
  const std::optional<json::Value> model = root.find("model");
  take(model, "name", record.model.name);
  take(model, "hash", record.model.hash);
  take(model, "visual_parameters", record.model.visual_parameters);
  take(model, "decoder_parameters", record.model.decoder_parameters);
  take(root, "device", record.device);
  take(root, "dtype", record.dtype);
  take(root, "kv_cache", record.kv_cache);
  take(root, "threads", record.threads);
  const std::optional<json::Value> timing = root.find("timing");
  take(timing, "decode_ms", record.decode_ms);
  take(timing, "encode_ms", record.encode_ms);
  if (const std::optional<json::Value> versions = root.find("versions"); versions && versions->is_object())
    for (const auto& [name, version] : versions->members(kMostValues))
      if (version.is_text()) record.versions[name] = version.any_text(kLargestRecord);
  for (const json::Value& warning : list(root, "warnings"))
    if (warning.is_text()) record.warnings.push_back(warning.any_text(kLargestRecord));
  for (const json::Value& mass : list(root, "gstra_mass"))
    if (mass.is_number()) record.gstra_mass.push_back(static_cast<float>(mass.number()));
  return record;
}

}  // namespace vp::library
