#include "batch/results_file.h"

#include <algorithm>
#include <fstream>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "batch/result_line.h"
#include "json/value.h"
#include "text/utf8.h"

namespace vp::batch {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

constexpr std::streamsize kLongestLine = std::streamsize{16} << 20;

[[noreturn]] void refuse(const fs::path& file, const base::Message& what) {
  throw Error(ErrorCode::Usage, base::message("%1: %2", file.string(), what));
}

/// Visits the whole lines with their numbers from 1 on; gives the bytes that they take.
std::uintmax_t for_each_line(const fs::path& file,
                             const std::function<void(std::int64_t, const CellResult&)>& visit,
                             const std::stop_token& stop = {}) {
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    refuse(file, base::message("is not a file; a file of a batch's results was expected."));
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, base::message("it cannot be opened; check that it may be read."));
  std::string line(static_cast<std::size_t>(kLongestLine), '\0');
  std::uintmax_t whole = 0;
  std::int64_t number = 0;
  // A line that ends with the file was not finished.
  while (stream.getline(line.data(), kLongestLine) && !stream.eof()) {
    base::throw_if_stopped(stop);
    ++number;
    const std::string_view text(line.data(), static_cast<std::size_t>(stream.gcount()) - 1);
    whole += text.size() + 1;
    try {
      visit(number, result_of(text));
    } catch (const json::Unusable& fault) {
      refuse(file, base::message("line %1 %2; give a file that a batch wrote, or one that is not there yet.",
                                 number, fault.clause()));
    }
  }
  if (stream.bad()) refuse(file, base::message("it cannot be read; check its rights and the disk."));
  if (!stream.eof()) refuse(file, base::message("line %1 is longer than any result.", number + 1));
  if (!base::is_unfinished_line(file, whole, kLineStart))
    refuse(file, base::message("it ends with what is no result of a batch; give a file that a batch wrote, "
                               "or one that is not there yet."));
  return whole;
}

}  // namespace

VideoFile describe_video(const fs::path& file) {
  return {text::valid_utf8(file.string()), base::file_facts(file), {}};
}

Provenance provenance_of(const engine::ModelFacts& model, const BatchOptions& options) {
  Provenance made_with{model.name, model.hash, model.device, model.dtype, options, model.kv_cache};
  if (options.frames == 0) made_with.options.frames = model.config.vision.all_num_frames;
  return made_with;
}

void for_each_result(const fs::path& file, const std::function<void(const CellResult&)>& visit,
                     const std::stop_token& stop) {
  std::unordered_map<std::string, std::int64_t> last_line;
  for_each_line(
      file, [&](std::int64_t number, const CellResult& result) { last_line[key_of(result)] = number; }, stop);
  for_each_line(
      file,
      [&](std::int64_t number, const CellResult& result) {
        const auto found = last_line.find(key_of(result));
        if (found != last_line.end() && found->second == number) visit(result);
      },
      stop);
}

ResultsFile::ResultsFile(fs::path file, const BatchPlan& plan) : file_(std::move(file)) {
  std::error_code error;
  if (fs::exists(file_, error) && !fs::is_regular_file(file_, error))
    refuse(file_, base::message("is not a file; give a file's name."));
  open_ = std::make_unique<base::AppendFile>(file_);

  std::unordered_set<std::string> videos, questions;
  for (const fs::path& video : plan.videos) videos.insert(text::valid_utf8(video.string()));
  for (const std::string& question : plan.questions) questions.insert(text::valid_utf8(question));
  const Provenance mine{{}, {}, {}, {}, plan.options};
  bool belongs = false;
  const std::uintmax_t whole = for_each_line(file_, [&](std::int64_t number, const CellResult& result) {
    if (!made_with_) {
      made_with_ = std::make_unique<Provenance>(result.made_with);
      if (const base::Message what = difference(*made_with_, mine, true); !what.empty())
        refuse(file_,
               base::message("%1; give another file, or the options with which this one was begun.", what));
    } else if (const base::Message what = difference(result.made_with, *made_with_, false); !what.empty()) {
      refuse(file_, base::message("line %1 does not belong to line 1: %2.", number, what));
    }
    belongs = belongs || (videos.contains(result.video.path) && questions.contains(result.question));
    remember(result);
  });
  if (!cells_.empty() && !belongs)
    refuse(file_, base::message("none of its answers belongs to these videos and questions; give another "
                                "file, or those with which this one was begun."));
  if (fs::file_size(file_, error) != whole) open_->truncate(whole);
}

void ResultsFile::require(const Provenance& mine) const {
  if (!made_with_) return;
  if (const base::Message what = difference(*made_with_, mine, false); !what.empty())
    refuse(file_, base::message("%1; give another file, or what this one was begun with.", what));
}

void ResultsFile::remember(const CellResult& result) {
  const auto [last, is_new] = last_video_.try_emplace(result.video.path, videos_.size());
  if (is_new || videos_[last->second] != result.video) {
    last->second = videos_.size();
    videos_.push_back(result.video);
  }
  cells_[key_of(result)] = {last->second, !result.error.empty()};
}

ResultsFile::State ResultsFile::state(const VideoFile& video, std::int64_t window,
                                      const std::string& question) const {
  const auto found = cells_.find(cell_key(video.path, window, text::valid_utf8(question)));
  if (found == cells_.end()) return State::Absent;
  const VideoFile& then = videos_[found->second.video];
  const bool untouched = then.facts == video.facts;
  const bool same = !video.sha256.empty() && then.sha256 == video.sha256;
  if (!untouched && !same) return State::Absent;
  return found->second.failed ? State::Failed : State::Answered;
}

std::string ResultsFile::known_hash(const VideoFile& video) const {
  const auto found = last_video_.find(video.path);
  if (found == last_video_.end() || !video.facts.known()) return {};
  const VideoFile& then = videos_[found->second];
  return then.facts == video.facts ? then.sha256 : std::string();
}

std::int64_t ResultsFile::answers() const {
  return std::count_if(cells_.begin(), cells_.end(), [](const auto& cell) { return !cell.second.failed; });
}

void ResultsFile::append(const CellResult& result) {
  open_->append(line_of(result));
  if (!made_with_) made_with_ = std::make_unique<Provenance>(result.made_with);
  remember(result);
}

}  // namespace vp::batch
