#include "batch/batch_run.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/file_facts.h"
#include "base/mean.h"
#include "base/message_text.h"
#include "base/sha256.h"
#include "base/utc_time.h"
#include "engine/encoded_video.h"
#include "jobs/film_questions.h"
#include "media/video_reader.h"
#include "transcript/transcript.h"

namespace vp::batch {
namespace {

using base::Error;
using base::ErrorCode;

/// Frames of all films whose scans are kept between the survey and the asking: 11 hours at 25 a second, some
/// 100 MB. Films beyond them are indexed a second time.
constexpr std::int64_t kMostKeptFrames = 1'000'000;

/// What is asked together: the questions about one window.
struct Row {
  std::size_t video = 0;
  Window window;
  base::Message error;  ///< why the video has no windows
};

}  // namespace

struct BatchRun::Impl {
  jobs::AskedModel asked;
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
  media::ScanPtr scan{};                                             ///< of that video, where it has windows
  std::unordered_map<std::size_t, media::ScanPtr> surveyed_scans{};  ///< by video, until its turn comes
  std::int64_t kept_frames = 0;                                      ///< of these scans
  bool told_not_kept = false;

  void add_rows(std::size_t which, const std::vector<Window>& windows, const base::Message& error) {
    const auto more = static_cast<std::int64_t>(windows.size() * plan.questions.size());
    if (count.cells + more > kMostCells)
      throw Error(ErrorCode::Usage, base::message("Windows times questions are more than %1 answers; make "
                                                  "the step between windows longer, or several batches.",
                                                  kMostCells));
    count.cells += more;
    for (const Window& window : windows) rows.push_back({which, window, error});
    observer.on_windows(which, windows);
  }

  void survey(std::size_t which, base::Progress& progress, const std::stop_token& stop) {
    std::vector<Window> windows{whole_window(plan.options)};
    base::Message unusable;
    if (plan.options.window_s > 0) {
      try {
        const media::VideoReader reader =
            media::VideoReader::open(plan.videos[which], plan.options.open, progress, stop);
        windows = windows_of(plan.options, reader.info().duration_s);
        keep(which, reader.scan());
      } catch (const std::exception&) {
        unusable = jobs::fault_of_film();
      }
    }
    add_rows(which, windows, unusable);
  }

  void keep(std::size_t which, const media::ScanPtr& found) {
    if (kept_frames + found->index.size() > kMostKeptFrames) return;
    kept_frames += found->index.size();
    surveyed_scans.emplace(which, found);
  }

  /// The survey's scan of a video, if it was kept and the file is still the same; else null.
  media::ScanPtr take_scan(std::size_t which) {
    const auto kept = surveyed_scans.extract(which);
    if (kept.empty()) return nullptr;
    kept_frames -= kept.mapped()->index.size();
    return kept.mapped()->facts == base::file_facts(plan.videos[which]) ? kept.mapped() : nullptr;
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
      } catch (const std::exception&) {
        jobs::fault_of_film();  // asking it will say what is wrong
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

  void fail(const CellId& cell, const Row& row, const base::Message& why) {
    CellResult result = blank(row, cell.question);
    result.error = why.text();
    result.why = why;
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

  /// Puts what comes of a row's questions into the file.
  class RowObserver final : public jobs::FilmObserver {
   public:
    RowObserver(Impl& run, const Row& row, const std::vector<std::size_t>& asked, base::Progress& progress)
        : run_(run), row_(row), asked_(asked), progress_(progress) {}

    bool wants(std::size_t question) override { return run_.observer.wants(cell(question)); }
    void on_started(std::size_t question, const std::stop_source& stop) override {
      run_.observer.on_started(cell(question), stop);
    }
    void on_text(std::size_t question, std::string_view piece) override {
      run_.observer.on_text(cell(question), piece);
    }
    void on_answer(std::size_t question, const engine::Turn& turn,
                   const engine::EncodedVideo& seen) override {
      run_.finish(cell(question), run_.answered(row_, asked_[question], turn, seen));
    }
    void on_failure(std::size_t question, const base::Message& why) override {
      progress_.warn(base::message("The question \"%1\" cannot be asked: %2",
                                   base::for_message(run_.plan.questions[asked_[question]]), why));
      run_.fail(cell(question), row_, why);
    }
    void on_skipped(std::size_t question) override { run_.skip(cell(question)); }
    void on_not_kept(const base::Message& why) override {
      if (!std::exchange(run_.told_not_kept, true)) progress_.warn(why);  // the same disk for every film
    }
    void on_loaded_again(const base::Message& why) override { progress_.warn(why); }
    void on_unusable(const base::Message& why) override {
      progress_.warn(base::message("The video %1 cannot be used: %2",
                                   base::for_message(run_.plan.videos[row_.video].string(), 400), why));
      for (std::size_t question = 0; question < asked_.size(); ++question)
        run_.fail(cell(question), row_, why);
    }

   private:
    CellId cell(std::size_t question) const { return {row_.video, row_.window.index, asked_[question]}; }

    Impl& run_;
    const Row& row_;
    const std::vector<std::size_t>& asked_;
    base::Progress& progress_;
  };

  CellResult answered(const Row& row, std::size_t question, const engine::Turn& turn,
                      const engine::EncodedVideo& seen) const {
    CellResult result = blank(row, question);
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
    return result;
  }

  engine::VideoRequest request_of(const Row& row) const {
    engine::VideoRequest request;
    request.file = plan.videos[row.video];
    request.open = plan.options.open;
    request.range = row.window.range;
    request.frames = plan.options.frames;
    request.attention_maps = false;
    return request;
  }

  /// Empty, or why the row's video cannot be used. Indexes it where the survey's scan cannot serve.
  base::Message index(const Row& row, const engine::VideoRequest& request, base::Progress& progress,
                      const std::stop_token& stop) {
    if (!row.error.empty() || plan.options.window_s == 0 || scan) return row.error;
    scan = take_scan(row.video);
    if (scan) return {};
    try {
      scan = media::VideoReader::open(request.file, request.open, progress, stop).scan();
      return {};
    } catch (const std::exception&) {
      return jobs::fault_of_film();
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
    engine::VideoRequest request = request_of(row);
    RowObserver told(*this, row, open, progress);
    if (const base::Message why = index(row, request, progress, stop); !why.empty()) {
      told.on_unusable(why);
      return;
    }
    request.scan = scan;
    jobs::FilmQuestions film{request, {}, plan.options.ask};
    for (const std::size_t question : open) film.questions.push_back(plan.questions[question]);
    jobs::ask_about_film(asked, film, told, progress, stop, options.cache.get());
  }
};

BatchRun::BatchRun(std::shared_ptr<const engine::Model> model, BatchPlan plan, ResultsFile& file,
                   BatchObserver& observer, RunOptions options) {
  plan.validate(model->config().vision.num_frames);
  Provenance made_with = provenance_of(*model->facts(), plan.options);
  file.require(made_with);
  jobs::AskedModel asked{std::move(model), options.load_again};
  impl_.reset(
      new Impl{std::move(asked), std::move(plan), file, observer, std::move(options), std::move(made_with)});
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
