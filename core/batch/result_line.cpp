#include "batch/result_line.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/json_array_file.h"
#include "eval/json_fields.h"

namespace vp::batch {
namespace {

using eval::field;
using eval::text_of;
using eval::UnusableField;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* kFormat = "videopanda-batch";
constexpr std::int64_t kVersion = 1;
constexpr int kDeepest = 8;
constexpr std::size_t kMostFrames = 1 << 16;
constexpr std::size_t kMostTokens = 1 << 20;
// A damaged file may give times of any size.
constexpr double kLatest_s = std::numeric_limits<double>::max();

template <typename Value>
ordered_json or_null(const std::optional<Value>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json settings_json(const BatchOptions& options) {
  return {{"start_s", or_null(options.range.start_s)},
          {"end_s", or_null(options.range.end_s)},
          {"frames", options.frames},
          {"window_s", options.window_s},
          {"step_s", options.step_s},
          {"max_new_tokens", options.ask.max_new_tokens},
          {"temperature", options.ask.temperature},
          {"top_p", options.ask.top_p},
          {"seed", options.ask.seed}};
}

std::int64_t whole(const json& object, const char* key, std::int64_t smallest,
                   std::int64_t largest = std::numeric_limits<std::int64_t>::max()) {
  const json& value = field(object, key);
  const bool fits =
      value.is_number_integer() &&
      (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(largest));
  if (!fits || value.get<std::int64_t>() < smallest || value.get<std::int64_t>() > largest)
    throw UnusableField{std::string("has a \"") + key + "\" that is no such whole number"};
  return value.get<std::int64_t>();
}

/// null is NaN: JSON has no other way to write it.
double real(const json& object, const char* key, double smallest, double largest) {
  const json& value = field(object, key);
  if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
  const double number = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
  if (!(number >= smallest && number <= largest))
    throw UnusableField{std::string("has a \"") + key + "\" that is no such number"};
  return number;
}

const json& list(const json& object, const char* key, std::size_t most) {
  const json& value = field(object, key);
  if (!value.is_array() || value.size() > most)
    throw UnusableField{std::string("has a \"") + key + "\" that is no list of at most " +
                        std::to_string(most)};
  return value;
}

std::optional<std::int64_t> second(const json& object, const char* key) {
  if (field(object, key).is_null()) return std::nullopt;
  return whole(object, key, 0, 1'000'000'000);
}

BatchOptions options_of(const json& settings) {
  BatchOptions options;
  options.range = {second(settings, "start_s"), second(settings, "end_s")};
  options.frames = static_cast<int>(whole(settings, "frames", 0, 4096));
  options.window_s = whole(settings, "window_s", 0);
  options.step_s = whole(settings, "step_s", 0);
  options.ask.max_new_tokens = whole(settings, "max_new_tokens", 1);
  options.ask.temperature = real(settings, "temperature", 0, 1e6);
  options.ask.top_p = real(settings, "top_p", 0, 1);
  const json& seed = field(settings, "seed");
  if (!seed.is_number_unsigned()) throw UnusableField{"has a \"seed\" that is no whole number"};
  options.ask.seed = seed.get<std::uint64_t>();
  return options;
}

}  // namespace

std::string line_of(const CellResult& result) {
  ordered_json frames = ordered_json::array();
  for (const CellResult::Frame& frame : result.frames)
    frames.push_back({{"index", frame.index}, {"time_s", frame.time_s}});
  ordered_json object{{"format", kFormat},
                      {"version", kVersion},
                      {"video", result.video.path},
                      {"video_sha256", result.video.sha256},
                      {"video_size", result.video.size_bytes},
                      {"video_modified_ns", result.video.modified_ns},
                      {"window", result.window},
                      {"start_s", result.start_s},
                      {"end_s", result.end_s},
                      {"question", result.question}};
  if (result.error.empty()) {
    object["answer"] = result.answer;
    object["finish"] = result.finish;
    object["token_ids"] = result.token_ids;
    object["mean_log_probability"] = result.mean_log_probability;
    object["frames"] = frames;
  } else {
    object["error"] = result.error;
  }
  object["model"] = {{"name", result.made_with.model_name}, {"hash", result.made_with.model_hash}};
  object["device"] = result.made_with.device;
  object["dtype"] = result.made_with.dtype;
  object["settings"] = settings_json(result.made_with.options);
  object["created"] = result.created;
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

CellResult result_of(const std::string& line) {
  const json object = eval::parsed_line(line, kDeepest);
  if (text_of(object, "format") != kFormat) throw UnusableField{"is no result of a batch"};
  if (whole(object, "version", 1) != kVersion) throw UnusableField{"was written by a newer version"};
  CellResult result;
  result.video = {text_of(object, "video"), whole(object, "video_size", -1),
                  whole(object, "video_modified_ns", std::numeric_limits<std::int64_t>::min()),
                  text_of(object, "video_sha256")};
  result.window = whole(object, "window", 0, kMostWindows - 1);
  result.start_s = real(object, "start_s", 0, kLatest_s);
  result.end_s = real(object, "end_s", 0, kLatest_s);
  if (std::isnan(result.start_s) || std::isnan(result.end_s)) throw UnusableField{"has no start or end"};
  result.question = text_of(object, "question");
  if (object.contains("error")) {
    result.error = text_of(object, "error");
    if (result.error.empty()) throw UnusableField{"has an empty \"error\""};
  } else {
    result.answer = text_of(object, "answer");
    result.finish = text_of(object, "finish");
    for (const json& id : list(object, "token_ids", kMostTokens)) {
      if (!id.is_number_integer()) throw UnusableField{"has \"token_ids\" that are no whole numbers"};
      result.token_ids.push_back(id.get<std::int64_t>());
    }
    result.mean_log_probability =
        real(object, "mean_log_probability", std::numeric_limits<double>::lowest(), 1e-3);
    for (const json& frame : list(object, "frames", kMostFrames))
      result.frames.push_back({whole(frame, "index", 0), real(frame, "time_s", -kLatest_s, kLatest_s)});
  }
  const json& model = field(object, "model");
  result.made_with = {text_of(model, "name"), text_of(model, "hash"), text_of(object, "device"),
                      text_of(object, "dtype"), options_of(field(object, "settings"))};
  result.created = text_of(object, "created");
  return result;
}

std::string difference(const Provenance& theirs, const Provenance& mine, bool options_only) {
  const auto clause = [](const std::string& name, const std::string& there, const std::string& here) {
    return "its " + name + " is " + base::for_message(there) + " and not " + base::for_message(here);
  };
  if (!options_only) {
    if (theirs.model_hash != mine.model_hash)
      return "its answers come from another model (" + base::for_message(theirs.model_name) + ", " +
             base::for_message(theirs.model_hash, 12) + ")";
    if (theirs.dtype != mine.dtype) return clause("dtype", theirs.dtype, mine.dtype);
  }
  ordered_json there = settings_json(theirs.options);
  const ordered_json here = settings_json(mine.options);
  if (options_only && mine.options.frames == 0)
    there["frames"] = 0;  // what it stands for only the model says
  for (const auto& [name, value] : here.items())
    if (there[name] != value) return clause(name, there[name].dump(), value.dump());
  return {};
}

}  // namespace vp::batch
