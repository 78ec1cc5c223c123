#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace vp::batch {

/// Absolute paths of the videos that are `given`: a file as it is, whatever its name and whether it is there
/// or not (that is found out when it is asked about); for a folder the files below it that have a video's
/// ending, sorted by path, links not followed and hidden files and folders (".…", and the "._…" that macOS
/// leaves beside files) left out. Each once. Throws Error(Usage) for a folder without a video or
/// with more entries than can be looked at, Error(Stopped).
std::vector<std::filesystem::path> gather_videos(const std::vector<std::filesystem::path>& given,
                                                 const std::stop_token& stop = {});

/// Files and folders named in a text file, one a line; relative ones lie beside it. Throws Error(Usage) when
/// it cannot be read, is larger than 16 MiB or is not text.
std::vector<std::filesystem::path> read_video_list(const std::filesystem::path& file);

/// Questions from a text file, one a line, or from a .csv file: its column "question", or its first one where
/// no column is called so. Blank lines are passed over. Throws Error(Usage) as read_video_list() does.
std::vector<std::string> read_question_list(const std::filesystem::path& file);

/// Without those that are there already, and without blanks at both ends.
std::vector<std::string> distinct_questions(const std::vector<std::string>& questions);

}  // namespace vp::batch
