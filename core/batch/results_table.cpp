#include "batch/results_table.h"

#include <string>

#include "base/atomic_file.h"
#include "base/file_guard.h"
#include "base/number_text.h"
#include "batch/result_line.h"
#include "batch/results_file.h"
#include "transcript/csv.h"

namespace vp::batch {
namespace {

using transcript::csv_list;
using transcript::csv_number;
using transcript::csv_record;
using transcript::csv_text;

std::string record_of(const CellResult& cell) {
  using Frame = CellResult::Frame;
  const engine::AskOptions& ask = cell.made_with.options.ask;
  // By the file's own clock, as other programs show them.
  const auto time = [&](double time_s) { return base::fixed(cell.video_start_s + time_s, 3); };
  return csv_record({csv_text(cell.video.path),
                     csv_text(cell.video.sha256),
                     std::to_string(cell.window),
                     time(cell.start_s),
                     time(cell.end_s),
                     csv_text(cell.question),
                     csv_text(cell.answer),
                     csv_text(cell.error),
                     csv_text(cell.finish),
                     cell.error.empty() ? csv_number(cell.mean_log_probability) : std::string(),
                     csv_list(cell.frames, [](const Frame& frame) { return std::to_string(frame.index); }),
                     csv_list(cell.frames, [&](const Frame& frame) { return time(frame.time_s); }),
                     csv_list(cell.token_ids, [](std::int64_t id) { return std::to_string(id); }),
                     std::to_string(ask.max_new_tokens),
                     csv_number(ask.temperature),
                     csv_number(ask.top_p),
                     std::to_string(ask.seed),
                     ask.repetition_guard ? "true" : "false",
                     csv_number(ask.repetition_penalty),
                     csv_text(cell.made_with.model_name),
                     csv_text(cell.made_with.model_hash),
                     csv_text(cell.made_with.device),
                     csv_text(cell.made_with.dtype),
                     csv_text(cell.created)});
}

/// Writes the cells, unless `target` is the results file or one of the videos that it is about.
void write_cells(const std::filesystem::path& results, const std::filesystem::path& target,
                 const std::string& header, std::string (*line_for)(const CellResult&),
                 const std::stop_token& stop) {
  base::FileGuard files;
  files.reads(results, base::message("the results file"));
  base::AtomicFile file(target);
  file.write(header);
  std::string video;
  for_each_result(
      results,
      [&](const CellResult& cell) {
        if (cell.video.path != video)
          files.reads(video = cell.video.path, base::message("one of the videos"));
        file.write(line_for(cell));
      },
      stop);
  files.writes(target);
  file.commit();
}

}  // namespace

void write_csv(const std::filesystem::path& results, const std::filesystem::path& csv,
               const std::stop_token& stop) {
  write_cells(results, csv,
              csv_record({"video",
                          "video_sha256",
                          "window",
                          "start_s",
                          "end_s",
                          "question",
                          "answer",
                          "error",
                          "finish",
                          "mean_log_probability",
                          "frame_indices",
                          "frame_times_s",
                          "token_ids",
                          "max_new_tokens",
                          "temperature",
                          "top_p",
                          "seed",
                          "repetition_guard",
                          "repetition_penalty",
                          "model",
                          "model_hash",
                          "device",
                          "dtype",
                          "created"}),
              record_of, stop);
}

void write_jsonl(const std::filesystem::path& results, const std::filesystem::path& jsonl,
                 const std::stop_token& stop) {
  write_cells(results, jsonl, {}, line_of, stop);
}

}  // namespace vp::batch
