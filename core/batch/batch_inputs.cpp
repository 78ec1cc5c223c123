#include "batch/batch_inputs.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <unordered_set>

#include "base/ascii.h"
#include "base/error.h"
#include "batch/batch_plan.h"
#include "media/video_files.h"
#include "text/utf8.h"

namespace vp::batch {
namespace {

using base::Error;
using base::ErrorCode;
namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestList = std::uintmax_t{16} << 20;
constexpr int kMostEntries = 1'000'000;

[[noreturn]] void refuse(const fs::path& file, const base::Message& what) {
  throw Error(ErrorCode::Usage, base::message("%1 %2", file.string(), what));
}

std::string text_of_list(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    refuse(file, base::message("is not a file; a list in a text file was expected."));
  if (fs::file_size(file, error) > kLargestList || error)
    refuse(file, base::message("is larger than %1 MiB; split it into several files.", kLargestList >> 20));
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) refuse(file, base::message("cannot be read; check that it may be."));
  if (text.find('\0') != std::string::npos || text::valid_utf8(text) != text)
    refuse(file, base::message("is not text in UTF-8; save it as such, one entry a line."));
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    if (std::string line = trimmed(text.substr(0, end)); !line.empty()) lines.push_back(std::move(line));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// Records of RFC 4180, with any kind of line break.
std::vector<std::vector<std::string>> csv_records(const fs::path& file, std::string_view text) {
  std::vector<std::vector<std::string>> records(1, {std::string()});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    std::string& field = records.back().back();
    if (quoted) {
      if (c != '"')
        field += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        field += text[++i];
      else
        quoted = false;
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      records.back().emplace_back();
    } else if (c == '\n' || c == '\r') {
      records.push_back({std::string()});
    } else {
      field += c;
    }
  }
  if (quoted) refuse(file, base::message("ends inside quotation marks; it is incomplete or not CSV."));
  return records;
}

std::vector<std::string> csv_questions(const fs::path& file, std::string_view text) {
  std::vector<std::vector<std::string>> records = csv_records(file, text);
  std::size_t column = 0;
  bool has_header = false;
  for (std::size_t i = 0; i < records[0].size(); ++i) {
    const std::string name = base::lower_case(trimmed(records[0][i]));
    if (has_header || (name != "question" && name != "questions")) continue;
    column = i;
    has_header = true;
  }
  std::vector<std::string> questions;
  for (std::size_t i = has_header ? 1 : 0; i < records.size(); ++i)
    if (column < records[i].size())
      if (std::string question = trimmed(records[i][column]); !question.empty())
        questions.push_back(std::move(question));
  return questions;
}

bool is_hidden(const fs::path& file) {
  return file.filename().string().starts_with('.');
}

void add_folder(const fs::path& folder, std::vector<fs::path>& videos, const std::stop_token& stop) {
  std::vector<fs::path> found;
  std::int64_t hidden = 0;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied, error);
  for (int seen = 0; !error && entries != fs::recursive_directory_iterator(); ++seen) {
    base::throw_if_stopped(stop);
    if (seen >= kMostEntries || found.size() > kMostVideos)
      refuse(folder, base::message("holds more files than a batch can look through; name a smaller folder."));
    std::error_code unreadable;
    const fs::file_status status = entries->symlink_status(unreadable);
    if (is_hidden(entries->path())) {
      if (fs::is_directory(status)) entries.disable_recursion_pending();
      hidden += fs::is_regular_file(status) && media::has_video_ending(entries->path()) ? 1 : 0;
    } else if (fs::is_regular_file(status) && !unreadable && media::has_video_ending(entries->path())) {
      found.push_back(entries->path());
    }
    entries.increment(error);
  }
  if (error) refuse(folder, base::message("cannot be looked through (%1).", error.message()));
  if (found.empty())
    refuse(folder, hidden == 0 ? base::message("is a folder without a video file; name one that holds some.")
                               : base::message("is a folder with hidden video files only (%1), which are "
                                               "left out; name those that are meant.",
                                               hidden));
  std::sort(found.begin(), found.end());
  videos.insert(videos.end(), found.begin(), found.end());
}

}  // namespace

std::vector<fs::path> gather_videos(const std::vector<fs::path>& given, const std::stop_token& stop) {
  std::vector<fs::path> all;
  for (const fs::path& path : given) {
    std::error_code error;
    fs::path absolute = fs::absolute(path, error).lexically_normal();
    if (error || path.empty()) refuse(path, base::message("is not a file name."));
    if (fs::is_directory(absolute, error))
      add_folder(absolute, all, stop);
    else
      all.push_back(std::move(absolute));
  }
  std::unordered_set<std::string> seen;
  std::erase_if(all, [&](const fs::path& path) { return !seen.insert(path.string()).second; });
  return all;
}

std::vector<fs::path> read_video_list(const fs::path& file) {
  std::vector<fs::path> paths;
  for (const std::string& line : lines_of(text_of_list(file))) paths.push_back(file.parent_path() / line);
  if (paths.empty()) refuse(file, base::message("names no video; write one file or folder a line."));
  return paths;
}

std::vector<std::string> read_question_list(const fs::path& file) {
  const std::string text = text_of_list(file);
  const bool csv = base::lower_case(file.extension().string()) == ".csv";
  std::vector<std::string> questions = csv ? csv_questions(file, text) : lines_of(text);
  if (questions.empty()) refuse(file, base::message("holds no question; write one a line."));
  return questions;
}

std::vector<std::string> distinct_questions(const std::vector<std::string>& questions) {
  std::vector<std::string> distinct;
  std::unordered_set<std::string> seen;
  for (const std::string& question : questions) {
    std::string text = trimmed(question);
    if (!text.empty() && seen.insert(text).second) distinct.push_back(std::move(text));
  }
  return distinct;
}

}  // namespace vp::batch
