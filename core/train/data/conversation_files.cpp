#include "train/data/conversation_files.h"

#include <array>
#include <exception>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/message_text.h"
#include "json/document.h"
#include "media/video_files.h"

namespace vp::train {
namespace {

constexpr std::uintmax_t kLargestFile = std::uintmax_t{2} << 30;
constexpr std::size_t kLargestText = kLargestFile;           // bytes; the length is judged later
constexpr std::size_t kLongestText = std::size_t{32} << 10;  // bytes; tens of times a long caption
constexpr std::size_t kMostTurns = 1024;
constexpr std::array<std::string_view, 2> kMarks{"<video>", "<image>"};

/// Why an entry is skipped.
struct Unusable : std::exception {
  explicit Unusable(std::string why) : reason(std::move(why)) {}
  const char* what() const noexcept override { return reason.c_str(); }

  std::string reason;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
}

const std::string& string_of(const json::Value& object, const char* key) {
  const std::optional<json::Value> found = object.find(key);
  if (!found) throw Unusable{std::string("it has no \"") + key + "\""};
  if (!found->is_text()) throw Unusable{std::string("its \"") + key + "\" is not a text"};
  return found->any_text(kLargestText);
}

/// The text between the marks where a video was put into a question.
std::string_view without_marks(std::string_view text) {
  text = trimmed(text);
  for (bool changed = true; changed;) {
    changed = false;
    for (const std::string_view mark : kMarks) {
      if (text.starts_with(mark)) {
        text = trimmed(text.substr(mark.size()));
        changed = true;
      } else if (text.ends_with(mark)) {
        text = trimmed(text.substr(0, text.size() - mark.size()));
        changed = true;
      }
    }
  }
  return text;
}

Turn checked_turn(std::string_view question, std::string_view answer) {
  if (question.empty()) throw Unusable{"it has an empty question"};
  if (answer.empty()) throw Unusable{"it has an empty answer"};
  for (const std::string_view text : {question, answer}) {
    if (text.size() > kLongestText)
      throw Unusable{"it has a text of " + std::to_string(text.size()) + " bytes, more than " +
                     std::to_string(kLongestText)};
    for (const std::string_view mark : kMarks)
      if (text.find(mark) != std::string_view::npos)
        throw Unusable{"it has a " + std::string(mark) + " mark inside a text"};
  }
  return {std::string(question), std::string(answer)};
}

std::vector<Turn> turns_of(const json::Value& entry) {
  const std::optional<json::Value> found = entry.find("conversations");
  if (!found) throw Unusable{"it has no \"conversations\""};
  if (!found->is_list() || found->size() == 0)
    throw Unusable{"its \"conversations\" are not a list of texts"};
  if (found->size() % 2 != 0) throw Unusable{"its last question has no answer"};
  if (found->size() / 2 > kMostTurns)
    throw Unusable{"it has more than " + std::to_string(kMostTurns) + " turns"};
  const std::vector<json::Value> messages = found->elements(2 * kMostTurns);
  std::vector<Turn> turns;
  const auto value = [&](std::size_t i, std::string_view role) -> std::string_view {
    const json::Value& message = messages[i];
    if (!message.is_object()) throw Unusable{"its \"conversations\" hold something that is not an object"};
    const std::string& from = string_of(message, "from");
    if (from != role)
      throw Unusable{"a text from \"" + std::string(role) + "\" was expected where one from \"" +
                     base::for_message(from, 20) + "\" stands"};
    return trimmed(string_of(message, "value"));
  };
  for (std::size_t i = 0; i < messages.size(); i += 2) {
    const std::string_view question = value(i, "human");
    turns.push_back(checked_turn(i == 0 ? without_marks(question) : question, value(i + 1, "gpt")));
  }
  return turns;
}

TrainingEntry instruction(const json::Value& entry, const std::filesystem::path& folder) {
  std::vector<Turn> turns{checked_turn(without_marks(string_of(entry, "q")), trimmed(string_of(entry, "a")))};
  const std::string& name = string_of(entry, "video_id");
  if (!media::path_below(folder, name)) throw Unusable{"its video's name leads out of the folder of videos"};
  const std::optional<std::filesystem::path> video = media::find_video_named(folder, name);
  if (!video) throw Unusable{"its video \"" + base::for_message(name) + "\" is missing"};
  return {*video, std::move(turns)};
}

TrainingEntry conversation(const json::Value& entry, const std::filesystem::path& folder) {
  if (!entry.find("video"))
    throw Unusable{entry.find("image") ? "it is about an image, not a video" : "it has no video"};
  const std::string& name = string_of(entry, "video");
  const std::optional<std::filesystem::path> video = media::path_below(folder, name);
  if (!video) throw Unusable{"its video's path leads out of the folder of videos"};
  std::vector<Turn> turns = turns_of(entry);
  std::error_code error;
  if (!std::filesystem::is_regular_file(*video, error))
    throw Unusable{"its video \"" + base::for_message(name) + "\" is missing"};
  return {*video, std::move(turns)};
}

TrainingEntry read_entry(const json::Value& entry, const std::filesystem::path& folder) {
  if (!entry.is_object()) throw Unusable{"it is not an object"};
  return entry.find("video_id") || entry.find("q") ? instruction(entry, folder) : conversation(entry, folder);
}

std::string name_of(std::int64_t place, const json::Value& entry) {
  std::string name = "entry " + std::to_string(place + 1);
  for (const char* key : {"id", "video_id", "video"}) {
    const std::optional<json::Value> id = entry.find(key);
    if (id && id->is_text()) return name + " (\"" + base::for_message(id->any_text(kLargestText), 60) + "\")";
    if (id && id->is_integer()) return name + " (" + id->dump() + ")";
  }
  return name;
}

}  // namespace

ConversationFile read_conversation_file(const std::filesystem::path& json_file,
                                        const std::filesystem::path& videos_folder,
                                        const std::stop_token& stop) {
  std::error_code error;
  if (!std::filesystem::is_directory(videos_folder, error))
    throw base::Error(base::ErrorCode::Usage,
                      base::untranslated(videos_folder.string() +
                                         " is not a folder; the folder with the videos was expected."));
  ConversationFile file;
  json::Limits limits;
  limits.bytes = kLargestFile;
  limits.stop = stop;
  const auto visit = [&](std::int64_t place, const json::Value& entry) {
    base::throw_if_stopped(stop);
    try {
      file.entries.push_back(read_entry(entry, videos_folder));
    } catch (Unusable& unusable) {
      ++file.skipped_count;
      if (file.skipped.size() < kMostNamedEntries)
        file.skipped.push_back({name_of(place, entry), std::move(unusable.reason)});
    }
  };
  json::for_each_element(json_file, limits, json::usage_error_of(json_file), visit);
  if (file.entries.empty())
    throw base::Error(
        base::ErrorCode::Usage,
        base::untranslated(json_file.string() + " has no entry that can be trained on" +
                           (file.skipped.empty()
                                ? std::string("; it is empty.")
                                : "; of the " + std::to_string(file.skipped_count) + " that it has, " +
                                      file.skipped.front().name + ": " + file.skipped.front().reason + ".")));
  return file;
}

}  // namespace vp::train
