#include "evidence/frame_knockout.h"

#include <algorithm>

#include "base/error.h"
#include "evidence/npz_writer.h"

namespace vp::evidence {

const char* knockout_caveat() {
  return "Later frames, the summary of the frame's chunk and earlier turns may still hold what the frame "
         "showed: a frame whose loss is small was not necessarily of no use.";
}

std::vector<double> changes(const FrameKnockout& knockout, const attention::TokenRange& tokens) {
  if (tokens.first > tokens.last || tokens.last > knockout.tokens())
    throw base::Error(base::ErrorCode::Usage, base::message("The answer has no such tokens."));
  std::vector<double> sums;
  for (const std::vector<float>& frame : knockout.without) {
    if (frame.size() != knockout.tokens())
      throw base::Error(base::ErrorCode::Usage,
                        base::message("The numbers of a frame are not as many as the answer's tokens."));
    double sum = 0;
    for (std::size_t i = tokens.first; i < tokens.last; ++i)
      sum += static_cast<double>(frame[i]) - static_cast<double>(knockout.log_probabilities[i]);
    sums.push_back(sum);
  }
  return sums;
}

std::vector<std::size_t> needed_frames(const std::vector<double>& changes, std::size_t most) {
  std::vector<std::size_t> frames;
  for (std::size_t i = 0; i < changes.size(); ++i)
    if (changes[i] <= -kLeastLoss) frames.push_back(i);
  std::stable_sort(frames.begin(), frames.end(),
                   [&](std::size_t a, std::size_t b) { return changes[a] < changes[b]; });
  if (frames.size() > most) frames.resize(most);
  return frames;
}

std::vector<attention::AnswerWord> words(const FrameKnockout& knockout) {
  std::vector<std::string> pieces = knockout.pieces;
  if (knockout.end && !pieces.empty()) pieces.pop_back();
  return attention::answer_words(pieces);
}

void write_npz(const std::filesystem::path& file, const FrameKnockout& knockout,
               const std::vector<std::int64_t>& index, const std::vector<double>& time_s) {
  if (index.size() != knockout.frames() || time_s.size() != knockout.frames())
    throw base::Error(base::ErrorCode::Usage,
                      base::message("The frames are not as many as those that were measured."));
  NpzWriter arrays;
  arrays.add("log_probabilities", {knockout.tokens()}, knockout.log_probabilities);
  std::vector<float> without;
  for (const std::vector<float>& frame : knockout.without)
    without.insert(without.end(), frame.begin(), frame.end());
  arrays.add("without", {knockout.frames(), knockout.tokens()}, without);
  arrays.add("change", {knockout.frames()}, changes(knockout, knockout.all()));
  arrays.add("frame_index", {knockout.frames()}, index);
  arrays.add("frame_time_s", {knockout.frames()}, time_s);
  arrays.add("layers", {2}, std::vector<std::int64_t>{knockout.layers.first, knockout.layers.last});
  arrays.write(file);
}

}  // namespace vp::evidence
