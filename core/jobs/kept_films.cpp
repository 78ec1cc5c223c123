#include "jobs/kept_films.h"

#include <string>

#include "base/error.h"

namespace vp::jobs {

std::shared_ptr<const engine::EncodedVideo> encoded_film(const std::shared_ptr<const engine::Model>& model,
                                                         const engine::VideoRequest& request,
                                                         const library::VideoCache* cache,
                                                         base::Progress& progress,
                                                         const std::stop_token& stop) {
  const auto kept = cache ? cache->find(model->facts(), request) : nullptr;
  if (!kept) return engine::EncodedVideo::encode(model, request, progress, stop);
  for (const base::Message& warning : kept->warnings()) progress.warn(warning);
  return kept;
}

engine::Conversation conversation_about(const std::shared_ptr<const engine::Model>& model,
                                        const std::shared_ptr<const engine::EncodedVideo>& video,
                                        const library::VideoCache* cache) {
  engine::Conversation conversation(model, video);
  if (cache) cache->find_prefix(conversation);
  return conversation;
}

base::Message keep_film(const engine::Conversation& conversation, const library::VideoCache* cache,
                        library::CacheRoom room, const std::stop_token& stop) {
  if (!cache) return {};
  try {
    cache->store(conversation.video(), room, stop);
    cache->store_prefix(conversation, room, stop);
    return {};
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::Stopped) throw;
    return base::message("What was computed of the film is not kept for the next time: %1", error.message());
  }
}

}  // namespace vp::jobs
