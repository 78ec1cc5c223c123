#include "train/training_config.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/error.h"
#include "json/document.h"
#include "train/scenes/questions.h"

namespace vp::train {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& sentence) {
  throw base::Error(base::ErrorCode::Usage, base::untranslated(file.string() + ": " + sentence));
}

/// Reads the keys of one JSON object, each at most once, and refuses what is left over. A key that is absent
/// or null keeps its default.
class ObjectReader {
 public:
  explicit ObjectReader(json::Value object) : object_(std::move(object)) {
    if (!object_.is_object()) object_.refuse(base::untranslated("an object was expected"));
  }

  void text(const char* key, std::string& value) {
    if (const auto found = given(key)) value = found->text();
  }
  void flag(const char* key, bool& value) {
    if (const auto found = given(key)) value = found->boolean();
  }
  template <typename Integer>
  void integer(const char* key, Integer& value, std::int64_t smallest, std::int64_t largest) {
    if (const auto found = given(key)) value = static_cast<Integer>(found->integer(smallest, largest));
  }
  void number(const char* key, double& value, double smallest, double largest) {
    if (const auto found = given(key)) value = found->number(smallest, largest);
  }
  void path(const char* key, std::filesystem::path& value, const std::filesystem::path& folder) {
    std::string name;
    text(key, name);
    if (!name.empty()) value = folder / name;
  }
  std::optional<json::Value> given(const char* key) {
    known_.insert(key);
    return object_.given(key);
  }
  /// After all known keys were read.
  void finish() const {
    std::string known;
    for (const std::string& key : known_) known += (known.empty() ? "" : ", ") + key;
    for (const auto& [key, value] : object_.members(kMostKeys))
      if (!known_.contains(key))
        value.refuse_with(base::untranslated("is not a known key; known here are " + known));
  }

 private:
  static constexpr std::size_t kMostKeys = 1024;

  json::Value object_;
  std::set<std::string> known_;
};

constexpr double kMany = 1e15;
constexpr std::size_t kMostParts = 64;
constexpr std::size_t kMostStages = 1024;

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

StageConfig read_stage(const std::filesystem::path& file, const json::Value& found) {
  const std::string path = found.path();
  ObjectReader reader(found);
  StageConfig stage;
  reader.text("name", stage.name);
  if (stage.name.empty()) refuse(file, "\"" + path + ".name\" is missing; a stage needs a name.");
  if (const auto trained = reader.given("trained")) {
    if (!trained->is_list())
      trained->refuse(base::untranslated("a list of stab, projector, decoder, distillation was expected"));
    for (const json::Value& part : trained->elements(kMostParts)) {
      const std::string& name = part.text();
      if (name != "stab" && name != "projector" && name != "decoder" && name != "distillation")
        part.refuse(base::untranslated("stab, projector, decoder or distillation was expected"));
      stage.trained.push_back(name);
    }
  }
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
  reader.path("conversations", stage.conversations, file.parent_path());
  reader.path("videos", stage.videos, file.parent_path());
  if (const auto scenes = reader.given("scenes")) {
    read_scenes(ObjectReader(*scenes), stage.scenes);
    try {
      stage.scenes.validate();
    } catch (const base::Error& error) {
      refuse(file, "\"" + scenes->path() + "\" cannot be drawn: " + error.what());
    }
  }
  reader.finish();
  return stage;
}

void read_data(ObjectReader reader, const std::filesystem::path& file, TrainingConfig& config) {
  std::string source = "scenes";
  reader.text("source", source);
  if (source != "scenes" && source != "conversations")
    refuse(file, "\"data.source\" is \"" + source + "\"; expected is scenes or conversations.");
  config.source = source == "scenes" ? TrainingConfig::Source::Scenes : TrainingConfig::Source::Conversations;
  reader.path("conversations", config.conversations, file.parent_path());
  reader.path("videos", config.videos, file.parent_path());
  reader.integer("max_questions", config.max_questions, 1, 1000);
  reader.integer("max_turns", config.max_turns, 1, 100);
  if (const auto asked_again = reader.given("asked_again")) {
    ObjectReader rounds(*asked_again);
    for (const std::string& type : scenes::question_types()) {
      int again = 0;
      rounds.integer(type.c_str(), again, 0, 16);
      if (again > 0) config.asked_again[type] = again;
    }
    rounds.finish();
  }
  reader.integer("microbatch", config.microbatch, 1, 4096);
  reader.integer("loader_threads", config.loader_threads, 1, 64);
  reader.finish();
}

void read_distillation(ObjectReader reader, const std::filesystem::path& file, TrainingConfig& config) {
  reader.text("teacher", config.teacher);
  const bool sees = config.teacher == "languagebind";
  if (config.teacher != "scenes" && config.teacher != "none" && !sees)
    refuse(file, "\"distillation.teacher\" is \"" + config.teacher +
                     "\"; expected is scenes, languagebind or none.");
  reader.path("folder", config.teacher_folder, file.parent_path());
  reader.path("kept_features", config.kept_features, file.parent_path());
  if (sees && config.teacher_folder.empty())
    refuse(file, "\"distillation.folder\" is missing; name the folder of LanguageBind_Video_merge.");
  if (!sees && !(config.teacher_folder.empty() && config.kept_features.empty()))
    refuse(file, "\"distillation.folder\" and \"kept_features\" are of the teacher languagebind alone.");
  reader.integer("width", config.teacher_width, 8, 4096);
  if (config.teacher_width % 8 != 0)
    refuse(file, "\"distillation.width\" is " + std::to_string(config.teacher_width) +
                     "; expected is a multiple of 8, one share a head.");
  reader.integer("steps", config.teacher_steps, 1, 1000000);
  reader.number("object_weight", config.teacher_object_weight, 1, 1000);
  reader.number("weight", config.distillation_weight, 0, 1000);
  reader.number("readout_weight", config.readout_weight, 0, 1000);
  if (sees && config.readout_weight > 0)
    refuse(file,
           "\"distillation.readout_weight\" is above 0, and languagebind does not know the truth that "
           "would be read; leave it out.");
  reader.finish();
}

// A stage without films of its own is trained on those of all.
void share_films(const std::filesystem::path& file, TrainingConfig& config) {
  const bool films = config.source == TrainingConfig::Source::Conversations;
  for (StageConfig& stage : config.stages) {
    if (!films && !(stage.conversations.empty() && stage.videos.empty()))
      refuse(file, "the stage \"" + stage.name +
                       "\" names films, and \"data.source\" is scenes; conversations was expected.");
    if (stage.conversations.empty()) stage.conversations = config.conversations;
    if (stage.videos.empty()) stage.videos = config.videos;
    if (films && (stage.conversations.empty() || stage.videos.empty()))
      refuse(file, "the stage \"" + stage.name +
                       "\" has no films; name the JSON file with \"conversations\" and the folder with "
                       "\"videos\", there or in \"data\".");
  }
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

json::Document parse(const std::filesystem::path& file) {
  json::Limits limits;
  limits.values = std::size_t{1} << 20;
  limits.comments = true;
  return json::Document::read(file, limits, [file](const json::Fault& fault) {
    refuse(file, (fault.path.empty() ? "this training configuration" : "\"" + fault.path + "\"") + " " +
                     fault.problem.text() + ".");
  });
}

}  // namespace

TrainingConfig TrainingConfig::read(const std::filesystem::path& file) {
  const json::Document document = parse(file);
  TrainingConfig config;
  ObjectReader reader(document.root());
  reader.path("model", config.model, file.parent_path());
  reader.path("output", config.output, file.parent_path());
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
  if (const auto data = reader.given("data")) read_data(ObjectReader(*data), file, config);
  if (const auto distillation = reader.given("distillation"))
    read_distillation(ObjectReader(*distillation), file, config);
  reader.number("gstra_dropout", config.gstra_dropout, 0, 0.95);
  reader.number("fusion_dropout", config.fusion_dropout, 0, 0.95);
  reader.number("checkpoint_minutes", config.checkpoint_minutes, 0.01, 1e6);
  reader.integer("validation_every", config.validation_every, 0, static_cast<std::int64_t>(kMany));
  reader.integer("validation_videos", config.validation_videos, 0, 100000);
  if (const auto stages = reader.given("stages"))
    for (const json::Value& stage : stages->elements(kMostStages))
      config.stages.push_back(read_stage(file, stage));
  check_stages(file, config);
  share_films(file, config);
  if (config.source == Source::Conversations && config.teacher == "scenes")
    refuse(file,
           "\"distillation.teacher\" is scenes, which knows drawn scenes only; films need "
           "\"languagebind\" or \"none\".");
  reader.finish();
  return config;
}

}  // namespace vp::train
