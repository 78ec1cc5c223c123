#include "train/data/conversation_files.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/json_array_file.h"
#include "media/video_files.h"

namespace vp::train {
namespace {

using nlohmann::json;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{2} << 30;
constexpr std::size_t kLongestText = std::size_t{32} << 10;  // bytes; tens of times a long caption
constexpr std::size_t kMostTurns = 1024;
constexpr std::array<std::string_view, 2> kMarks{"<video>", "<image>"};

/// Why an entry is skipped.
struct Unusable {
  std::string reason;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view()
                                         : text.substr(first, text.find_last_not_of(kBlank) + 1 - first);
}

const std::string& string_of(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) throw Unusable{std::string("it has no \"") + key + "\""};
  if (!found->is_string()) throw Unusable{std::string("its \"") + key + "\" is not a text"};
  return found->get_ref<const std::string&>();
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

std::vector<Turn> turns_of(const json& entry) {
  const auto found = entry.find("conversations");
  if (found == entry.end()) throw Unusable{"it has no \"conversations\""};
  if (!found->is_array() || found->empty()) throw Unusable{"its \"conversations\" are not a list of texts"};
  if (found->size() % 2 != 0) throw Unusable{"its last question has no answer"};
  if (found->size() / 2 > kMostTurns)
    throw Unusable{"it has more than " + std::to_string(kMostTurns) + " turns"};
  std::vector<Turn> turns;
  const auto value = [&](std::size_t i, std::string_view role) -> std::string_view {
    const json& message = (*found)[i];
    if (!message.is_object()) throw Unusable{"its \"conversations\" hold something that is not an object"};
    const std::string& from = string_of(message, "from");
    if (from != role)
      throw Unusable{"a text from \"" + std::string(role) + "\" was expected where one from \"" +
                     base::for_message(from, 20) + "\" stands"};
    return trimmed(string_of(message, "value"));
  };
  for (std::size_t i = 0; i < found->size(); i += 2) {
    const std::string_view question = value(i, "human");
    turns.push_back(checked_turn(i == 0 ? without_marks(question) : question, value(i + 1, "gpt")));
  }
  return turns;
}

TrainingEntry instruction(const json& entry, const std::filesystem::path& folder) {
  std::vector<Turn> turns{checked_turn(without_marks(string_of(entry, "q")), trimmed(string_of(entry, "a")))};
  const std::string& name = string_of(entry, "video_id");
  if (!media::path_below(folder, name)) throw Unusable{"its video's name leads out of the folder of videos"};
  const std::optional<std::filesystem::path> video = media::find_video(folder, name);
  if (!video) throw Unusable{"its video \"" + base::for_message(name) + "\" is missing"};
  return {*video, std::move(turns)};
}

TrainingEntry conversation(const json& entry, const std::filesystem::path& folder) {
  if (!entry.contains("video"))
    throw Unusable{entry.contains("image") ? "it is about an image, not a video" : "it has no video"};
  const std::string& name = string_of(entry, "video");
  const std::optional<std::filesystem::path> video = media::path_below(folder, name);
  if (!video) throw Unusable{"its video's path leads out of the folder of videos"};
  std::vector<Turn> turns = turns_of(entry);
  std::error_code error;
  if (!std::filesystem::is_regular_file(*video, error))
    throw Unusable{"its video \"" + base::for_message(name) + "\" is missing"};
  return {*video, std::move(turns)};
}

TrainingEntry read_entry(const json& entry, const std::filesystem::path& folder) {
  if (!entry.is_object()) throw Unusable{"it is not an object"};
  return entry.contains("video_id") || entry.contains("q") ? instruction(entry, folder)
                                                           : conversation(entry, folder);
}

std::string name_of(std::int64_t place, const json& entry) {
  std::string name = "entry " + std::to_string(place + 1);
  for (const char* key : {"id", "video_id", "video"}) {
    if (!entry.is_object() || !entry.contains(key)) continue;
    const json& id = entry[key];
    if (id.is_string())
      return name + " (\"" + base::for_message(id.get_ref<const std::string&>(), 60) + "\")";
    if (id.is_number_integer()) return name + " (" + id.dump() + ")";
  }
  return name;
}

}  // namespace

ConversationFile read_conversation_file(const std::filesystem::path& json_file,
                                        const std::filesystem::path& videos_folder) {
  std::error_code error;
  if (!std::filesystem::is_directory(videos_folder, error))
    throw base::Error(base::ErrorCode::Usage,
                      videos_folder.string() + " is not a folder; the folder with the videos was expected.");
  ConversationFile file;
  base::for_each_in_json_array(json_file, kLargestFile, [&](std::int64_t place, const json& entry) {
    try {
      file.entries.push_back(read_entry(entry, videos_folder));
    } catch (Unusable& unusable) {
      ++file.skipped_count;
      if (file.skipped.size() < kMostNamedEntries)
        file.skipped.push_back({name_of(place, entry), std::move(unusable.reason)});
    }
  });
  if (file.entries.empty())
    throw base::Error(base::ErrorCode::Usage,
                      json_file.string() + " has no entry that can be trained on" +
                          (file.skipped.empty()
                               ? std::string("; it is empty.")
                               : "; of the " + std::to_string(file.skipped_count) + " that it has, " +
                                     file.skipped.front().name + ": " + file.skipped.front().reason + "."));
  return file;
}

}  // namespace vp::train
