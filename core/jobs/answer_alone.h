#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/progress.h"
#include "engine/conversation.h"
#include "engine/encoded_video.h"
#include "engine/model.h"
#include "library/video_cache.h"

namespace vp::jobs {

/// A question about a film that is asked by itself.
struct AloneQuestion {
  engine::VideoRequest request;
  std::string question;
  engine::AskOptions options;
};

struct AloneAnswer {
  engine::Turn turn;
  std::size_t frames = 0;  ///< of the film that the model was shown
  double encode_ms = 0;    ///< until the film was encoded, or found; 0 where it was at hand
};

/// Asks it as the first of a conversation. `video`: the film as this model has it at hand, or null. `on_text`
/// gets the answer as it is written. Throws what EncodedVideo::encode() and Conversation::ask() throw,
/// Error(Stopped) also in the middle of the answer, and DeviceLost.
AloneAnswer answer_alone(const std::shared_ptr<const engine::Model>& model,
                         std::shared_ptr<const engine::EncodedVideo> video, const AloneQuestion& question,
                         const std::function<void(std::string_view)>& on_text,
                         const library::VideoCache* cache, base::Progress& progress,
                         const std::stop_token& stop = {});

}  // namespace vp::jobs
