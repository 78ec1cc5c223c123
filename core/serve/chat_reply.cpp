#include "serve/chat_reply.h"

#include <nlohmann/json.hpp>

namespace vp::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string event(const Json& object) {
  return "data: " + text_of(object) + "\n\n";
}

Json usage_of(const AnswerFacts& facts) {
  return {{"prompt_tokens", facts.prompt_tokens},
          {"completion_tokens", facts.answer_tokens},
          {"total_tokens", facts.prompt_tokens + facts.answer_tokens},
          {"prompt_tokens_details", {{"cached_tokens", facts.reused_tokens}}}};
}

Json log_probabilities_of(const AnswerFacts& facts) {
  if (!facts.has_tokens) return nullptr;
  Json content = Json::array();
  for (const TokenProbability& token : facts.tokens) {
    Json bytes = Json::array();
    for (const char byte : token.bytes) bytes.push_back(static_cast<unsigned char>(byte));
    content.push_back({{"token", token.bytes},
                       {"logprob", token.log_probability},
                       {"bytes", std::move(bytes)},
                       {"top_logprobs", Json::array()}});
  }
  return {{"content", std::move(content)}, {"refusal", nullptr}};
}

Json own_facts(const AnswerFacts& facts) {
  Json frames = Json::array();
  for (const AnswerFacts::Frame& frame : facts.frames)
    frames.push_back({{"index", frame.index}, {"time_s", frame.time_s}});
  Json own = {{"finish", facts.finish},
              {"frames", std::move(frames)},
              {"reused_tokens", facts.reused_tokens},
              {"left_out_turns", facts.left_out_turns},
              {"film_was_known", facts.film_was_known},
              {"timing",
               {{"encode_ms", facts.encode_ms},
                {"prefill_ms", facts.prefill_ms},
                {"first_token_ms", facts.first_token_ms},
                {"total_ms", facts.total_ms}}},
              {"model_hash", facts.model_hash},
              {"device", facts.device},
              {"dtype", facts.dtype},
              {"warnings", facts.warnings}};
  if (facts.evidence) {
    Json shares = Json::array();
    for (const Evidence::Frame& frame : facts.evidence->frames)
      shares.push_back({{"time_s", frame.time_s}, {"share", frame.share}});
    own["evidence"] = {{"visual_share", facts.evidence->visual_share}, {"frames", std::move(shares)}};
  }
  return own;
}

Json head_of(const ReplyHead& head, const char* object) {
  return {{"id", head.id}, {"object", object}, {"created", head.created_s}, {"model", head.model}};
}

Json chunk(const ReplyHead& head, Json delta, Json finish_reason, Json log_probabilities, bool with_usage) {
  Json object = head_of(head, "chat.completion.chunk");
  object["choices"] = Json::array({{{"index", 0},
                                    {"delta", std::move(delta)},
                                    {"logprobs", std::move(log_probabilities)},
                                    {"finish_reason", std::move(finish_reason)}}});
  if (with_usage) object["usage"] = nullptr;
  return object;
}

}  // namespace

std::string whole_reply(const ReplyHead& head, std::string_view text, const AnswerFacts& facts) {
  Json object = head_of(head, "chat.completion");
  object["choices"] = Json::array(
      {{{"index", 0},
        {"message", {{"role", "assistant"}, {"content", std::string(text)}, {"refusal", nullptr}}},
        {"logprobs", log_probabilities_of(facts)},
        {"finish_reason", facts.finish_reason}}});
  object["usage"] = usage_of(facts);
  object["videopanda"] = own_facts(facts);
  return text_of(object);
}

std::string opening_event(const ReplyHead& head, bool with_usage) {
  return event(chunk(head, {{"role", "assistant"}, {"content", ""}}, nullptr, nullptr, with_usage));
}

std::string text_event(const ReplyHead& head, std::string_view piece, bool with_usage) {
  return event(chunk(head, {{"content", std::string(piece)}}, nullptr, nullptr, with_usage));
}

std::string end_event(const ReplyHead& head, const AnswerFacts& facts, bool with_usage) {
  Json object = chunk(head, Json::object(), facts.finish_reason, log_probabilities_of(facts), with_usage);
  object["videopanda"] = own_facts(facts);
  return event(object);
}

std::string usage_event(const ReplyHead& head, const AnswerFacts& facts) {
  Json object = head_of(head, "chat.completion.chunk");
  object["choices"] = Json::array();
  object["usage"] = usage_of(facts);
  return event(object);
}

std::string error_body(const RequestFault& fault) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return text_of({{"error",
                   {{"message", fault.message},
                    {"type", fault.type},
                    {"param", or_null(fault.param)},
                    {"code", or_null(fault.code)}}}});
}

std::string error_event(const RequestFault& fault) {
  return "data: " + error_body(fault) + "\n\n";
}

std::string done_event() {
  return "data: [DONE]\n\n";
}

std::string models_body(const std::string& model, std::int64_t created_s, std::int64_t context) {
  return text_of({{"object", "list"},
                  {"data", Json::array({{{"id", model},
                                         {"object", "model"},
                                         {"created", created_s},
                                         {"owned_by", "videopanda"},
                                         {"max_model_len", context}}})}});
}

}  // namespace vp::serve
