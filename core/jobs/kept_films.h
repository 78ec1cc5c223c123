#pragma once

#include <memory>
#include <stop_token>

#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "library/video_cache.h"

namespace vp::jobs {

// What was computed of a film before, for whoever asks about it; a null cache has nothing and keeps nothing.

/// The film as it was encoded before, its warnings said again; else encoded now. Throws what
/// EncodedVideo::encode() throws.
std::shared_ptr<const engine::EncodedVideo> encoded_film(const std::shared_ptr<const engine::Model>& model,
                                                         const engine::VideoRequest& request,
                                                         const library::VideoCache* cache,
                                                         base::Progress& progress,
                                                         const std::stop_token& stop = {});

/// A conversation about it, with the keys and values of what stands before every question where they were
/// kept.
engine::Conversation conversation_about(const std::shared_ptr<const engine::Model>& model,
                                        const std::shared_ptr<const engine::EncodedVideo>& video,
                                        const library::VideoCache* cache);

/// Keeps both for the next time, as far as `room` allows. Gives why they could not be kept, which loses
/// nothing that was answered; empty where nothing went wrong. Throws Error(Stopped).
base::Message keep_film(const engine::Conversation& conversation, const library::VideoCache* cache,
                        library::CacheRoom room, const std::stop_token& stop = {});

}  // namespace vp::jobs
