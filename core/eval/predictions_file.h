#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/append_file.h"
#include "eval/prediction.h"

namespace vp::eval {

/// What a predictions file holds: one JSON object a line with "id", "video_name", "question", "answer" (the
/// expected one), "pred" (the model's; absent where "error" says why there is none), and "type" where the
/// benchmark has types; where the benchmark's own files have these names, "Q", "A" and "pred", or "Q1", "Q2",
/// "A", "pred1" and "pred2" in their place. So the published scripts read it: they take a line for Python,
/// too, which is why no line has a null, a true or a false. Behind that may follow "options" and "right"
/// (from 0 on) of a multiple choice, "duration", "evidence" (pairs of seconds), "letter_log_p",
/// "option_log_p" and "option_tokens", and "model". A last line without its end is what a stopped process
/// left, and is left out. Throws Error(Usage) when the file cannot be read, a line is broken, or an id is
/// there twice.
std::vector<Prediction> read_predictions(const std::filesystem::path& file);

/// A predictions file that grows line by line and can be gone on with after any kind of end. One process at a
/// time: the file is locked while this object lives.
class PredictionsFile {
 public:
  /// Opens or makes the file, with missing parent folders. Of what it holds, answers are kept; an unfinished
  /// line and lines with an "error" are taken away, so that what failed is asked again. Throws Error(Usage)
  /// as read_predictions() does, and when it holds answers to other questions than `questions`; Error(Output)
  /// when it cannot be written or another process writes it.
  PredictionsFile(std::filesystem::path file, std::span<const Question> questions);
  ~PredictionsFile();
  PredictionsFile(const PredictionsFile&) = delete;
  PredictionsFile& operator=(const PredictionsFile&) = delete;

  /// What was kept when the file was opened.
  const std::vector<Prediction>& kept() const { return kept_; }
  /// Writes one line through to the disk. Throws Error(Output); the file then ends with the line
  /// before.
  void append(const Prediction& prediction);

 private:
  std::filesystem::path file_;
  std::vector<Prediction> kept_;
  std::unique_ptr<base::AppendFile> open_;
};

}  // namespace vp::eval
