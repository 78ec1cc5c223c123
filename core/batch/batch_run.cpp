#include "batch/batch_run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/mean.h"
#include "base/message_text.h"
#include "base/sha256.h"
#include "base/utc_time.h"
#include "engine/encoded_video.h"
#include "media/video_reader.h"
#include "transcript/transcript.h"

namespace vp::batch {
namespace {

using base::Error;
using base::ErrorCode;

/// Whether a failure belongs to one video or cell, so that the others can still be asked.
bool concerns_one(const Error& error) {
  return error.code() == ErrorCode::Video || error.code() == ErrorCode::Usage;
}

/// What is asked together: the questions about one window.
struct Row {
  std::size_t video = 0;
  Window window;
  std::string error;  ///< why the video has no windows
};

}  // namespace

struct BatchRun::Impl {
  std::shared_ptr<const engine::Model> model;
  BatchPlan plan;
  ResultsFile& file;
  BatchObserver& observer;
  RunOptions options;
  Provenance made_with;
  BatchCount count{};
  std::vector<Row> rows{};
  std::size_t surveyed = 0;  ///< videos whose windows are known
  std::size_t next_row = 0;
  VideoFile video{};  ///< of the row before, with its hash
  std::optional<std::size_t> described{};
  media::ScanPtr scan{};  ///< of that video, where it has windows

  void add_rows(std::size_t which, const std::vector<Window>& windows, const std::string& error) {
    const auto more = static_cast<std::int64_t>(windows.size() * plan.questions.size());
    if (count.cells + more > kMostCells)
      throw Error(ErrorCode::Usage,
                  "Windows times questions are more than " + std::to_string(kMostCells) +
                      " answers; make the step between windows longer, or several batches.");
    count.cells += more;
    for (const Window& window : windows) rows.push_back({which, window, error});
    observer.on_windows(which, windows);
  }

  void survey(std::size_t which, base::Progress& progress, const std::stop_token& stop) {
    std::vector<Window> windows{whole_window(plan.options)};
    std::string unusable;
    if (plan.options.window_s > 0) {
      try {
        const media::VideoReader reader = media::VideoReader::open(plan.videos[which], progress, stop);
        windows = windows_of(plan.options, reader.info().duration_s);
      } catch (const Error& error) {
        if (!concerns_one(error)) throw;
        unusable = error.what();
      }
    }
    add_rows(which, windows, unusable);
  }

  /// The row's video as it is now; reads all of it where its hash is not known.
  const VideoFile& describe(std::size_t which, const std::stop_token& stop) {
    if (described == which) return video;
    described.reset();
    scan.reset();
    video = describe_video(plan.videos[which]);
    video.sha256 = file.known_hash(video);
    if (video.sha256.empty() && video.facts.known()) {
      try {
        video.sha256 = base::sha256_of_file(plan.videos[which], base::ErrorCode::Video, stop);
      } catch (const Error& error) {
        if (!concerns_one(error)) throw;  // asking it will say what is wrong
      }
    }
    described = which;
    return video;
  }

  CellResult blank(const Row& row, std::size_t question) const {
    CellResult result;
    result.video = video;
    result.window = row.window.index;
    result.start_s = row.window.start_s;
    result.end_s = row.window.end_s.value_or(0);
    result.question = plan.questions[question];
    result.made_with = made_with;
    result.created = base::utc_text(base::now_ms());
    return result;
  }

  void finish(const CellId& cell, const CellResult& result) {
    file.append(result);
    ++(result.error.empty() ? count.answered : count.failed);
    observer.on_result(cell, result);
  }

  void fail(const CellId& cell, const Row& row, const std::string& why) {
    CellResult result = blank(row, cell.question);
    result.error = why;
    finish(cell, result);
  }

  /// The questions of a row that are to be asked.
  std::vector<std::size_t> open_questions(const Row& row, const VideoFile& now) {
    std::vector<std::size_t> open;
    for (std::size_t question = 0; question < plan.questions.size(); ++question) {
      const ResultsFile::State state = file.state(now, row.window.index, plan.questions[question]);
      if (state == ResultsFile::State::Absent ||
          (state == ResultsFile::State::Failed && options.retry_failed)) {
        open.push_back(question);
      } else {
        ++count.kept;
        observer.on_kept({row.video, row.window.index, question}, state);
      }
    }
    return open;
  }

  void skip(const CellId& cell) {
    ++count.skipped;
    observer.on_skipped(cell);
  }

  std::shared_ptr<const engine::EncodedVideo> encode(const Row& row, base::Progress& progress,
                                                     const std::stop_token& stop) {
    if (!row.error.empty()) throw Error(ErrorCode::Video, row.error);
    engine::VideoRequest request;
    request.file = plan.videos[row.video];
    request.range = row.window.range;
    request.frames = plan.options.frames;
    request.attention_maps = false;
    // Indexed once for all windows.
    if (plan.options.window_s > 0 && !scan)
      scan = media::VideoReader::open(request.file, progress, stop).scan();
    request.scan = scan;
    return engine::EncodedVideo::encode(model, request, progress, stop);
  }

  void ask(const CellId& cell, const Row& row, engine::Conversation& conversation, base::Progress& progress,
           const std::stop_token& stop) {
    // Ends with the whole batch, or alone.
    std::stop_source own;
    const std::stop_callback with_the_batch(stop, [&own] { own.request_stop(); });
    observer.on_started(cell, own);
    try {
      conversation.truncate(0);  // the frames' keys and values stay
      const engine::Turn& turn = conversation.ask(
          plan.questions[cell.question], plan.options.ask,
          [&](std::string_view piece) { observer.on_text(cell, piece); }, progress, own.get_token());
      if (turn.finish == engine::Turn::Finish::Stopped) base::throw_if_stopped(own.get_token());
      CellResult result = blank(row, cell.question);
      const engine::EncodedVideo& seen = conversation.video();
      if (result.end_s <= 0) {
        result.end_s = seen.info().duration_s;
        if (row.window.range.end_s)
          result.end_s = std::min(result.end_s, static_cast<double>(*row.window.range.end_s));
      }
      result.video_start_s = seen.info().start_s;
      for (const engine::SampledFrame& frame : seen.frames())
        result.frames.push_back({frame.index, frame.time_s});
      result.answer = turn.answer;
      result.finish = transcript::name_of(turn.finish);
      result.token_ids = turn.token_ids;
      result.mean_log_probability = base::mean(turn.log_probabilities);
      finish(cell, result);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::Stopped && !stop.stop_requested()) return skip(cell);
      if (!concerns_one(error)) throw;
      progress.warn("The question \"" + base::for_message(plan.questions[cell.question]) +
                    "\" cannot be asked: " + error.what());
      fail(cell, row, error.what());
    }
  }

  void ask_row(const Row& row, base::Progress& progress, const std::stop_token& stop) {
    std::vector<std::size_t> open = open_questions(row, describe(row.video, stop));
    std::erase_if(open, [&](std::size_t question) {
      const CellId cell{row.video, row.window.index, question};
      if (observer.wants(cell)) return false;
      skip(cell);
      return true;
    });
    if (open.empty()) return;
    std::optional<engine::Conversation> conversation;
    try {
      conversation.emplace(model, encode(row, progress, stop));
    } catch (const Error& error) {
      if (!concerns_one(error)) throw;
      progress.warn("The video " + base::for_message(plan.videos[row.video].string(), 400) +
                    " cannot be used: " + error.what());
      for (const std::size_t question : open)
        fail({row.video, row.window.index, question}, row, error.what());
      return;
    }
    for (const std::size_t question : open) {
      base::throw_if_stopped(stop);
      const CellId cell{row.video, row.window.index, question};
      if (observer.wants(cell))
        ask(cell, row, *conversation, progress, stop);
      else
        skip(cell);
    }
  }
};

BatchRun::BatchRun(std::shared_ptr<const engine::Model> model, BatchPlan plan, ResultsFile& file,
                   BatchObserver& observer, RunOptions options) {
  plan.validate(model->config().vision.num_frames);
  Provenance made_with = provenance_of(*model->facts(), plan.options);
  file.require(made_with);
  impl_.reset(new Impl{std::move(model), std::move(plan), file, observer, options, std::move(made_with)});
}

BatchRun::~BatchRun() = default;

bool BatchRun::step(base::Progress& progress, const std::stop_token& stop) {
  Impl& run = *impl_;
  base::throw_if_stopped(stop);
  if (run.surveyed < run.plan.videos.size()) {
    run.survey(run.surveyed, progress, stop);
    ++run.surveyed;
    return true;
  }
  if (run.next_row == run.rows.size()) return false;
  run.ask_row(run.rows[run.next_row], progress, stop);
  ++run.next_row;
  return true;
}

const BatchCount& BatchRun::count() const {
  return impl_->count;
}

}  // namespace vp::batch
