#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "train/scenes/scene.h"

namespace vp::train {

/// One stage of training (paper section 3.4): what is learned, from what, how fast.
struct StageConfig {
  std::string name;                  ///< "prealign", "pretrain", "finetune", or one of the user's own
  std::vector<std::string> trained;  ///< "stab", "projector", "decoder", "distillation"
  std::uint64_t samples = 0;         ///< videos, over all processes
  std::int64_t batch = 32;           ///< videos an optimizer step, over all processes
  double learning_rate = 4e-4;       ///< peak
  double warmup = 0.03;              ///< share of the steps
  double final_rate = 0;             ///< share of the peak at the end of the cosine
  double weight_decay = 0;
  double clip = 1;                      ///< norm of the gradient; 0: none
  bool captions = false;                ///< one description a video instead of questions
  std::filesystem::path conversations;  ///< JSON file; of films alone
  std::filesystem::path videos;         ///< its folder
  scenes::SceneOptions scenes;          ///< how rich the drawn scenes are
};

/// A whole training, as its JSON file describes it.
struct TrainingConfig {
  enum class Source { Scenes, Conversations };
  std::filesystem::path model;      ///< folder: config.json, tokenizer.model; weights, if any, to start from
  std::filesystem::path output;     ///< folder of the run; empty when the file names none
  std::string dtype = "auto";       ///< of products: auto, float32, bfloat16
  std::string optimizer = "adamw";  ///< or "muon"
  std::uint64_t seed = 1;
  int threads = 0;  ///< 0: as the program chooses

  Source source = Source::Scenes;
  std::filesystem::path conversations;     ///< JSON file, of the stages that name none of their own
  std::filesystem::path videos;            ///< its folder
  int max_questions = 16;                  ///< a video at a time
  int max_turns = 2;                       ///< a dialogue
  std::map<std::string, int> asked_again;  ///< see SceneDatasetOptions
  std::int64_t microbatch = 8;             ///< videos that pass the model at once
  int loader_threads = 1;

  std::string teacher = "scenes";        ///< "scenes", "languagebind" or "none"
  std::filesystem::path teacher_folder;  ///< of "languagebind"; see TowerTeacher::Options
  std::filesystem::path kept_features;   ///< see there
  std::int64_t teacher_width = 64;
  int teacher_steps = 400;  ///< of its own training
  double teacher_object_weight = 4;
  double distillation_weight = 1;
  double readout_weight = 0;  ///< of what is read wrongly from the student's features; 0: it is not read
  double gstra_dropout = 0.5;
  double fusion_dropout = 0.5;

  std::vector<StageConfig> stages;
  double checkpoint_minutes = 5;
  std::uint64_t validation_every = 8192;  ///< videos; 0: at the end of a stage only
  int validation_videos = 100;

  /// Throws Error(Usage): FILE, the key, what was found, what is allowed. An unknown key is refused by name.
  /// Relative paths are relative to the file's folder.
  static TrainingConfig read(const std::filesystem::path& file);
};

}  // namespace vp::train
