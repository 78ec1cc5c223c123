#include "jobs/answer_alone.h"

#include <chrono>

#include "base/device_lost.h"
#include "base/error.h"
#include "jobs/kept_films.h"

namespace vp::jobs {

AloneAnswer answer_alone(const std::shared_ptr<const engine::Model>& model,
                         std::shared_ptr<const engine::EncodedVideo> video, const AloneQuestion& question,
                         const std::function<void(std::string_view)>& on_text,
                         const library::VideoCache* cache, base::Progress& progress,
                         const std::stop_token& stop) {
  AloneAnswer answer;
  if (!video) {
    const auto start = std::chrono::steady_clock::now();
    video = encoded_film(model, question.request, cache, progress, stop);
    answer.encode_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  }
  engine::Conversation conversation = conversation_about(model, video, cache);
  answer.turn = conversation.ask(question.question, question.options, on_text, progress, stop);
  if (conversation.device_failed())
    throw base::DeviceLost(base::message("The GPU failed in the middle of an answer; ask again."));
  base::throw_if_stopped(stop);
  answer.frames = video->frames().size();
  return answer;
}

}  // namespace vp::jobs
