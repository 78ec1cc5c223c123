#include "train/trainer.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ranges>
#include <utility>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "engine/compute_device.h"
#include "engine/process_limits.h"
#include "train/data_loader.h"
#include "train/film_dataset.h"
#include "train/initial_weights.h"
#include "train/scene_dataset.h"
#include "train/scene_teacher.h"
#include "train/scenes/random.h"
#include "train/tower_teacher.h"

namespace vp::train {
namespace {

using base::Error;
using base::ErrorCode;
using Clock = std::chrono::steady_clock;

constexpr const char* kTeacherFile = "teacher.safetensors";

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<std::string> parameter_prefixes(const StageConfig& stage) {
  std::vector<std::string> prefixes;
  for (const std::string& part : stage.trained) {
    if (part == "stab") prefixes.push_back("model.video_tower.");
    if (part == "projector") prefixes.push_back("model.video_projector.");
    if (part == "distillation") prefixes.push_back("model.video_tower_compressor.");
    if (part == "decoder")
      prefixes.insert(prefixes.end(), {"model.embed_tokens", "model.layers.", "model.norm", "lm_head"});
  }
  return prefixes;
}

at::ScalarType compute_type(const TrainingConfig& config, const at::Device& device) {
  if (config.dtype == "float32") return at::kFloat;
  const bool multiplies_bfloat16 = device.is_cuda() || engine::cpu_multiplies_bfloat16();
  return config.dtype == "bfloat16" || multiplies_bfloat16 ? at::kBFloat16 : at::kFloat;
}

OptimizerOptions optimizer_options(const TrainingConfig& config, const at::Device& device) {
  OptimizerOptions options;
  using Method = OptimizerOptions::Method;
  options.method = config.optimizer == "muon" ? Method::Muon : Method::AdamW;
  options.compute = compute_type(config, device);
  return options;
}

std::int64_t microbatches_per_step(const StageConfig& stage, const TrainingConfig& config, int processes) {
  const std::int64_t together = config.microbatch * processes;
  if (stage.batch % together != 0)
    throw Error(
        ErrorCode::Usage,
        base::untranslated("The stage \"" + stage.name + "\" has a batch of " + std::to_string(stage.batch) +
                           " videos, which " + std::to_string(processes) + " process(es) with " +
                           std::to_string(config.microbatch) +
                           " at once cannot share; choose a multiple of " + std::to_string(together) + "."));
  return stage.batch / together;
}

std::int64_t step_count(const StageConfig& stage) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(stage.samples) / stage.batch);
}

/// Batch norm's running statistics while several microbatches, in several processes, make one step: each
/// microbatch starts from the step's beginning, and the step ends with the mean of what they came to.
class StepStatistics {
 public:
  explicit StepStatistics(std::vector<ParameterStore::Buffer>& buffers) : buffers_(buffers) {
    for (const auto& buffer : buffers) {
      before_.push_back(buffer.values.clone());
      sums_.push_back(at::zeros_like(buffer.values));
    }
  }
  void after_microbatch() {
    for (std::size_t i = 0; i < buffers_.size(); ++i) {
      sums_[i].add_(buffers_[i].values);
      buffers_[i].values.copy_(before_[i]);
    }
  }
  /// `microbatches`: of all processes together, at least one.
  void finish(ProcessGroup& processes, double microbatches) {
    for (std::size_t i = 0; i < buffers_.size(); ++i) {
      processes.sum(sums_[i]);
      buffers_[i].values.copy_(sums_[i] / microbatches);
    }
  }

 private:
  std::vector<ParameterStore::Buffer>& buffers_;
  std::vector<at::Tensor> before_, sums_;
};

}  // namespace

/// What lasts as long as a stage.
struct Trainer::StageRun {
  std::int64_t steps = 0;
  std::int64_t microbatches = 0;  // a step, of this process
  std::unique_ptr<Dataset> data;
  std::unique_ptr<DataLoader> loader;  // after the data, which its threads read
  Clock::time_point last_save = Clock::now();
  double recent_seconds = 0;  // of a step, smoothed
  double recent_wait = 0;
};

Trainer::Trainer(TrainingConfig config, ProcessGroup& processes, TrainingObserver& observer,
                 std::stop_token stop, const at::Device& device)
    : config_(std::move(config)),
      processes_(processes),
      observer_(observer),
      stop_(std::move(stop)),
      tokenizer_(text::Tokenizer::load(config_.model)) {
  for (const StageConfig& stage : config_.stages) microbatches_per_step(stage, config_, processes_.size());
  if (const base::Message notice = engine::threads_notice(config_.threads); !notice.empty())
    say(notice.text());
  engine::set_threads(config_.threads);
  engine::keep_freed_memory();
  const checkpoint::ModelConfig model_config = checkpoint::read_model_config(config_.model);
  if (tokenizer_.vocab_size() > model_config.decoder.vocab_size)
    throw Error(ErrorCode::Checkpoint, base::untranslated("The tokenizer in " + config_.model.string() +
                                                          " has " + std::to_string(tokenizer_.vocab_size()) +
                                                          " tokens where config.json has room for " +
                                                          std::to_string(model_config.decoder.vocab_size) +
                                                          "; they do not belong together."));
  const std::unique_ptr<kernels::TensorSource> initial = initial_weights(config_.model, config_.seed);
  for (const StageConfig& stage : config_.stages | std::views::reverse) read_films(stage);
  const bool distils = config_.teacher != "none";
  if (config_.teacher == "languagebind") {
    auto teacher = std::make_unique<const TowerTeacher>(
        TowerTeacher::Options{config_.teacher_folder, config_.kept_features,
                              at::device(device).dtype(compute_type(config_, device))},
        model_config.vision, stop_);
    config_.teacher_width = teacher->width();
    teacher_canvas_ = teacher->canvas();
    teacher_ = std::move(teacher);
  }
  model_ = std::make_unique<TrainingModel>(model_config, *initial, compute_type(config_, device),
                                           stab::StabDropout{config_.gstra_dropout, config_.fusion_dropout},
                                           distils ? config_.teacher_width : 0, config_.readout_weight > 0,
                                           device);
  optimizer_ = std::make_unique<Optimizer>(model_->parameters(), optimizer_options(config_, device));
  if (processes_.rank() == 0) log_ = std::make_unique<MetricsLog>(config_.output);
}

void Trainer::prepare_teacher() {
  if (config_.teacher == "none" || teacher_) return;
  SceneTeacher::Options options;
  options.width = config_.teacher_width;
  options.object_weight = config_.teacher_object_weight;
  options.reads_student = config_.readout_weight > 0;
  options.steps = config_.teacher_steps;
  options.seed = config_.seed;
  auto teacher = std::make_unique<SceneTeacher>(options);
  const std::filesystem::path before = resumed_from_ / kTeacherFile;
  std::error_code error;
  if (!resumed_from_.empty() && std::filesystem::exists(before, error)) {
    teacher->load(before);
  } else {
    say("Training the teacher …");
    const double accuracy = teacher->train(*dataset(config_.stages.back(), false), stop_);
    say("The teacher's features tell " + std::to_string(std::lround(accuracy * 1000) / 10.0).substr(0, 5) +
        " % of what the patches hold.");
  }
  if (processes_.rank() == 0) teacher->save(config_.output / kTeacherFile);
  teacher_ = std::move(teacher);
}

void Trainer::say(const std::string& sentence) {
  if (processes_.rank() == 0) observer_.note(sentence);
}

Trainer::~Trainer() = default;

std::unique_ptr<Dataset> Trainer::dataset(const StageConfig& stage, bool test) const {
  if (config_.source == TrainingConfig::Source::Conversations)
    return std::make_unique<FilmDataset>(
        films_, FilmDatasetOptions{config_.seed, config_.max_questions, config_.max_turns, teacher_canvas_},
        model_->config(), tokenizer_);
  SceneDatasetOptions options;
  options.scenes = stage.scenes;
  // Each stage sees scenes of its own.
  options.seed = scenes::mix64(config_.seed) + static_cast<std::uint64_t>(&stage - config_.stages.data());
  options.test = test;
  options.max_questions = config_.max_questions;
  if (test)
    options.scenes.staged = 0;  // answers are counted as the benchmark counts them
  else
    options.asked_again = config_.asked_again;
  options.captions_only = stage.captions && !test;
  options.max_turns = test ? 1 : config_.max_turns;
  if (!test) options.teacher_canvas = teacher_canvas_;
  return std::make_unique<SceneDataset>(options, model_->config().vision, tokenizer_);
}

void Trainer::read_films(const StageConfig& stage) {
  if (config_.source != TrainingConfig::Source::Conversations) return;
  const std::filesystem::path& conversations =
      stage.conversations.empty() ? config_.conversations : stage.conversations;
  const std::filesystem::path& videos = stage.videos.empty() ? config_.videos : stage.videos;
  if (conversations == films_file_ && videos == films_folder_) return;
  films_.clear();
  ConversationFile file = read_conversation_file(conversations, videos, stop_);
  films_ = std::move(file.entries);
  films_file_ = conversations;
  films_folder_ = videos;
  for (const SkippedEntry& entry : file.skipped) say("Skipped " + entry.name + ": " + entry.reason + ".");
  if (file.skipped_count > 0)
    say(std::to_string(file.skipped_count) + " of " +
        std::to_string(file.skipped_count + static_cast<std::int64_t>(films_.size())) +
        " entries cannot be trained on and are skipped.");
}

void Trainer::resume(const std::filesystem::path& folder) {
  resumed_ = load_run_state(folder, *model_, *optimizer_);
  resumed_from_ = folder;
}

void Trainer::run(const std::string& name) {
  const auto has_stage = [&](const std::string& wanted) {
    return std::any_of(config_.stages.begin(), config_.stages.end(),
                       [&](const StageConfig& stage) { return stage.name == wanted; });
  };
  if (name != "all" && !has_stage(name))
    throw Error(ErrorCode::Usage, base::untranslated("The configuration has no stage \"" + name +
                                                     "\"; name one of its stages, or all."));
  if (name == "all" && resumed_ && !has_stage(resumed_->stage))
    throw Error(
        ErrorCode::Usage,
        base::untranslated("The state is one of the stage \"" + resumed_->stage +
                           "\", which the configuration does not have; resume with the configuration that "
                           "the run was started with."));
  prepare_teacher();
  for (const StageConfig& stage : config_.stages) {
    if (name != "all" && name != stage.name) continue;
    if (resumed_ && resumed_->stage != stage.name && name == "all") continue;  // done before
    std::int64_t first_step = 0;
    if (resumed_ && resumed_->stage == stage.name) {
      first_step = resumed_->step;
    } else {
      optimizer_->reset();
    }
    resumed_.reset();
    run_stage(stage, first_step);
  }
}

void Trainer::run_stage(const StageConfig& stage, std::int64_t first_step) {
  StageRun run;
  run.steps = step_count(stage);
  if (first_step >= run.steps) {
    // What ended the run may have come between the last state and its model.
    save(stage, first_step);
    return;
  }
  run.microbatches = microbatches_per_step(stage, config_, processes_.size());
  model_->parameters().train_only(parameter_prefixes(stage));
  read_films(stage);
  run.data = dataset(stage, false);
  DataLoaderOptions loading;
  loading.batch = static_cast<std::size_t>(config_.microbatch);
  loading.threads = static_cast<std::size_t>(config_.loader_threads);
  loading.stride = static_cast<std::uint64_t>(processes_.size());
  loading.first =
      static_cast<std::uint64_t>(first_step * run.microbatches * processes_.size() + processes_.rank());
  run.loader = std::make_unique<DataLoader>(*run.data, teacher_.get(), loading);

  const auto validation_steps = static_cast<std::int64_t>(config_.validation_every) / stage.batch;
  for (std::int64_t step = first_step; step < run.steps; ++step) {
    const bool stops = train_step(stage, run, step);
    const bool last = step + 1 == run.steps;
    if (!stops && (last || (validation_steps > 0 && (step + 1) % validation_steps == 0)))
      validate(stage, step + 1);
    if (stops || last || seconds_since(run.last_save) > config_.checkpoint_minutes * 60) {
      save(stage, step + 1);
      run.last_save = Clock::now();
    }
    if (stops)
      throw Error(ErrorCode::Stopped,
                  base::untranslated("Stopped by the user; the training can be resumed where it was."));
  }
}

bool Trainer::train_step(const StageConfig& stage, StageRun& run, std::int64_t step) {
  const auto started = Clock::now();
  const double waited = run.loader->waited_s();
  const std::int64_t all = run.microbatches * processes_.size();
  StepStatistics statistics(model_->parameters().buffers());
  // Summed over all processes: answer and distillation loss of the microbatches, how many processes are to
  // stop (they must all stop after the same step), how many microbatches had a usable video, what was read
  // wrongly, and how many videos were skipped.
  at::Tensor sums = at::zeros({6}, at::kDouble);
  if (stop_.stop_requested()) sums[2] += 1;
  for (std::int64_t i = 0; i < run.microbatches; ++i) {
    const LoadedBatch batch = run.loader->next();
    for (const std::string& skipped : batch.skipped) observer_.note("Skipped " + skipped);
    sums[5] += static_cast<double>(batch.skipped.size());
    if (batch.examples.empty()) continue;
    const auto number = static_cast<std::uint64_t>(step * all + i * processes_.size() + processes_.rank());
    at::manual_seed(scenes::mix64(config_.seed * 0x9E3779B97F4A7C15ull + number));
    const Losses losses = model_->forward(batch.examples, batch.features, true);
    at::Tensor loss = losses.answer;
    sums[0] += losses.answer.item<double>();
    if (losses.distillation.defined()) {
      loss = loss + losses.distillation * config_.distillation_weight;
      sums[1] += losses.distillation.item<double>();
    }
    if (losses.readout.defined()) {
      loss = loss + losses.readout * config_.readout_weight;
      sums[4] += losses.readout.item<double>();
    }
    if (!std::isfinite(loss.item<double>())) refuse_batch(stage, step, batch.examples);
    loss.backward();
    model_->parameters().collect_gradients(1.0 / static_cast<double>(all));
    statistics.after_microbatch();
    sums[3] += 1;
  }
  processes_.sum(model_->parameters().gradients());
  processes_.sum(sums);
  if (const auto skipped = static_cast<std::int64_t>(sums[5].item<double>()); skipped > 0) {
    skipped_count_ += skipped;
    say("Skipped so far: " + std::to_string(skipped_count_) + ".");
  }
  const double used = sums[3].item<double>();
  if (used == 0)
    throw Error(ErrorCode::Video,
                base::untranslated("None of the " + std::to_string(stage.batch) + " videos of step " +
                                   std::to_string(step) + " of the stage \"" + stage.name +
                                   "\" can be read; check that the folder of the videos is the right one."));
  statistics.finish(processes_, used);
  const double rate =
      cosine_learning_rate(stage.learning_rate, step, run.steps, stage.warmup, stage.final_rate);
  const double norm = optimizer_->step(rate, stage.clip, stage.weight_decay);
  if (!std::isfinite(norm))
    throw Error(
        ErrorCode::Output,
        base::untranslated("The gradient of step " + std::to_string(step) + " of the stage \"" + stage.name +
                           "\" is not finite; lower the learning rate and resume from the last state."));

  const double seconds = seconds_since(started), wait = run.loader->waited_s() - waited;
  const double keep = run.recent_seconds > 0 ? 0.95 : 0;
  run.recent_seconds = keep * run.recent_seconds + (1 - keep) * seconds;
  run.recent_wait = keep * run.recent_wait + (1 - keep) * wait;
  TrainingProgress progress{stage.name, step + 1, run.steps};
  progress.answer_loss = sums[0].item<double>() / used;
  progress.distillation_loss = sums[1].item<double>() / used;
  progress.learning_rate = rate;
  progress.samples_per_s = static_cast<double>(stage.batch) / run.recent_seconds;
  progress.waiting = run.recent_wait / run.recent_seconds;
  progress.seconds_left = run.recent_seconds * static_cast<double>(run.steps - step - 1);
  if (log_)
    log_->write("train", step + 1,
                {{"answer_loss", progress.answer_loss},
                 {"distillation_loss", progress.distillation_loss},
                 {"readout_loss", sums[4].item<double>() / used},
                 {"learning_rate", rate},
                 {"gradient_norm", norm},
                 {"samples_per_s", progress.samples_per_s},
                 {"waiting", progress.waiting}},
                {{"stage", stage.name}});
  observer_.step(progress);
  return sums[2].item<double>() > 0;
}

void Trainer::validate(const StageConfig& stage, std::int64_t step) {
  // Only drawn scenes can be drawn anew, never trained on.
  const bool drawn = config_.source == TrainingConfig::Source::Scenes;
  if (processes_.rank() != 0 || !drawn || config_.validation_videos == 0) return;
  const at::NoGradGuard no_grad;
  const std::unique_ptr<Dataset> data = dataset(stage, true);
  ValidationScores scores;
  for (int first = 0; first < config_.validation_videos && !stop_.stop_requested();) {
    std::vector<Example> examples;
    for (;
         first < config_.validation_videos && static_cast<std::int64_t>(examples.size()) < config_.microbatch;
         ++first)
      examples.push_back(data->example(static_cast<std::uint64_t>(first)));
    std::vector<BranchOutcome> outcomes;
    model_->forward(examples, {}, false, &outcomes);
    for (const BranchOutcome& outcome : outcomes) {
      const Example& example = examples[outcome.example];
      const std::string type =
          outcome.branch < example.types.size() ? example.types[outcome.branch] : "answers";
      for (const std::string& key : {type, std::string("all")}) {
        scores[key].asked += 1;
        scores[key].right += outcome.right;
      }
    }
  }
  std::vector<std::pair<std::string, double>> numbers;
  for (const auto& [type, score] : scores)
    numbers.emplace_back(type, static_cast<double>(score.right) / static_cast<double>(score.asked));
  if (log_) log_->write("validation", step, numbers, {{"stage", stage.name}});
  observer_.validated(stage.name, step, scores);
}

void Trainer::save(const StageConfig& stage, std::int64_t step) {
  if (processes_.rank() != 0) return;
  save_run_state(config_.output, *model_, *optimizer_, {stage.name, step});
  export_model(config_.output / "model", config_.model, *model_);
}

void Trainer::refuse_batch(const StageConfig& stage, std::int64_t step, const std::vector<Example>& batch) {
  std::vector<checkpoint::TensorToWrite> tensors;
  for (const Example& example : batch) {
    // A film may be in the batch more than once.
    const std::string name = std::to_string(tensors.size()) + " " + example.name;
    tensors.push_back({{name, checkpoint::Dtype::Float32, {static_cast<std::int64_t>(example.pixels.size())}},
                       std::as_bytes(std::span(example.pixels))});
  }
  const std::filesystem::path file =
      config_.output / ("failed_step_" + std::to_string(step) + ".safetensors");
  checkpoint::write_safetensors(file, std::move(tensors), {{"stage", stage.name}});
  throw Error(ErrorCode::Output,
              base::untranslated("The loss of step " + std::to_string(step) + " of the stage \"" +
                                 stage.name + "\" is not finite; its videos were saved to " + file.string() +
                                 ". Lower the learning rate and resume from the last state."));
}

}  // namespace vp::train
