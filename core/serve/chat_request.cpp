#include "serve/chat_request.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

#include "base/error.h"
#include "json/document.h"
#include "serve/data_url.h"

namespace vp::serve {
namespace {

using json::Value;

constexpr std::size_t kLongestText = std::size_t{1} << 20;
constexpr std::size_t kMostParts = 4096;
constexpr std::size_t kMostStops = 16;
constexpr std::size_t kLongestStop = 256;

/// As much of a text as belongs into a sentence about it, in whole characters.
std::string beginning_of(const std::string& text) {
  constexpr std::size_t kMost = 200;
  if (text.size() <= kMost) return text;
  std::size_t end = kMost;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

[[noreturn]] void refuse(const json::Fault& fault) {
  const std::string path = beginning_of(fault.path);
  refuse_request((path.empty() ? "The request" : path) + " " + fault.problem.text() + ".", path);
}

[[noreturn]] void refuse(const Value& value, const std::string& problem, const std::string& code = {}) {
  refuse_request(value.path() + " " + problem, value.path(), code);
}

bool has_visible(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c > ' '; });
}

/// Gathers the messages of a conversation, one after the other.
class MessageReader {
 public:
  MessageReader(ChatRequest& request, const RequestLimits& limits) : request_(request), limits_(limits) {}

  void read(const Value& message) {
    const std::string& role = message.member("role").text(64);
    if (role == "system" || role == "developer") {
      if (asked_ || !request_.turns.empty())
        refuse(message, "is a " + role + " message behind others; it has to be the first.");
      add_line(opening_, text_of(message));
    } else if (role == "user") {
      const std::string text = text_of(message);
      add_line(request_.question, asked_ ? text : with_opening(text));
      asked_ = true;
    } else if (role == "assistant") {
      answer(message);
    } else {
      refuse(message.member("role"), "is \"" + role + "\"; system, user and assistant are known here.");
    }
  }

  void finish(const Value& messages) {
    if (!asked_) refuse(messages, "does not end with a question; its last message has to be a user's.");
    check_question(messages);
  }

 private:
  static void add_line(std::string& text, const std::string& line) {
    if (!text.empty() && !line.empty()) text += '\n';
    text += line;
    if (text.size() > kLongestText)
      refuse_request("The messages' text is longer than a megabyte.", "messages");
  }

  std::string with_opening(const std::string& text) {
    std::string whole = std::exchange(opening_, {});
    if (!whole.empty()) whole += "\n\n";
    return whole + text;
  }

  void check_question(const Value& where) {
    if (!has_visible(request_.question)) refuse(where, "has a question without text.");
  }

  void answer(const Value& message) {
    if (!asked_) refuse(message, "is an answer without a question before it.");
    check_question(message);
    if (request_.turns.size() >= limits_.most_turns)
      refuse_request("The conversation has more than " + std::to_string(limits_.most_turns) + " turns.",
                     "messages");
    std::string text = message.given("content") ? text_of(message) : std::string();
    request_.turns.push_back({std::exchange(request_.question, {}), std::move(text)});
    asked_ = false;
  }

  std::string text_of(const Value& message) {
    const Value content = message.member("content");
    if (content.is_text()) return content.text(kLongestText);
    if (!content.is_list()) content.refuse(base::untranslated("a text or a list of parts was expected"));
    std::string text;
    const bool of_user = message.member("role").text(64) == "user";
    ChatFilm film;
    for (const Value& part : content.elements(kMostParts)) {
      const std::string& type = part.member("type").text(64);
      if (type == "text") {
        add_line(text, part.member("text").text(kLongestText));
        continue;
      }
      if (!of_user) refuse(part, "is no text; pictures and films belong to a user's message.");
      read_film(part, type, film);
    }
    take(std::move(film), content);
    return text;
  }

  /// A film may be sent again with every message of its conversation.
  void take(ChatFilm film, const Value& content) {
    if (film.kind == ChatFilm::Kind::None || film == request_.film) return;
    if (request_.film.kind != ChatFilm::Kind::None)
      refuse(content, "holds another film than a message before; a conversation is about one film.",
             "several_films");
    request_.film = std::move(film);
  }

  void read_film(const Value& part, const std::string& type, ChatFilm& film) {
    if (type == "video_url") {
      const Value given = part.member("video_url");
      read_video(given.is_object() ? given.member("url") : given, film, false);
    } else if (type == "input_video") {
      const Value given = part.member("input_video");
      read_video(given.is_object() ? given.member("data") : given, film, true);
    } else if (type == "image_url") {
      const Value given = part.member("image_url");
      read_picture(given.is_object() ? given.member("url") : given, film);
    } else {
      refuse(part.member("type"),
             "is \"" + type + "\"; text, video_url, input_video and image_url are known here.");
    }
  }

  const std::string& long_text(const Value& value) const { return value.any_text(limits_.most_body_bytes); }

  void read_video(const Value& where, ChatFilm& film, bool plain_base64) {
    if (film.kind != ChatFilm::Kind::None)
      refuse(where, "is a second film in one message; a conversation is about one film.", "several_films");
    const std::string& url = long_text(where);
    if (const auto data = data_url_of(url)) {
      // Frames, one after the other, as vLLM's clients send them.
      if (data->media_type == "video/jpeg") return read_frame_list(where, data->base64, film);
      film.kind = ChatFilm::Kind::Data;
      film.bytes.push_back(decoded(where, data->base64));
    } else if (plain_base64 && url.find(':') == std::string::npos) {
      film.kind = ChatFilm::Kind::Data;
      film.bytes.push_back(decoded(where, url));
    } else if (url.starts_with("file:")) {
      const auto file = limits_.folders.file_of(url);
      if (!file)
        refuse(where,
               limits_.folders.empty()
                   ? "names a file of this machine; none may be named, unless the server was started with "
                     "--allow-folder."
                   : "names no file below a folder that the server allows.",
               "file_not_allowed");
      film.kind = ChatFilm::Kind::File;
      film.file = *file;
    } else {
      refuse(where,
             "is no address that is read here; send the film as data:video/mp4;base64,… or, below a folder "
             "that the server allows, as file:///…",
             "url_not_allowed");
    }
  }

  void read_frame_list(const Value& where, std::string_view frames, ChatFilm& film) {
    film.kind = ChatFilm::Kind::Pictures;
    while (true) {
      const std::size_t comma = frames.find(',');
      add_picture(where, frames.substr(0, comma), film);
      if (comma == std::string_view::npos) return;
      frames.remove_prefix(comma + 1);
    }
  }

  void read_picture(const Value& where, ChatFilm& film) {
    if (film.kind != ChatFilm::Kind::None && film.kind != ChatFilm::Kind::Pictures)
      refuse(where, "is a picture beside a film; a conversation is about one film, or its frames.",
             "several_films");
    const auto data = data_url_of(long_text(where));
    if (!data)
      refuse(where, "is no address that is read here; send a picture as data:image/jpeg;base64,…",
             "url_not_allowed");
    film.kind = ChatFilm::Kind::Pictures;
    add_picture(where, data->base64, film);
  }

  void add_picture(const Value& where, std::string_view base64, ChatFilm& film) {
    if (film.bytes.size() >= static_cast<std::size_t>(limits_.most_frames))
      refuse(where,
             "is one picture too many; at most " + std::to_string(limits_.most_frames) + " are taken here.",
             "too_many_frames");
    film.bytes.push_back(decoded(where, base64));
  }

  static std::string decoded(const Value& where, std::string_view base64) {
    auto bytes = from_base64(base64);
    if (!bytes || bytes->empty()) refuse(where, "is not valid base64.", "invalid_base64");
    return std::move(*bytes);
  }

  ChatRequest& request_;
  const RequestLimits& limits_;
  std::string opening_;
  bool asked_ = false;  ///< since the last answer
};

void read_stop(const Value& root, ChatRequest& request) {
  const auto stop = root.given("stop");
  if (!stop) return;
  const std::vector<Value> values = stop->is_text() ? std::vector<Value>{*stop} : stop->elements(kMostStops);
  for (const Value& value : values) {
    if (value.text(kLongestStop).empty()) refuse(value, "is empty.");
    request.stop.push_back(value.text(kLongestStop));
  }
}

void read_sampling(const Value& root, ChatRequest& request) {
  engine::AskOptions& ask = request.ask;
  for (const char* name : {"max_tokens", "max_completion_tokens"})
    if (const auto most = root.given(name)) ask.max_new_tokens = most->integer(1, 1 << 20);
  if (const auto value = root.given("temperature")) ask.temperature = value->number(0, 100);
  if (const auto value = root.given("top_p")) ask.top_p = value->number(0, 1);
  if (const auto value = root.given("seed"))
    ask.seed = static_cast<std::uint64_t>(value->integer(std::numeric_limits<std::int64_t>::min()));
  if (const auto value = root.given("repetition_penalty")) ask.repetition_penalty = value->number(0, 100);
}

/// What other servers can do and this one cannot, and what would give another answer.
void refuse_what_is_not_here(const Value& root) {
  if (const auto n = root.given("n"); n && n->integer(1) != 1)
    refuse(*n, "is more than 1; one answer a request is given here.", "unsupported");
  for (const char* name : {"frequency_penalty", "presence_penalty"})
    if (const auto value = root.given(name); value && value->number() != 0)
      refuse(*value, "is not 0; repetition_penalty is known here instead.", "unsupported");
  if (const auto top = root.given("top_logprobs"); top && top->integer() != 0)
    refuse(*top, "is not 0; the logprob of each chosen token is given, and no others'.", "unsupported");
  if (const auto bias = root.given("logit_bias"); bias && bias->size() != 0)
    refuse(*bias, "is not supported here.", "unsupported");
  if (const auto format = root.given("response_format"))
    if (format->member("type").text() != "text")
      refuse(*format, "is not \"text\"; no other form can be promised here.", "unsupported");
  if (const auto choice = root.given("tool_choice"))
    if (!choice->is_text() || (choice->text() != "none" && choice->text() != "auto"))
      refuse(*choice, "asks for a tool; no tools are called here.", "unsupported");
}

void read_own(const Value& root, ChatRequest& request) {
  const auto own = root.given("videopanda");
  if (!own) return;
  own->has_exactly({}, {"evidence", "start_s", "end_s", "drop_oldest"});
  if (const auto value = own->given("evidence")) request.ask.attention.enabled = value->boolean();
  constexpr std::int64_t kLatest = 1'000'000'000;
  if (const auto value = own->given("start_s")) request.start_s = value->integer(0, kLatest);
  if (const auto value = own->given("end_s")) request.end_s = value->integer(0, kLatest);
  if (const auto value = own->given("drop_oldest")) request.ask.drop_oldest = value->boolean();
}

void read_frames(const Value& root, const RequestLimits& limits, ChatRequest& request) {
  const auto media = root.given("media_io_kwargs");
  const auto video = media ? media->given("video") : std::nullopt;
  const auto frames = video ? video->given("num_frames") : std::nullopt;
  if (!frames) return;
  const std::int64_t number = frames->integer(1, 1 << 20);
  if (number > limits.most_frames)
    refuse(*frames,
           "is " + std::to_string(number) + "; at most " + std::to_string(limits.most_frames) +
               " frames are looked at here.",
           "too_many_frames");
  request.frames = static_cast<int>(number);
}

ChatRequest read_checked(std::string_view body, const RequestLimits& limits) {
  json::Limits bounds;
  bounds.bytes = limits.most_body_bytes;
  bounds.depth = 16;
  bounds.values = std::size_t{1} << 18;
  const json::Document document(body, bounds, [](const json::Fault& fault) { refuse(fault); });
  const Value root = document.root();
  ChatRequest request;
  if (const auto model = root.given("model"); model && model->text() != limits.model)
    throw RequestError(
        {404,
         "The model \"" + beginning_of(model->text()) + "\" is not served here; \"" + limits.model + "\" is.",
         "invalid_request_error", "model", "model_not_found"});
  const Value messages = root.member("messages");
  MessageReader reader(request, limits);
  for (const Value& message : messages.elements(2 * limits.most_turns + 16, 1)) reader.read(message);
  reader.finish(messages);
  refuse_what_is_not_here(root);
  read_sampling(root, request);
  read_stop(root, request);
  read_frames(root, limits, request);
  read_own(root, request);
  if (const auto value = root.given("stream")) request.stream = value->boolean();
  if (const auto options = root.given("stream_options"))
    if (const auto value = options->given("include_usage")) request.include_usage = value->boolean();
  if (const auto value = root.given("logprobs")) request.log_probabilities = value->boolean();
  if (const auto value = root.given("user")) request.user = value->text(256);
  request.ask.validate();
  return request;
}

}  // namespace

ChatRequest read_chat_request(std::string_view body, const RequestLimits& limits) {
  try {
    return read_checked(body, limits);
  } catch (const base::Error& error) {
    refuse_request(error.what());
  }
}

}  // namespace vp::serve
