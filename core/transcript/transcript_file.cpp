#include <algorithm>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "transcript/transcript.h"

namespace vp::transcript {

void write_transcript(const std::filesystem::path& file, const Transcript& transcript) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  if (ending == ".md") {
    base::write_file_atomically(file, to_markdown(transcript));
  } else if (ending == ".json") {
    base::write_file_atomically(file, to_json(transcript));
  } else {
    throw base::Error(base::ErrorCode::Usage,
                      "A transcript cannot be written to " + file.string() + ": " +
                          (ending.empty() ? "the name has no ending" : "its ending is " + ending) +
                          "; let the name end in .md (Markdown) or .json.");
  }
}

}  // namespace vp::transcript
