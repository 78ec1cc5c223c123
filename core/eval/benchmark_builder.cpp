#include "eval/benchmark_builder.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/message_text.h"
#include "eval/choices.h"
#include "json/document.h"
#include "media/video_files.h"

namespace vp::eval {
namespace {

constexpr std::size_t kMostOptions = 26;
constexpr std::size_t kMostFiles = std::size_t{1} << 20;
constexpr std::size_t kLongestText = std::size_t{64} << 10;

[[noreturn]] void unusable(const std::string& what) {
  throw json::Unusable({{}, base::untranslated(what), false});
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// How many bytes "A. ", "(A) ", "A: " or "A) " take in front of an option at place `place`; 0 for none.
std::size_t letter_length(const std::string& option, std::size_t place) {
  const char letter = static_cast<char>('A' + place);
  std::size_t at = 0;
  const bool opened = !option.empty() && option[0] == '(';
  if (opened) ++at;
  if (at >= option.size() || option[at] != letter) return 0;
  ++at;
  if (at >= option.size() ||
      (opened ? option[at] != ')' : std::string_view(".):").find(option[at]) == std::string::npos))
    return 0;
  ++at;
  while (at < option.size() && option[at] == ' ') ++at;
  return at;
}

void take_letters_away(std::vector<std::string>& options) {
  for (std::size_t i = 0; i < options.size(); ++i)
    if (letter_length(options[i], i) == 0) return;
  for (std::size_t i = 0; i < options.size(); ++i) options[i].erase(0, letter_length(options[i], i));
}

}  // namespace

BenchmarkBuilder::BenchmarkBuilder(const Layout& layout, std::filesystem::path data, std::stop_token stop)
    : data_(std::move(data)), stop_(std::move(stop)) {
  benchmark_.layout = &layout;
  std::error_code error;
  if (!std::filesystem::is_directory(data_, error))
    throw base::Error(
        base::ErrorCode::Usage,
        base::message("%1 is not a folder; the folder of the benchmark was expected.", data_.string()));
}

std::optional<std::filesystem::path> BenchmarkBuilder::annotation_if_there(const std::string& name) const {
  std::error_code error;
  std::filesystem::path file = data_ / name;
  if (std::filesystem::is_regular_file(file, error)) return file;
  return std::nullopt;
}

std::filesystem::path BenchmarkBuilder::annotation(const std::vector<std::string>& names) const {
  for (const std::string& name : names)
    if (const auto file = annotation_if_there(name)) return *file;
  std::string expected;
  for (const std::string& name : names) expected += (expected.empty() ? "" : " or ") + name;
  std::error_code error;
  for (auto entry = std::filesystem::recursive_directory_iterator(
           data_, std::filesystem::directory_options::skip_permission_denied, error);
       !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
    base::throw_if_stopped(stop_);
    if (entry.depth() > 2) entry.disable_recursion_pending();
    if (entry->path().extension() == ".parquet")
      throw base::Error(
          base::ErrorCode::Usage,
          base::message("%1 is a Parquet file, which cannot be read here; write its rows as a JSON list to "
                        "%2, for example with pandas: read_parquet(…).to_json(…, orient=\"records\").",
                        entry->path().string(), (data_ / names.front()).string()));
  }
  throw base::Error(
      base::ErrorCode::Usage,
      base::message("There is no %1 in %2; %3 has these files: %4.", expected, data_.string(),
                    std::string(benchmark_.layout->title), std::string(benchmark_.layout->files)));
}

void BenchmarkBuilder::records(const std::filesystem::path& file, const RecordVisitor& visit) {
  for_each_record(
      file, visit,
      [&](const std::string& clause) {
        find(FindingKind::Unreadable, file.filename().string() + ": " + clause);
      },
      stop_);
}

void BenchmarkBuilder::rows(const std::filesystem::path& file,
                            const std::function<void(std::int64_t, const CsvRow&)>& visit) {
  for_each_row(
      file, visit,
      [&](const std::string& clause) {
        find(FindingKind::Unreadable, file.filename().string() + ": " + clause);
      },
      stop_);
}

void BenchmarkBuilder::members(const std::filesystem::path& file,
                               const std::function<void(const std::string&, const json::Value&)>& visit) {
  json::Limits limits;
  limits.bytes = std::uintmax_t{256} << 20;
  limits.stop = stop_;
  const json::Document document = json::Document::read(file, limits, json::usage_error_of(file));
  const json::Value root = document.root();
  for (const auto& [name, member] : root.members(std::size_t{1} << 20)) {
    try {
      visit(name, member);
    } catch (const json::Unusable& fault) {
      find(FindingKind::Unreadable,
           file.filename().string() + ": \"" + base::for_message(name) + "\" " + fault.clause().text());
    } catch (const base::Error& error) {
      // The document's own refusal, which names file and path.
      if (error.code() != base::ErrorCode::Usage) throw;
      find(FindingKind::Unreadable, error.what());
    }
  }
}

void BenchmarkBuilder::find(FindingKind kind, const std::string& what) {
  std::int64_t& count = benchmark_.counts[static_cast<std::size_t>(kind)];
  if (++count <= kMostListedFindings) benchmark_.findings.push_back({kind, base::for_message(what, 400)});
}

void BenchmarkBuilder::add(Question question, const std::vector<std::string>& film_folders) {
  base::throw_if_stopped(stop_);
  if (trimmed(question.question).empty()) unusable("has an empty question");
  if (question.video_name.empty()) unusable("names no film");
  if (question.is_choice()) {
    if (question.options.size() < 2 || question.options.size() > kMostOptions)
      unusable("has " + std::to_string(question.options.size()) + " options; 2 to 26 were expected");
    if (question.right < 0 || question.right >= static_cast<std::int64_t>(question.options.size()))
      unusable("has a right answer that is none of its options");
    for (const std::string& option : question.options)
      if (trimmed(option).empty()) unusable("has an empty option");
    question.answer = question.options[static_cast<std::size_t>(question.right)];
  }
  if (!ids_.insert(question.id.text).second)
    return find(FindingKind::DuplicateId, "the id \"" + question.id.text + "\" is there again (\"" +
                                              base::for_message(question.question) +
                                              "\"); the first one counts");
  question.film = film_of(question, film_folders);
  benchmark_.questions.push_back(std::move(question));
}

std::filesystem::path BenchmarkBuilder::film_of(const Question& question,
                                                const std::vector<std::string>& folders) {
  std::string key = question.video_name;
  for (const std::string& folder : folders) key += '\n' + folder;
  if (const auto known = found_.find(key); known != found_.end()) return known->second;
  std::filesystem::path film;
  std::string why = "is not there";
  for (const std::string& folder : folders)
    if (const auto file = media::find_video_named(data_ / folder, question.video_name)) {
      film = *file;
      break;
    }
  if (film.empty()) {
    const std::filesystem::path name(question.video_name);
    const std::string wanted =
        media::has_video_ending(name) ? name.stem().string() : name.filename().string();
    const auto found = films().find(wanted);
    if (found != films().end() && found->second.size() == 1) film = found->second.front();
    if (found != films().end() && found->second.size() > 1)
      why = "is there several times, so that it is not known which is meant";
    std::error_code error;
    for (const std::string& folder : folders)
      if (const auto below = media::path_below(data_ / folder, question.video_name);
          film.empty() && below && std::filesystem::is_directory(*below, error))
        why =
            "is a folder of pictures, which is not read as a film; make a film of them, for example with "
            "ffmpeg "
            "-framerate 3 -i %05d.jpg";
  }
  if (film.empty())
    find(FindingKind::MissingFilm, "the film \"" + base::for_message(question.video_name) + "\" " + why);
  return found_.emplace(std::move(key), film).first->second;
}

const std::unordered_map<std::string, std::vector<std::filesystem::path>>& BenchmarkBuilder::films() {
  if (films_) return *films_;
  films_.emplace();
  std::error_code error;
  std::size_t files = 0;
  for (auto entry = std::filesystem::recursive_directory_iterator(
           data_, std::filesystem::directory_options::skip_permission_denied, error);
       !error && entry != std::filesystem::recursive_directory_iterator() && files < kMostFiles;
       entry.increment(error), ++files) {
    base::throw_if_stopped(stop_);
    if (media::has_video_ending(entry->path()))
      (*films_)[entry->path().stem().string()].push_back(entry->path());
  }
  return *films_;
}

Benchmark BenchmarkBuilder::finish() {
  if (benchmark_.questions.empty())
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated(
            data_.string() + " holds no readable question of " + std::string(benchmark_.layout->title) +
            (benchmark_.findings.empty() ? "" : "; the first fault: " + benchmark_.findings.front().what) +
            "."));
  const auto count = static_cast<std::int64_t>(benchmark_.questions.size());
  for (const Split& split : benchmark_.layout->splits)
    if (split.questions == count && !split.published)
      find(FindingKind::OtherSplit, "these are as many questions as the split \"" + std::string(split.name) +
                                        "\" has, and published figures are about another one");
  return std::move(benchmark_);
}

void set_options(Question& question, std::vector<std::string> options, std::int64_t right) {
  for (std::string& option : options) option = trimmed(option);
  take_letters_away(options);
  question.options = std::move(options);
  question.right = right;
}

void set_options(Question& question, std::vector<std::string> options, const std::string& right_as_written) {
  for (std::string& option : options) option = trimmed(option);
  const std::string right = trimmed(right_as_written);
  std::int64_t place = -1;
  for (std::size_t i = 0; i < options.size() && place < 0; ++i)
    if (options[i] == right) place = static_cast<std::int64_t>(i);
  std::vector<std::string> plain = options;
  take_letters_away(plain);
  for (std::size_t i = 0; i < plain.size() && place < 0; ++i)
    if (plain[i] == right || base::lower_case(plain[i]) == base::lower_case(right))
      place = static_cast<std::int64_t>(i);
  for (std::size_t i = 0; i < plain.size() && place < 0; ++i)
    if (right == letter_of(i) || letter_length(right, i) > 0) place = static_cast<std::int64_t>(i);
  if (place < 0)
    unusable("has a right answer (\"" + base::for_message(right) + "\") that is none of its options");
  question.options = std::move(plain);
  question.right = place;
}

std::vector<std::string> options_of(const json::Value& list) {
  std::vector<std::string> options;
  for (const json::Value& option : list.elements(kMostOptions, 2))
    options.push_back(option.is_text()     ? option.any_text(kLongestText)
                      : option.is_number() ? option.dump()
                                           : option.text());
  return options;
}

bool take_options(Question& question, const std::string& right) {
  std::vector<std::string> options;
  std::string rest;
  std::size_t start = 0;
  while (start <= question.question.size()) {
    const std::size_t end = std::min(question.question.find('\n', start), question.question.size());
    const std::string line = trimmed(question.question.substr(start, end - start));
    if (options.size() < kMostOptions && letter_length(line, options.size()) > 0)
      options.push_back(line);
    else if (!line.empty())
      rest += (rest.empty() ? "" : "\n") + line;
    start = end + 1;
  }
  if (options.size() < 2) return false;
  question.question = rest;
  set_options(question, std::move(options), right);
  return true;
}

}  // namespace vp::eval
