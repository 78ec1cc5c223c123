#include "train/training_config.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <utility>

#include "base/error.h"
#include "train/scenes/questions.h"

namespace vp::train {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& sentence) {
  throw base::Error(base::ErrorCode::Usage, file.string() + ": " + sentence);
}

/// Reads the keys of one JSON object, each at most once, and refuses what is left over.
class ObjectReader {
 public:
  ObjectReader(const std::filesystem::path& file, const json& object, std::string path)
      : file_(file), object_(object), path_(std::move(path)) {
    if (!object.is_object())
      refuse(file, where("") + "is " + object.type_name() + " where an object is expected.");
  }

  void text(const char* key, std::string& value) {
    read(key, [&](const json& found) {
      if (!found.is_string()) wrong(key, found, "a text");
      value = found.get<std::string>();
    });
  }
  void flag(const char* key, bool& value) {
    read(key, [&](const json& found) {
      if (!found.is_boolean()) wrong(key, found, "true or false");
      value = found.get<bool>();
    });
  }
  template <typename Integer>
  void integer(const char* key, Integer& value, std::int64_t smallest, std::int64_t largest) {
    read(key, [&](const json& found) {
      if (!found.is_number_integer() || found < smallest || found > largest)
        wrong(key, found,
              "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest));
      value = found.get<Integer>();
    });
  }
  void number(const char* key, double& value, double smallest, double largest) {
    read(key, [&](const json& found) {
      if (!found.is_number() || !std::isfinite(found.get<double>()) || found < smallest || found > largest)
        wrong(key, found, "a number from " + shown(smallest) + " to " + shown(largest));
      value = found.get<double>();
    });
  }
  void path(const char* key, std::filesystem::path& value) {
    std::string given;
    text(key, given);
    if (!given.empty()) value = file_.parent_path() / given;
  }
  void any(const char* key, const std::function<void(const json&, const std::string&)>& take) {
    read(key, [&](const json& found) { take(found, path_.empty() ? key : path_ + "." + key); });
  }
  [[noreturn]] void wrong(const std::string& key, const json& found, const std::string& expected) const {
    refuse(file_, where(key) + "is " + found.dump().substr(0, 80) + "; expected is " + expected + ".");
  }
  /// After all known keys were read.
  void finish() const {
    std::string known;
    for (const auto& [key, seen] : known_) known += (known.empty() ? "" : ", ") + key;
    for (const auto& [key, value] : object_.items()) {
      if (!known_.contains(key))
        refuse(file_, where(key) + "is not a known key; known here are " + known + ".");
    }
  }

 private:
  static std::string shown(double value) {
    std::ostringstream text;
    text << value;
    return text.str();
  }
  std::string where(const std::string& key) const {
    if (path_.empty() && key.empty()) return "its content ";
    return "\"" + path_ + (path_.empty() || key.empty() ? "" : ".") + key + "\" ";
  }
  void read(const std::string& key, const std::function<void(const json&)>& take) {
    known_[key] = true;
    if (object_.contains(key) && !object_.at(key).is_null()) take(object_.at(key));
  }

  const std::filesystem::path& file_;
  const json& object_;
  std::string path_;
  std::map<std::string, bool> known_;
};

constexpr double kMany = 1e15;

void read_scenes(ObjectReader reader, scenes::SceneOptions& options) {
  reader.integer("max_objects", options.max_objects, 1, 4);
  reader.flag("changes", options.changes);
  reader.flag("turns", options.turns);
  reader.flag("bounces", options.bounces);
  reader.flag("camera", options.camera);
  reader.flag("cuts", options.cuts);
  reader.number("plain", options.plain, 0, 1);
  reader.number("staged", options.staged, 0, 1);
  reader.number("min_duration_s", options.min_duration_s, 1, 60);
  reader.number("max_duration_s", options.max_duration_s, 1, 60);
  reader.finish();
}

StageConfig read_stage(const std::filesystem::path& file, const json& found, const std::string& path) {
  ObjectReader reader(file, found, path);
  StageConfig stage;
  reader.text("name", stage.name);
  if (stage.name.empty()) refuse(file, "\"" + path + ".name\" is missing; a stage needs a name.");
  reader.any("trained", [&](const json& list, const std::string&) {
    if (!list.is_array()) reader.wrong("trained", list, "a list of stab, projector, decoder, distillation");
    for (const json& part : list) {
      if (part != "stab" && part != "projector" && part != "decoder" && part != "distillation")
        reader.wrong("trained", part, "stab, projector, decoder or distillation");
      stage.trained.push_back(part.get<std::string>());
    }
  });
  if (stage.trained.empty())
    refuse(file, "\"" + path + ".trained\" is missing; a stage trains at least one part.");
  reader.integer("samples", stage.samples, 1, static_cast<std::int64_t>(kMany));
  if (stage.samples == 0)
    refuse(file, "\"" + path + ".samples\" is missing; say how many videos the stage sees.");
  reader.integer("batch", stage.batch, 1, 1 << 20);
  reader.number("learning_rate", stage.learning_rate, 0, 1);
  reader.number("warmup", stage.warmup, 0, 1);
  reader.number("final_rate", stage.final_rate, 0, 1);
  reader.number("weight_decay", stage.weight_decay, 0, 1);
  reader.number("clip", stage.clip, 0, kMany);
  reader.flag("captions", stage.captions);
  reader.any("scenes", [&](const json& value, const std::string& inner) {
    read_scenes(ObjectReader(file, value, inner), stage.scenes);
    try {
      stage.scenes.validate();
    } catch (const base::Error& error) {
      refuse(file, "\"" + inner + "\" cannot be drawn: " + error.what());
    }
  });
  reader.finish();
  return stage;
}

void read_data(ObjectReader reader, const std::filesystem::path& file, TrainingConfig& config) {
  std::string source = "scenes";
  reader.text("source", source);
  if (source != "scenes" && source != "conversations")
    refuse(file, "\"data.source\" is \"" + source + "\"; expected is scenes or conversations.");
  config.source = source == "scenes" ? TrainingConfig::Source::Scenes : TrainingConfig::Source::Conversations;
  reader.path("conversations", config.conversations);
  reader.path("videos", config.videos);
  if (config.source == TrainingConfig::Source::Conversations &&
      (config.conversations.empty() || config.videos.empty()))
    refuse(file, "\"data\" names no conversations or no videos; both are needed for films.");
  reader.integer("max_questions", config.max_questions, 1, 1000);
  reader.integer("max_turns", config.max_turns, 1, 100);
  reader.any("asked_again", [&](const json& value, const std::string& inner) {
    ObjectReader rounds(file, value, inner);
    for (const std::string& type : scenes::question_types()) {
      int again = 0;
      rounds.integer(type.c_str(), again, 0, 16);
      if (again > 0) config.asked_again[type] = again;
    }
    rounds.finish();
  });
  reader.integer("microbatch", config.microbatch, 1, 4096);
  reader.integer("loader_threads", config.loader_threads, 1, 64);
  reader.finish();
}

void read_distillation(ObjectReader reader, const std::filesystem::path& file, TrainingConfig& config) {
  reader.text("teacher", config.teacher);
  if (config.teacher != "scenes" && config.teacher != "none")
    refuse(file, "\"distillation.teacher\" is \"" + config.teacher + "\"; expected is scenes or none.");
  reader.integer("width", config.teacher_width, 8, 4096);
  if (config.teacher_width % 8 != 0)
    refuse(file, "\"distillation.width\" is " + std::to_string(config.teacher_width) +
                     "; expected is a multiple of 8, one share a head.");
  reader.integer("steps", config.teacher_steps, 1, 1000000);
  reader.number("object_weight", config.teacher_object_weight, 1, 1000);
  reader.number("weight", config.distillation_weight, 0, 1000);
  reader.number("readout_weight", config.readout_weight, 0, 1000);
  reader.finish();
}

// What only the stages together, or with the rest, can be wrong in.
void check_stages(const std::filesystem::path& file, const TrainingConfig& config) {
  if (config.stages.empty()) refuse(file, "\"stages\" is missing or empty; nothing would be trained.");
  std::set<std::string> names;
  for (const StageConfig& stage : config.stages) {
    // A state says by its stage's name how far the run is.
    if (!names.insert(stage.name).second)
      refuse(file, "two stages have the name \"" + stage.name + "\"; each needs a name of its own.");
    if (stage.name == "all")
      refuse(file, "a stage has the name \"all\", which stands for all of them; name it otherwise.");
    const bool nothing = std::all_of(stage.trained.begin(), stage.trained.end(),
                                     [](const std::string& part) { return part == "distillation"; });
    if (nothing && config.teacher == "none")
      refuse(file, "the stage \"" + stage.name +
                       "\" trains the distillation alone, and \"distillation.teacher\" is none; nothing "
                       "would be trained.");
  }
}

json parse(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, "this training configuration cannot be opened; check the path.");
  json parsed = json::parse(stream, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (parsed.is_discarded()) refuse(file, "this is not valid JSON; correct the file.");
  return parsed;
}

}  // namespace

TrainingConfig TrainingConfig::read(const std::filesystem::path& file) {
  const json parsed = parse(file);
  TrainingConfig config;
  ObjectReader reader(file, parsed, "");
  reader.path("model", config.model);
  reader.path("output", config.output);
  if (config.model.empty())
    refuse(file, "\"model\" is missing; name the folder with config.json and tokenizer.model.");
  reader.text("dtype", config.dtype);
  if (config.dtype != "auto" && config.dtype != "float32" && config.dtype != "bfloat16")
    refuse(file, "\"dtype\" is \"" + config.dtype + "\"; expected is auto, float32 or bfloat16.");
  reader.text("optimizer", config.optimizer);
  if (config.optimizer != "adamw" && config.optimizer != "muon")
    refuse(file, "\"optimizer\" is \"" + config.optimizer + "\"; expected is adamw or muon.");
  reader.integer("seed", config.seed, 0, std::int64_t{1} << 62);
  reader.integer("threads", config.threads, 0, 1024);
  reader.any("data", [&](const json& value, const std::string& path) {
    read_data(ObjectReader(file, value, path), file, config);
  });
  reader.any("distillation", [&](const json& value, const std::string& path) {
    read_distillation(ObjectReader(file, value, path), file, config);
  });
  reader.number("gstra_dropout", config.gstra_dropout, 0, 0.95);
  reader.number("fusion_dropout", config.fusion_dropout, 0, 0.95);
  reader.number("checkpoint_minutes", config.checkpoint_minutes, 0.01, 1e6);
  reader.integer("validation_every", config.validation_every, 0, static_cast<std::int64_t>(kMany));
  reader.integer("validation_videos", config.validation_videos, 0, 100000);
  reader.any("stages", [&](const json& list, const std::string&) {
    if (!list.is_array()) reader.wrong("stages", list, "a list of stages");
    for (std::size_t i = 0; i < list.size(); ++i)
      config.stages.push_back(read_stage(file, list[i], "stages[" + std::to_string(i) + "]"));
  });
  check_stages(file, config);
  if (config.source == Source::Conversations && config.teacher == "scenes")
    refuse(file, "\"distillation.teacher\" is scenes, which knows drawn scenes only; films need \"none\".");
  reader.finish();
  return config;
}

}  // namespace vp::train
