#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "media/preprocess.h"
#include "text/tokenizer.h"
#include "train/data/conversation_files.h"
#include "train/data_parallel.h"
#include "train/metrics_log.h"
#include "train/optimizer.h"
#include "train/run_state.h"
#include "train/training_config.h"
#include "train/training_model.h"
#include "train/training_run.h"

namespace vp::train {

class DataLoader;

/// Runs the stages of a configuration. OUTPUT holds the run: state.safetensors (to resume from), model/ (a
/// checkpoint that answers), teacher.safetensors, log.jsonl and TensorBoard events.
class Trainer {
 public:
  /// Loads or draws the initial weights. Throws base::Error.
  /// On `device`, of which each process has one of its own.
  Trainer(TrainingConfig config, ProcessGroup& processes, TrainingObserver& observer, std::stop_token stop,
          const at::Device& device = at::kCPU);
  ~Trainer();

  /// Goes on where the state in `folder` stopped, with its teacher.
  void resume(const std::filesystem::path& folder);

  /// Trains the teacher, where there is one, then the stage of that name, or all of them for "all", from the
  /// present position. Error(Usage): there is no such stage. A stop saves the state and throws
  /// Error(Stopped). A loss that is not finite throws Error(Output) after the batch was saved to
  /// OUTPUT/failed_step_N.safetensors.
  void run(const std::string& stage);

  const TrainingModel& model() const { return *model_; }

 private:
  struct StageRun;

  /// Those of the stage, where they are not read yet.
  void read_films(const StageConfig& stage);
  void prepare_teacher();
  /// To the observer, once for all processes.
  void say(const std::string& sentence);
  void run_stage(const StageConfig& stage, std::int64_t first_step);
  /// Returns whether the user wants the training to stop, the same in all processes.
  bool train_step(const StageConfig& stage, StageRun& run, std::int64_t step);
  void validate(const StageConfig& stage, std::int64_t step);
  void save(const StageConfig& stage, std::int64_t step);
  [[noreturn]] void refuse_batch(const StageConfig& stage, std::int64_t step,
                                 const std::vector<Example>& batch);
  std::unique_ptr<Dataset> dataset(const StageConfig& stage, bool test) const;

  TrainingConfig config_;
  ProcessGroup& processes_;
  TrainingObserver& observer_;
  std::stop_token stop_;
  text::Tokenizer tokenizer_;
  std::unique_ptr<const Teacher> teacher_;
  std::optional<media::PreprocessOptions> teacher_canvas_;  ///< of one that sees
  std::unique_ptr<TrainingModel> model_;
  std::unique_ptr<Optimizer> optimizer_;
  std::unique_ptr<MetricsLog> log_;
  std::optional<RunPosition> resumed_;
  std::filesystem::path resumed_from_;  // empty: a new run
  std::vector<TrainingEntry> films_;
  std::filesystem::path films_file_, films_folder_;  // in which these are
  std::int64_t skipped_count_ = 0;  // films that could not be used when their turn came, of all processes
};

}  // namespace vp::train
