#include "serve/metrics.h"

#include <cstdio>

namespace vp::serve {
namespace {

std::string number_text(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6f", number);
  return text;
}

void describe(std::string& text, const std::string& name, const char* type, const char* help) {
  text += "# HELP videopanda_" + name + " " + help + "\n# TYPE videopanda_" + name + " " + type + "\n";
}

void add(std::string& text, const std::string& name, const char* type, const char* help,
         const std::string& value) {
  describe(text, name, type, help);
  text += "videopanda_" + name + " " + value + "\n";
}

void add_summary(std::string& text, const std::string& name, const char* help, double sum,
                 std::int64_t count) {
  describe(text, name, "summary", help);
  text += "videopanda_" + name + "_sum " + number_text(sum) + "\n";
  text += "videopanda_" + name + "_count " + std::to_string(count) + "\n";
}

}  // namespace

void Metrics::replied(int status) {
  const std::lock_guard lock(mutex_);
  ++replies_[status];
}

void Metrics::abandoned() {
  const std::lock_guard lock(mutex_);
  ++abandoned_;
}

void Metrics::waited(double seconds) {
  const std::lock_guard lock(mutex_);
  ++waits_;
  waiting_seconds_ += seconds;
}

void Metrics::answered(const AnswerFacts& facts, double seconds) {
  const std::lock_guard lock(mutex_);
  ++answers_;
  answer_seconds_ += seconds;
  prompt_tokens_ += facts.prompt_tokens;
  reused_tokens_ += facts.reused_tokens;
  answer_tokens_ += facts.answer_tokens;
  if (!facts.frames.empty()) ++(facts.film_was_known ? films_known_ : films_encoded_);
}

double Metrics::mean_seconds(double otherwise) const {
  const std::lock_guard lock(mutex_);
  return answers_ == 0 ? otherwise : answer_seconds_ / static_cast<double>(answers_);
}

std::string Metrics::text(std::size_t waiting, std::size_t running) const {
  const std::lock_guard lock(mutex_);
  std::string text;
  describe(text, "replies_total", "counter", "Replies to requests for an answer, by status.");
  for (const auto& [status, count] : replies_)
    text +=
        "videopanda_replies_total{status=\"" + std::to_string(status) + "\"} " + std::to_string(count) + "\n";
  add(text, "abandoned_total", "counter", "Requests whose client went away.", std::to_string(abandoned_));
  add(text, "requests_waiting", "gauge", "Requests that wait for their turn.", std::to_string(waiting));
  add(text, "requests_running", "gauge", "Requests that are answered now.", std::to_string(running));
  add(text, "prompt_tokens_total", "counter", "Tokens of prompts, frames included.",
      std::to_string(prompt_tokens_));
  add(text, "reused_tokens_total", "counter", "Of these, the ones whose keys and values were there.",
      std::to_string(reused_tokens_));
  add(text, "answer_tokens_total", "counter", "Tokens of answers.", std::to_string(answer_tokens_));
  add(text, "films_encoded_total", "counter", "Answers whose film was encoded for them.",
      std::to_string(films_encoded_));
  add(text, "films_known_total", "counter", "Answers whose film had been encoded before.",
      std::to_string(films_known_));
  add_summary(text, "answer_seconds", "Time from a request's turn to its end.", answer_seconds_, answers_);
  add_summary(text, "waiting_seconds", "Time that requests waited for their turn.", waiting_seconds_, waits_);
  return text;
}

}  // namespace vp::serve
