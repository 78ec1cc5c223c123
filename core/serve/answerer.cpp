#include "serve/answerer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <new>
#include <numeric>
#include <utility>

#include "attention/answer_attention.h"
#include "base/error.h"
#include "base/file_facts.h"
#include "jobs/kept_films.h"
#include "serve/stop_strings.h"
#include "transcript/transcript.h"

namespace vp::serve {
namespace {

using base::Error;
using base::ErrorCode;
using Finish = engine::Turn::Finish;

class Warnings final : public base::Progress {
 public:
  void report(base::Phase, std::int64_t, std::int64_t) override {}
  void warn(const base::Message& message) override { texts.push_back(message.text()); }
  std::vector<std::string> texts;
};

std::string film_key(const engine::VideoRequest& request, const base::FileFacts& facts) {
  std::string key = request.file.string();
  key += '\0';
  const auto add = [&key](std::int64_t number) { key += std::to_string(number) + ","; };
  add(facts.size_bytes);
  add(facts.modified_ns);
  add(request.frames);
  add(request.range.start_s.value_or(-1));
  add(request.range.end_s.value_or(-1));
  add(static_cast<std::int64_t>(request.frame_indices.size()));
  return key;
}

std::vector<TokenProbability> tokens_of(const engine::Turn& turn, const text::Tokenizer& tokenizer,
                                        std::size_t shown_bytes) {
  std::vector<TokenProbability> tokens;
  std::size_t place = 0;
  for (std::size_t i = 0; i < turn.token_ids.size(); ++i) {
    std::string bytes = tokenizer.token_bytes(turn.token_ids[i]);
    if (i == 0 && tokenizer.adds_prefix_space() && bytes.starts_with(' ')) bytes.erase(0, 1);
    if (place >= shown_bytes && !bytes.empty()) break;
    place += bytes.size();
    tokens.push_back({std::move(bytes), static_cast<double>(turn.log_probabilities[i])});
  }
  return tokens;
}

Evidence evidence_of(const attention::AnswerAttention& record, const engine::EncodedVideo& video) {
  Evidence evidence;
  const attention::TokenRange all{0, record.tokens()};
  if (all.last == 0) return evidence;
  evidence.visual_share = std::accumulate(record.shares.begin(), record.shares.end(), 0.0) /
                          static_cast<double>(record.shares.size());
  // Of Video-ChatGPT no token is of one frame.
  if (record.frames.size() != static_cast<std::size_t>(video.frame_slots())) return evidence;
  const std::vector<attention::FrameMass> masses = attention::answer_masses(record, all, attention::kAllRows);
  for (std::size_t i = 0; i < video.frames().size() && i < masses.size(); ++i)
    evidence.frames.push_back({video.frames()[i].time_s, masses[i].total()});
  return evidence;
}

void set_finish(AnswerFacts& facts, const engine::Turn& turn, bool at_stop_string, bool for_time) {
  if (at_stop_string) {
    facts.finish = "stop_string";
    facts.finish_reason = "stop";
  } else if (turn.finish == Finish::Stopped) {
    facts.finish = for_time ? "time_limit" : "stopped";
    facts.finish_reason = "length";
  } else {
    facts.finish = transcript::name_of(turn.finish);
    facts.finish_reason = turn.finish == Finish::Length ? "length" : "stop";
  }
}

RequestFault fault_of(const Error& error, const PendingAnswer& pending, bool ends) {
  switch (error.code()) {
    case ErrorCode::Usage:
      return {400, error.what()};
    case ErrorCode::Video:
      return {400, error.what(), "invalid_request_error", "messages", "invalid_video"};
    case ErrorCode::Stopped:
      if (ends) return {503, "The server is being ended.", "server_error", {}, "shutting_down"};
      if (pending.stopped_for_time())
        return {504, "The answer had not begun when its time was over.", "server_error", {}, "time_limit"};
      return {499, "The request was given up.", "invalid_request_error"};
    default:
      return {500, error.what(), "server_error"};
  }
}

}  // namespace

Answerer::Answerer(std::shared_ptr<const engine::Model> model,
                   std::shared_ptr<const library::VideoCache> cache, const AnswererOptions& options)
    : model_(std::move(model)),
      cache_(std::move(cache)),
      films_(options.folder, options.film_bytes),
      pool_(std::max<std::size_t>(options.conversations, 1)) {}

void Answerer::answer(PendingAnswer& pending, Metrics& metrics, const std::stop_token& stop) {
  const auto start = PendingAnswer::Clock::now();
  const auto seconds = [](auto span) { return std::chrono::duration<double>(span).count(); };
  pending.begin();
  metrics.waited(seconds(start - pending.asked_at));
  std::stop_source either;
  const std::stop_callback on_program(stop, [&either] { either.request_stop(); });
  const std::stop_callback on_request(pending.stop_token(), [&either] { either.request_stop(); });
  try {
    AnswerFacts facts = answered(pending, either.get_token());
    metrics.answered(facts, seconds(PendingAnswer::Clock::now() - start));
    pending.end(std::move(facts));
    keep_film();
  } catch (const RequestError& error) {
    pending.fail(error.fault());
  } catch (const Error& error) {
    pending.fail(fault_of(error, pending, stop.stop_requested()));
    if (error.code() == ErrorCode::Device && model_->facts()->device != "cpu") throw;
  } catch (const std::bad_alloc&) {
    pending.fail({500, "There is not enough memory for this request.", "server_error"});
  } catch (const std::exception& error) {
    pending.fail({500, std::string("The request could not be answered: ") + error.what(), "server_error"});
  }
}

void Answerer::keep_film() {
  if (const engine::Conversation* const conversation = std::exchange(to_keep_, nullptr))
    jobs::keep_film(*conversation, cache_.get(), library::CacheRoom::OfOldest);
}

engine::VideoRequest Answerer::video_request(const ChatRequest& request, const std::stop_token& stop) {
  engine::VideoRequest video;
  video.file = films_.file_of(request.film, stop);
  video.range = {request.start_s, request.end_s};
  if (request.film.kind == ChatFilm::Kind::Pictures) {
    video.frame_indices.resize(request.film.bytes.size());
    std::iota(video.frame_indices.begin(), video.frame_indices.end(), std::int64_t{0});
  } else if (request.frames > 0) {
    // The model takes whole chunks; what was asked for is the most.
    const int chunk = model_->config().vision.num_frames;
    video.frames = std::max(chunk, request.frames - request.frames % chunk);
  }
  return video;
}

engine::Conversation& Answerer::conversation_of(const ChatRequest& request, bool& was_known,
                                                const std::stop_token& stop) {
  const bool has_film = request.film.kind != ChatFilm::Kind::None;
  engine::VideoRequest wanted;
  if (has_film) wanted = video_request(request, stop);
  const std::string key = has_film ? film_key(wanted, base::file_facts(wanted.file)) : std::string();
  if (engine::Conversation* const kept = pool_.find(key, request.turns)) {
    was_known = true;
    go_to(*kept, request.turns);
    return *kept;
  }
  Warnings warnings;
  const auto video = has_film ? jobs::encoded_film(model_, wanted, cache_.get(), warnings, stop)
                              : engine::EncodedVideo::none(model_);
  was_known = video->was_read();
  pool_.make_room();
  engine::Conversation& fresh =
      pool_.add(has_film ? film_key(wanted, video->file_facts()) : key,
                jobs::conversation_about(model_, video, has_film ? cache_.get() : nullptr));
  go_to(fresh, request.turns);
  return fresh;
}

AnswerFacts Answerer::answered(PendingAnswer& pending, const std::stop_token& stop) {
  const ChatRequest request = std::exchange(pending.request, {});
  to_keep_ = nullptr;
  bool was_known = false;
  engine::Conversation& conversation = conversation_of(request, was_known, stop);
  const engine::EncodedVideo& video = conversation.video();

  StopStrings stops(request.stop);
  std::stop_source at_string;
  const std::stop_callback with_the_others(stop, [&at_string] { at_string.request_stop(); });
  Warnings warnings;
  for (const base::Message& warning : video.warnings()) warnings.warn(warning);
  const engine::Turn* turn = nullptr;
  try {
    turn = &conversation.ask(
        request.question, request.ask,
        [&](std::string_view piece) {
          pending.add_text(stops.push(piece));
          if (stops.found()) at_string.request_stop();
        },
        warnings, at_string.get_token());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::Usage && error.code() != ErrorCode::Stopped) pool_.remove(conversation);
    throw;
  }
  if (conversation.device_failed()) {
    pool_.remove(conversation);
    throw Error(ErrorCode::Device,
                base::untranslated("The GPU failed while it answered; start the server again."));
  }
  if (turn->finish == Finish::Stopped && !stops.found() && !pending.stopped_for_time())
    base::throw_if_stopped(stop);
  pending.add_text(stops.finish());

  AnswerFacts facts;
  set_finish(facts, *turn, stops.found(), pending.stopped_for_time());
  facts.prompt_tokens = turn->prompt_tokens;
  facts.reused_tokens = turn->reused_tokens;
  facts.answer_tokens = static_cast<std::int64_t>(turn->token_ids.size());
  facts.left_out_turns = turn->options.left_out_turns;
  for (const engine::SampledFrame& frame : video.frames())
    facts.frames.push_back({frame.index, frame.time_s});
  facts.film_was_known = was_known;
  facts.encode_ms = was_known ? 0 : video.decode_ms() + video.encode_ms();
  facts.prefill_ms = turn->prefill_ms;
  facts.first_token_ms = turn->first_token_ms;
  facts.total_ms = turn->total_ms;
  facts.model_hash = turn->by.model_hash;
  facts.device = turn->by.device;
  facts.dtype = turn->by.dtype;
  facts.has_tokens = request.log_probabilities;
  if (facts.has_tokens) facts.tokens = tokens_of(*turn, model_->tokenizer(), stops.shown());
  if (turn->attention) facts.evidence = evidence_of(*turn->attention, video);
  if (request.film.kind != ChatFilm::Kind::None && !was_known) to_keep_ = &conversation;
  facts.warnings = std::move(warnings.texts);
  return facts;
}

}  // namespace vp::serve
