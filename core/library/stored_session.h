#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/file_facts.h"
#include "engine/conversation.h"
#include "transcript/transcript.h"

namespace vp::library {

/// A video file as it was when it was opened. All times here are milliseconds after 1970 in UTC.
struct StoredVideo {
  std::int64_t id = 0;
  std::filesystem::path file;
  base::FileFacts facts;
  std::string sha256;  ///< empty until it has been computed
  std::int64_t opened_ms = 0;
};

/// A question with as much of its answer as there is.
struct StoredTurn {
  enum class State {
    Asked = 0,  ///< no word of an answer
    Answering =
        1,  ///< an answer that was being written; nobody writes it any more when the program was killed
    Finished = 2
  };

  State state = State::Asked;
  engine::Turn turn;
};

/// What is needed to continue where the user was.
struct StoredSession {
  std::int64_t id = 0;
  StoredVideo video;
  std::string title;  ///< the user's own; empty when there is none
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::int64_t position_frame = 0;  ///< of the picture that was on the screen
  std::vector<std::byte> layout;    ///< of the window's panels; means something to the window alone
  std::vector<StoredTurn> turns;
  /// With what was answered (model, device, frames, versions …); its turns, times and file are not used. The
  /// model's name is empty until a model has seen the video.
  transcript::Transcript record;
};

/// A session in a list.
struct SessionSummary {
  std::int64_t id = 0;
  std::filesystem::path file;
  std::string title;
  std::string first_question;
  std::int64_t turn_count = 0;
  std::int64_t created_ms = 0;
  std::int64_t changed_ms = 0;
  std::string model_name;
  /// Which part of the video was asked about, in whole seconds; nothing: from its beginning, to its end.
  std::optional<std::int64_t> range_start_s{}, range_end_s{};
  /// Of a search: what stands around its first word in a question or an answer; empty where that is not in
  /// the full-text index, or where the first question has it.
  std::string found{};

  bool operator==(const SessionSummary&) const = default;
};

/// The session as the record that is exported: finished turns, and what there is of an unfinished answer, as
/// one that was interrupted. A hash that is not known yet is computed when the video is there as it was.
/// Throws Error(Usage) when there is no answer, Error(Stopped).
transcript::Transcript make_transcript(const StoredSession& session, const std::stop_token& stop = {});

/// Size and time of change of a file; both -1 when there is none.
StoredVideo describe_file(const std::filesystem::path& file);

/// Whether the file is there and has the size and the time of change that it had.
bool is_unchanged(const StoredVideo& video);

}  // namespace vp::library
