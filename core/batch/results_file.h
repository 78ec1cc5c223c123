#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/append_file.h"
#include "base/file_facts.h"
#include "base/message.h"
#include "batch/batch_plan.h"

namespace vp::batch {

/// A video file as it was when it was asked about.
struct VideoFile {
  std::string path;       ///< absolute, valid UTF-8
  base::FileFacts facts;  ///< not known: it was not there
  std::string sha256;     ///< empty where it could not be read

  bool operator==(const VideoFile&) const = default;
};

/// Size and time of change, without the hash.
VideoFile describe_video(const std::filesystem::path& file);

/// With what an answer was made.
struct Provenance {
  std::string model_name, model_hash;
  std::string device, dtype;
  BatchOptions options;    ///< with the number of frames that 0 stands for
  std::string kv_cache{};  ///< see engine::AnsweredBy; empty, as in older files: the same as dtype

  const std::string& kept() const { return kv_cache.empty() ? dtype : kv_cache; }
};

Provenance provenance_of(const engine::ModelFacts& model, const BatchOptions& options);

/// One cell of the grid: a question about a video or a window of it, and its answer or why there is none.
struct CellResult {
  struct Frame {
    std::int64_t index = 0;
    double time_s = 0;
  };

  VideoFile video;
  std::int64_t window = 0;
  double start_s = 0;
  double end_s = 0;  ///< 0 where the video could not be opened
  /// Of an answer: when the first frame begins by the file's own clock (media::VideoInfo::start_s). All other
  /// times count from the first frame.
  double video_start_s = 0;
  std::string question;
  std::string answer;
  std::string error;   ///< one sentence; empty where there is an answer
  base::Message why;   ///< `error` where it was just met, for the window; not in the file
  std::string finish;  ///< "end_token", "length" or "repetition"
  std::vector<std::int64_t> token_ids;
  double mean_log_probability = 0;  ///< of the tokens; NaN for none
  std::vector<Frame> frames;        ///< that the model was shown
  Provenance made_with;
  std::string created;  ///< ISO 8601, UTC
};

/// What a results file holds, cell by cell in the order of its lines: one JSON object a line, "format":
/// "videopanda-batch". Where a cell was asked again only its last line counts. A last line without its line
/// break is what an interrupted process left, and is left out. One cell is in memory at a time. Throws
/// Error(Usage) when the file cannot be read or a line is none of a batch, Error(Stopped), or what `visit`
/// throws.
void for_each_result(const std::filesystem::path& file, const std::function<void(const CellResult&)>& visit,
                     const std::stop_token& stop = {});

/// A results file that grows cell by cell and can be gone on with after any kind of end. Keeps in memory
/// which cells are there, not their answers.
class ResultsFile {
 public:
  enum class State { Absent, Answered, Failed };

  /// Opens or makes the file, with missing parent folders, and locks it. Throws Error(Usage) as
  /// for_each_result() does, and when it was made with other options, or holds not one cell of this plan;
  /// Error(Output) when it cannot be written or another process writes it.
  ResultsFile(std::filesystem::path file, const BatchPlan& plan);

  /// Throws Error(Usage) when what is in the file came from another model, or another precision or number of
  /// frames.
  void require(const Provenance& mine) const;

  /// What is there of a cell of the video as it is now: an answer about another content does not count.
  State state(const VideoFile& video, std::int64_t window, const std::string& question) const;
  /// The hash of the video where the file was seen with this path, size and time of change; else empty.
  std::string known_hash(const VideoFile& video) const;

  /// How many cells have an answer.
  std::int64_t answers() const;

  /// Writes one line through to the disk. Throws Error(Output); the file then ends with the line before.
  void append(const CellResult& result);

  const std::filesystem::path& path() const { return file_; }

 private:
  struct Entry {
    std::size_t video = 0;  ///< in videos_
    bool failed = false;
  };

  void remember(const CellResult& result);

  std::filesystem::path file_;
  std::vector<VideoFile> videos_;
  std::unordered_map<std::string, std::size_t> last_video_;  ///< path -> its last one in videos_
  std::unordered_map<std::string, Entry> cells_;             ///< by a hash of path, window and question
  std::unique_ptr<Provenance> made_with_;                    ///< null for an empty file
  std::unique_ptr<base::AppendFile> open_;
};

}  // namespace vp::batch
