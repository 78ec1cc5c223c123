#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.h"
#include "engine/model.h"
#include "eval/score.h"
#include "judge/judge_client.h"
#include "judge/judge_score.h"
#include "reproduce/published_tables.h"

namespace vp::reproduce {

/// A table is to be measured with these models, from the folders that there are.
struct Request {
  const PublishedTable* table = nullptr;
  std::filesystem::path data;  ///< with a folder a benchmark, see Column::folder
  std::filesystem::path out;   ///< folder: what was answered and judged; what is there is not done again
  std::vector<engine::LoadOptions> models;
  std::optional<judge::JudgeOptions> judge;  ///< nothing: answers are compared with what was expected alone
  std::int64_t limit = 0;                    ///< questions a benchmark; 0: all
  int frames = 0;                            ///< of each film; 0: as the checkpoint has it

  /// Throws base::Error(Usage).
  void validate() const;
};

/// One model in one column.
struct Cell {
  std::int64_t questions = 0;  ///< asked, of as many as the folder has
  std::int64_t errors = 0;     ///< could not be asked; they count as wrong
  eval::Score exact;           ///< answers that are what was expected, word by word
  std::optional<judge::JudgeScore> judged;
};

struct Row {
  std::string model;                       ///< its folder's name
  std::string line;                        ///< see eval::model_line()
  std::vector<std::optional<Cell>> cells;  ///< one a column; nothing where the benchmark is missing
};

struct Reproduction {
  const PublishedTable* table = nullptr;
  std::string judge_model;  ///< empty: nobody judged
  std::vector<Row> rows;
  std::vector<std::string> sizes;    ///< of each benchmark: "MSVD: 13157 questions; published: …"
  std::vector<std::string> missing;  ///< sentences: what is not in the table, and why
};

/// How far it is, in words: "Video-Panda, MSVD: answering", of so many questions.
using OnProgress = std::function<void(const std::string& what, std::int64_t done, std::int64_t total)>;

/// Answers the table's benchmarks with each model, one model loaded at a time, and lets the judge judge the
/// answers; goes on where it was stopped. OUT/BENCHMARK/MODEL.jsonl holds the predictions,
/// OUT/BENCHMARK/MODEL.KIND.json what the judge made of them, with the kept replies beside it. Throws
/// base::Error(Usage), also where none of the benchmarks is there; Error(Checkpoint), Error(Device),
/// Error(Output), Error(Stopped).
Reproduction reproduce(const Request& request, const OnProgress& on_progress, base::Progress& progress,
                       const std::stop_token& stop = {});

}  // namespace vp::reproduce
