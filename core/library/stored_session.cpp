#include "library/stored_session.h"

#include "base/error.h"
#include "base/sha256.h"
#include "base/utc_time.h"

namespace vp::library {

transcript::Transcript make_transcript(const StoredSession& session, const std::stop_token& stop) {
  transcript::Transcript transcript = session.record;
  transcript.video.file = session.video.file.string();
  transcript.video.sha256 = session.video.sha256;
  transcript.created = base::utc_text(session.created_ms);
  transcript.turns.clear();
  for (const StoredTurn& stored : session.turns) {
    if (stored.state == StoredTurn::State::Asked) continue;
    transcript.turns.push_back(stored.turn);
    if (stored.state == StoredTurn::State::Answering)
      transcript.turns.back().finish = engine::Turn::Finish::Interrupted;
  }
  if (transcript.turns.empty())
    throw base::Error(base::ErrorCode::Usage,
                      base::message("Session %1 has no answer yet; there is nothing to export.", session.id));
  if (transcript.video.sha256.empty() && is_unchanged(session.video))
    transcript.video.sha256 = base::sha256_of_file(session.video.file, base::ErrorCode::Video, stop);
  return transcript;
}

StoredVideo describe_file(const std::filesystem::path& file) {
  StoredVideo video;
  video.file = file;
  video.facts = base::file_facts(file);
  return video;
}

bool is_unchanged(const StoredVideo& video) {
  return video.facts.known() && base::file_facts(video.file) == video.facts;
}

}  // namespace vp::library
