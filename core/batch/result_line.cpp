#include "batch/result_line.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "base/message_text.h"
#include "base/sha256.h"
#include "json/document.h"

namespace vp::batch {
namespace {

using nlohmann::ordered_json;

constexpr const char* kFormat = "videopanda-batch";
constexpr std::int64_t kVersion = 1;
constexpr int kDeepest = 8;
constexpr std::size_t kMostFrames = 1 << 16;
constexpr std::size_t kMostTokens = 1 << 20;
constexpr std::size_t kLongestText = std::size_t{16} << 20;  // bytes

template <typename Value>
ordered_json or_null(const std::optional<Value>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json settings_json(const BatchOptions& options) {
  return {{"video_stream", or_null(options.open.stream)},
          {"deinterlace", options.open.deinterlace},
          {"start_s", or_null(options.range.start_s)},
          {"end_s", or_null(options.range.end_s)},
          {"frames", options.frames},
          {"window_s", options.window_s},
          {"step_s", options.step_s},
          {"max_new_tokens", options.ask.max_new_tokens},
          {"temperature", options.ask.temperature},
          {"top_p", options.ask.top_p},
          {"seed", options.ask.seed},
          {"repetition_guard", options.ask.repetition_guard},
          {"repetition_penalty", options.ask.repetition_penalty}};
}

std::string text_of(const json::Value& object, const char* key) {
  return object.member(key).any_text(kLongestText);
}

std::optional<std::int64_t> second(const json::Value& value) {
  if (value.is_null()) return std::nullopt;
  return value.integer(0, 1'000'000'000);
}

BatchOptions options_of(const json::Value& settings) {
  BatchOptions options;
  // Results from before there was a choice have none of the members that are only given.
  if (const auto stream = settings.given("video_stream"))
    options.open.stream = static_cast<int>(stream->integer(0, 1 << 20));
  if (const auto deinterlace = settings.given("deinterlace"))
    options.open.deinterlace = deinterlace->boolean();
  options.range = {second(settings.member("start_s")), second(settings.member("end_s"))};
  options.frames = static_cast<int>(settings.member("frames").integer(0, 4096));
  options.window_s = settings.member("window_s").integer();
  options.step_s = settings.member("step_s").integer();
  options.ask.max_new_tokens = settings.member("max_new_tokens").integer(1);
  options.ask.temperature = settings.member("temperature").number_or_null(0, 1e6);
  options.ask.top_p = settings.member("top_p").number_or_null(0, 1);
  options.ask.seed = settings.member("seed").unsigned_integer();
  const auto guard = settings.given("repetition_guard"), penalty = settings.given("repetition_penalty");
  options.ask.repetition_guard = guard && guard->boolean();
  if (penalty) options.ask.repetition_penalty = penalty->number_or_null(0, 1e6);
  return options;
}

}  // namespace

std::string cell_key(const std::string& path, std::int64_t window, const std::string& question) {
  base::Sha256 hash;
  for (const std::string& part : {path, std::to_string(window), question}) {
    hash.update(part);
    hash.update(std::string_view("\0", 1));
  }
  const base::Sha256::Digest digest = hash.finish();
  return {digest.begin(), digest.end()};
}

std::string key_of(const CellResult& result) {
  return cell_key(result.video.path, result.window, result.question);
}

std::string line_of(const CellResult& result) {
  ordered_json frames = ordered_json::array();
  for (const CellResult::Frame& frame : result.frames)
    frames.push_back({{"index", frame.index}, {"time_s", frame.time_s}});
  ordered_json object{{"format", kFormat},
                      {"version", kVersion},
                      {"video", result.video.path},
                      {"video_sha256", result.video.sha256},
                      {"video_size", result.video.facts.size_bytes},
                      {"video_modified_ns", result.video.facts.modified_ns},
                      {"window", result.window},
                      {"start_s", result.start_s},
                      {"end_s", result.end_s},
                      {"question", result.question}};
  if (result.error.empty()) {
    object["video_start_s"] = result.video_start_s;
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
  if (result.made_with.kept() != result.made_with.dtype) object["kv_cache"] = result.made_with.kv_cache;
  object["settings"] = settings_json(result.made_with.options);
  object["created"] = result.created;
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

CellResult result_of(std::string_view line) {
  json::Limits limits;
  limits.depth = kDeepest;
  const json::Document document(line, limits);
  const json::Value object = document.root();
  if (text_of(object, "format") != kFormat) object.refuse_with(base::message("is no result of a batch"));
  if (object.member("version").integer(1) != kVersion)
    object.refuse_with(base::message("was written by a newer version"));
  CellResult result;
  result.video = {text_of(object, "video"),
                  {object.member("video_size").integer(-1),
                   object.member("video_modified_ns").integer(std::numeric_limits<std::int64_t>::min())},
                  text_of(object, "video_sha256")};
  result.window = object.member("window").integer(0, kMostWindows - 1);
  result.start_s = object.member("start_s").number(0);
  result.end_s = object.member("end_s").number(0);
  result.question = text_of(object, "question");
  if (object.find("error")) {
    result.error = text_of(object, "error");
    if (result.error.empty()) object.refuse_with(base::message("has an empty \"error\""));
  } else {
    if (const auto start = object.find("video_start_s"))  // older results do not say
      result.video_start_s = start->number(0);
    result.answer = text_of(object, "answer");
    result.finish = text_of(object, "finish");
    const json::Value tokens = object.member("token_ids");
    for (const json::Value& id : tokens.elements(kMostTokens)) {
      if (!id.is_integer()) tokens.refuse_with(base::message("holds %1 beside whole numbers", id.shown()));
      result.token_ids.push_back(id.integer(std::numeric_limits<std::int64_t>::min()));
    }
    result.mean_log_probability =
        object.member("mean_log_probability").number_or_null(std::numeric_limits<double>::lowest(), 1e-3);
    for (const json::Value& frame : object.member("frames").elements(kMostFrames))
      // A damaged film may give times of any size.
      result.frames.push_back({frame.member("index").integer(), frame.member("time_s").number_or_null()});
  }
  const json::Value model = object.member("model");
  result.made_with = {text_of(model, "name"), text_of(model, "hash"), text_of(object, "device"),
                      text_of(object, "dtype"), options_of(object.member("settings"))};
  if (object.find("kv_cache")) result.made_with.kv_cache = text_of(object, "kv_cache");
  result.created = text_of(object, "created");
  return result;
}

base::Message difference(const Provenance& theirs, const Provenance& mine, bool options_only) {
  const auto clause = [](const std::string& name, const std::string& there, const std::string& here) {
    return base::message("its %1 is %2 and not %3", name, base::for_message(there), base::for_message(here));
  };
  if (!options_only) {
    if (theirs.model_hash != mine.model_hash)
      return base::message("its answers come from another model (%1, %2)",
                           base::for_message(theirs.model_name), base::for_message(theirs.model_hash, 12));
    if (theirs.dtype != mine.dtype) return clause("dtype", theirs.dtype, mine.dtype);
    if (theirs.kept() != mine.kept()) return clause("kv_cache", theirs.kept(), mine.kept());
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
