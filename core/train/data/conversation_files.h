#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vp::train {

/// A question and the answer to learn.
struct Turn {
  std::string question;
  std::string answer;
};

/// A conversation about one video.
struct TrainingEntry {
  std::filesystem::path video;  ///< an existing file
  std::vector<Turn> turns;      ///< at least one
};

/// An entry that cannot be trained on.
struct SkippedEntry {
  std::string name;    ///< its place in the file and its id: `entry 12 ("v_abc")`
  std::string reason;  ///< a clause without a full stop: `it has no video`
};

struct ConversationFile {
  std::vector<TrainingEntry> entries;  ///< in the file's order
  std::vector<SkippedEntry> skipped;   ///< the first kMostNamedEntries of the skipped ones
  std::int64_t skipped_count = 0;
};

inline constexpr std::size_t kMostNamedEntries = 100;

/// Reads a training file: a JSON array of
///   {"id", "video": "relative/path.mp4", "conversations": [{"from": "human", "value": "<video>\nQuestion"},
///    {"from": "gpt", "value": "Answer"}, …]}   (Video-LLaVA, Valley), or of
///   {"q": Question, "a": Answer, "video_id": "name without an ending"}   (Video-ChatGPT-100K).
/// Videos lie below `videos_folder`. `<video>` and `<image>` marks around the first question are taken away,
/// as are blanks around every text. An entry that is broken, has no video, or whose video is missing or
/// outside the folder is skipped and counted; its video is not opened. Throws Error(Usage) when the file
/// itself is unusable or no entry can be used, Error(Stopped).
ConversationFile read_conversation_file(const std::filesystem::path& json_file,
                                        const std::filesystem::path& videos_folder,
                                        const std::stop_token& stop = {});

}  // namespace vp::train
