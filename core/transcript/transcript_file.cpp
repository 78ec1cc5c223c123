#include <algorithm>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "transcript/transcript.h"

namespace vp::transcript {

namespace {

std::string lower_case_ending(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return ending;
}

}  // namespace

void check_transcript_name(const std::filesystem::path& file) {
  const std::string ending = lower_case_ending(file);
  if (ending == ".md" || ending == ".json") return;
  throw base::Error(base::ErrorCode::Usage,
                    "A transcript cannot be written to " + file.string() + ": " +
                        (ending.empty() ? "the name has no ending" : "its ending is " + ending) +
                        "; let the name end in .md (Markdown) or .json.");
}

void write_transcript(const std::filesystem::path& file, const Transcript& transcript) {
  check_transcript_name(file);
  base::write_file_atomically(
      file, lower_case_ending(file) == ".md" ? to_markdown(transcript) : to_json(transcript));
}

}  // namespace vp::transcript
