#include "engine/stored_video_facts.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "json/document.h"

namespace vp::engine {
namespace {

using Json = nlohmann::json;

constexpr int kFormat = 2;
constexpr std::size_t kMostFrames = 4096;
constexpr std::size_t kMostArguments = 9;
constexpr std::size_t kLargestText = std::size_t{16} << 20;
constexpr std::int64_t kLargestSide = 65536;  // pixels

int small_number(const json::Value& object, const char* key, std::int64_t least, std::int64_t most) {
  return static_cast<int>(object.member(key).integer(least, most));
}

double duration(const json::Value& object, const char* key) {
  return object.member(key).number(0);
}

Json to_object(const base::Rational& ratio) {
  return {{"num", ratio.num}, {"den", ratio.den}};
}

base::Rational rational(const json::Value& ratio, std::int64_t least) {
  return {ratio.member("num").integer(least, INT32_MAX), ratio.member("den").integer(1, INT32_MAX)};
}

Json to_object(const media::VideoInfo& info) {
  Json streams = Json::array();
  for (const media::StreamInfo& stream : info.streams)
    streams.push_back(
        {{"index", stream.index}, {"kind", stream.kind}, {"codec", stream.codec}, {"detail", stream.detail}});
  return {{"stream", info.stream},
          {"colours", info.colours},
          {"transparent", info.transparent},
          {"interlaced", info.interlaced},
          {"deinterlaced", info.deinterlaced},
          {"notices", info.notices},
          {"container", info.container},
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
          {"header_frame_rate", to_object(info.header_frame_rate)},
          {"time_base", to_object(info.time_base)},
          {"frame_count", info.frame_count},
          {"duration_s", info.duration_s},
          {"start_s", info.start_s},
          {"has_audio", info.has_audio},
          {"streams", streams}};
}

media::VideoInfo video_info(const json::Value& object) {
  media::VideoInfo info;
  info.stream = small_number(object, "stream", 0, INT32_MAX);
  info.colours = object.member("colours").text();
  info.transparent = object.member("transparent").boolean();
  info.interlaced = object.member("interlaced").boolean();
  info.deinterlaced = object.member("deinterlaced").boolean();
  for (const json::Value& notice : object.member("notices").elements(kMostFrames))
    info.notices.push_back(notice.text());
  info.container = object.member("container").text();
  info.codec = object.member("codec").text();
  info.pixel_format = object.member("pixel_format").text();
  info.bit_depth = small_number(object, "bit_depth", 0, 64);
  info.coded_width = small_number(object, "coded_width", 0, kLargestSide);
  info.coded_height = small_number(object, "coded_height", 0, kLargestSide);
  info.sample_aspect_ratio = rational(object.member("sample_aspect_ratio"), 0);
  info.rotation_degrees = small_number(object, "rotation_degrees", 0, 359);
  info.width = small_number(object, "width", 1, kLargestSide);
  info.height = small_number(object, "height", 1, kLargestSide);
  info.average_frame_rate = rational(object.member("average_frame_rate"), 0);
  info.header_frame_rate = rational(object.member("header_frame_rate"), 0);
  info.time_base = rational(object.member("time_base"), 0);
  info.frame_count = object.member("frame_count").integer(1);
  info.duration_s = duration(object, "duration_s");
  info.start_s = duration(object, "start_s");
  info.has_audio = object.member("has_audio").boolean();
  for (const json::Value& stream : object.member("streams").elements(kMostFrames))
    info.streams.push_back({small_number(stream, "index", 0, INT32_MAX), stream.member("kind").text(),
                            stream.member("codec").text(), stream.member("detail").text()});
  return info;
}

// A text, or a key with its arguments in a list: the window says it in the language that is in use then.
Json to_value(const base::Message& message) {
  if (message.key().empty()) return message.text();
  Json list = Json::array({message.key()});
  for (const base::Message& argument : message.arguments()) list.push_back(to_value(argument));
  return list;
}

base::Message message_of(const json::Value& value) {
  if (value.is_text()) return base::Message::verbatim(value.text(kLargestText));
  const std::vector<json::Value> parts = value.elements(kMostArguments + 1, 1);
  std::vector<base::Message> arguments;
  for (std::size_t i = 1; i < parts.size(); ++i) arguments.push_back(message_of(parts[i]));
  return base::Message::of_parts(parts[0].text(kLargestText), std::move(arguments));
}

}  // namespace

std::string to_json(const StoredVideoFacts& facts) {
  Json frames = Json::array();
  for (const SampledFrame& frame : facts.frames)
    frames.push_back({{"index", frame.index},
                      {"pts", frame.timestamp.pts},
                      {"time_base", to_object(frame.timestamp.time_base)},
                      {"time_s", frame.time_s},
                      {"duration_s", frame.duration_s}});
  Json warnings = Json::array();
  for (const base::Message& warning : facts.warnings) warnings.push_back(to_value(warning));
  const Json root = {{"format", kFormat},
                     {"model_hash", facts.model_hash},
                     {"info", to_object(facts.info)},
                     {"frames", frames},
                     {"warnings", warnings},
                     {"decode_ms", facts.decode_ms},
                     {"encode_ms", facts.encode_ms}};
  return root.dump(-1, ' ', false, Json::error_handler_t::replace);
}

StoredVideoFacts parse_video_facts(std::string_view text) {
  json::Limits limits;
  limits.bytes = kLargestText;
  limits.depth = 8;
  const json::Document document(text, limits, [](const json::Fault& fault) {
    throw std::invalid_argument(fault.path + " " + fault.problem.text());
  });
  const json::Value root = document.root();
  root.member("format").integer(kFormat, kFormat);
  StoredVideoFacts facts;
  facts.model_hash = root.member("model_hash").text();
  facts.info = video_info(root.member("info"));
  for (const json::Value& entry : root.member("frames").elements(kMostFrames, 1)) {
    SampledFrame frame;
    frame.index = entry.member("index").integer(0, facts.info.frame_count - 1);
    frame.timestamp.pts = entry.member("pts").integer(INT64_MIN);
    frame.timestamp.time_base = rational(entry.member("time_base"), 1);
    frame.time_s = duration(entry, "time_s");
    frame.duration_s = duration(entry, "duration_s");
    facts.frames.push_back(std::move(frame));
  }
  for (const json::Value& warning : root.member("warnings").elements(kMostFrames))
    facts.warnings.push_back(message_of(warning));
  facts.decode_ms = duration(root, "decode_ms");
  facts.encode_ms = duration(root, "encode_ms");
  return facts;
}

}  // namespace vp::engine
