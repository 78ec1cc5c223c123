#include "engine/stored_video_facts.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace vp::engine {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 1;
constexpr std::size_t kMostFrames = 4096;
constexpr std::int64_t kLargestSide = 65536;  // pixels

void require(bool good, const char* what) {
  if (!good) throw std::invalid_argument(what);
}

const Json& member_of(const Json& object, const char* key) {
  require(object.is_object(), key);
  const auto found = object.find(key);
  require(found != object.end(), key);
  return *found;
}

std::int64_t whole_number(const Json& object, const char* key, std::int64_t least, std::int64_t most) {
  const Json& value = member_of(object, key);
  require(value.is_number_integer(), key);
  require(!value.is_number_unsigned() || value.get<std::uint64_t>() <= INT64_MAX, key);
  const auto number = value.get<std::int64_t>();
  require(number >= least && number <= most, key);
  return number;
}

int small_number(const Json& object, const char* key, std::int64_t least, std::int64_t most) {
  return static_cast<int>(whole_number(object, key, least, most));
}

double real_number(const Json& object, const char* key) {
  const Json& value = member_of(object, key);
  require(value.is_number(), key);
  const auto number = value.get<double>();
  require(std::isfinite(number) && number >= 0, key);
  return number;
}

std::string short_text(const Json& object, const char* key) {
  const Json& value = member_of(object, key);
  require(value.is_string() && value.get_ref<const std::string&>().size() <= 4096, key);
  return value.get<std::string>();
}

const Json& array_of(const Json& object, const char* key) {
  const Json& value = member_of(object, key);
  require(value.is_array() && value.size() <= kMostFrames, key);
  return value;
}

Json to_object(const base::Rational& ratio) {
  return {{"num", ratio.num}, {"den", ratio.den}};
}

base::Rational rational(const Json& object, const char* key, std::int64_t least) {
  const Json& ratio = member_of(object, key);
  return {whole_number(ratio, "num", least, INT32_MAX), whole_number(ratio, "den", 1, INT32_MAX)};
}

Json to_object(const media::VideoInfo& info) {
  Json streams = Json::array();
  for (const media::StreamInfo& stream : info.streams)
    streams.push_back(
        {{"index", stream.index}, {"kind", stream.kind}, {"codec", stream.codec}, {"detail", stream.detail}});
  return {{"container", info.container},
          {"codec", info.codec},
          {"pixel_format", info.pixel_format},
          {"bit_depth", info.bit_depth},
          {"coded_width", info.coded_width},
          {"coded_height", info.coded_height},
          {"sample_aspect_ratio", to_object(info.sample_aspect_ratio)},
          {"rotation_degrees", info.rotation_degrees},
          {"width", info.width},
          {"height", info.height},
          {"average_frame_rate", to_object(info.average_frame_rate)},
          {"time_base", to_object(info.time_base)},
          {"frame_count", info.frame_count},
          {"duration_s", info.duration_s},
          {"has_audio", info.has_audio},
          {"streams", streams}};
}

media::VideoInfo video_info(const Json& object) {
  media::VideoInfo info;
  info.container = short_text(object, "container");
  info.codec = short_text(object, "codec");
  info.pixel_format = short_text(object, "pixel_format");
  info.bit_depth = small_number(object, "bit_depth", 0, 64);
  info.coded_width = small_number(object, "coded_width", 0, kLargestSide);
  info.coded_height = small_number(object, "coded_height", 0, kLargestSide);
  info.sample_aspect_ratio = rational(object, "sample_aspect_ratio", 0);
  info.rotation_degrees = small_number(object, "rotation_degrees", 0, 359);
  info.width = small_number(object, "width", 1, kLargestSide);
  info.height = small_number(object, "height", 1, kLargestSide);
  info.average_frame_rate = rational(object, "average_frame_rate", 0);
  info.time_base = rational(object, "time_base", 0);
  info.frame_count = whole_number(object, "frame_count", 1, INT64_MAX);
  info.duration_s = real_number(object, "duration_s");
  require(member_of(object, "has_audio").is_boolean(), "has_audio");
  info.has_audio = member_of(object, "has_audio").get<bool>();
  for (const Json& stream : array_of(object, "streams"))
    info.streams.push_back({small_number(stream, "index", 0, INT32_MAX), short_text(stream, "kind"),
                            short_text(stream, "codec"), short_text(stream, "detail")});
  return info;
}

}  // namespace

std::string to_json(const StoredVideoFacts& facts) {
  Json frames = Json::array();
  for (const SampledFrame& frame : facts.frames)
    frames.push_back({{"index", frame.index},
                      {"pts", frame.timestamp.pts},
                      {"time_base", to_object(frame.timestamp.time_base)},
                      {"time_s", frame.time_s}});
  const Json root = {{"format", kFormat},
                     {"model_hash", facts.model_hash},
                     {"info", to_object(facts.info)},
                     {"frames", frames},
                     {"warnings", facts.warnings},
                     {"decode_ms", facts.decode_ms},
                     {"encode_ms", facts.encode_ms}};
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

StoredVideoFacts parse_video_facts(std::string_view json) {
  const auto shallow = [](int depth, Json::parse_event_t, Json&) {
    require(depth <= 8, "nested too deeply");
    return true;
  };
  Json root;
  try {
    root = Json::parse(json.begin(), json.end(), shallow);
  } catch (const Json::exception&) {
    throw std::invalid_argument("no JSON");
  }
  require(whole_number(root, "format", 0, INT32_MAX) == kFormat, "format");
  StoredVideoFacts facts;
  facts.model_hash = short_text(root, "model_hash");
  facts.info = video_info(member_of(root, "info"));
  for (const Json& entry : array_of(root, "frames")) {
    SampledFrame frame;
    frame.index = whole_number(entry, "index", 0, facts.info.frame_count - 1);
    frame.timestamp.pts = whole_number(entry, "pts", INT64_MIN, INT64_MAX);
    frame.timestamp.time_base = rational(entry, "time_base", 1);
    frame.time_s = real_number(entry, "time_s");
    facts.frames.push_back(std::move(frame));
  }
  require(!facts.frames.empty(), "frames");
  for (const Json& warning : array_of(root, "warnings")) {
    require(warning.is_string(), "warnings");
    facts.warnings.push_back(warning.get<std::string>());
  }
  facts.decode_ms = real_number(root, "decode_ms");
  facts.encode_ms = real_number(root, "encode_ms");
  return facts;
}

}  // namespace vp::engine
