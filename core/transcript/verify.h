#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/progress.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "transcript/transcript.h"

namespace vp::transcript {

/// What came of asking everything in a record again.
struct Verification {
  std::vector<base::Message> differences;  ///< a sentence each; empty: the same
  std::vector<base::Message> notes;        ///< what could not be compared and why, a sentence each
  std::size_t questions = 0;               ///< asked again
  std::size_t measurements = 0;            ///< of what an answer needs, that were repeated
  std::size_t unchecked = 0;  ///< answers with text but without a recorded token, which nothing can check
  std::size_t tokens = 0;     ///< compared

  bool same() const { return differences.empty(); }
  /// "The same: 2 questions asked again, 34 tokens compared." or "Different in 3 points."
  std::string summary() const;
};

/// Where the record's video is: the path as recorded (a relative one from the working folder, else from the
/// record's), else a file of its name beside the record.
/// Throws Error(Video) when neither is there.
std::filesystem::path recorded_video(const Transcript& transcript,
                                     const std::filesystem::path& transcript_file);

/// How to load the model in order to compute as the record was: its precision, its device where that is the
/// CPU, and its threads where this machine has as many. Fields that are set in `options` stay.
engine::LoadOptions as_recorded(const Transcript& transcript, engine::LoadOptions options);

/// What the model was shown: the recorded range and number of frames, or the frames where these were chosen
/// one by one, with attention maps.
engine::VideoRequest recorded_request(const Transcript& transcript, const std::filesystem::path& video);

/// Compares the video's SHA-256 and the model's hash, encodes the video with the recorded range and number of
/// frames, asks every question that this model answered again with its recorded settings, and compares
/// frames, prompts and tokens; the log-probabilities too when device and precision are the recorded ones.
/// Answers of other models stand in the prompts as what was said; a note names each. Of an answer that was
/// stopped, as many tokens are generated as the record has. Throws Error(Video), Error(Usage), Error(Device),
/// Error(Stopped).
Verification verify(const Transcript& transcript, const std::shared_ptr<const engine::Model>& model,
                    const std::filesystem::path& video, base::Progress& progress,
                    const std::stop_token& stop = {});

}  // namespace vp::transcript
