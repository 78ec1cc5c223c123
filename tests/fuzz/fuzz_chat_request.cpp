// A body of /v1/chat/completions as a client may send it: whatever stands in it, it is a checked request or
// one sentence, in time and memory that its length bounds.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "serve/chat_request.h"
#include "serve/stop_strings.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const vp::serve::ChatRequest& request, const vp::serve::RequestLimits& limits) {
  require(!request.question.empty());
  require(request.turns.size() <= limits.most_turns);
  require(request.frames >= 0 && request.frames <= limits.most_frames);
  require(request.film.bytes.size() <= static_cast<std::size_t>(limits.most_frames));
  require(request.film.file.empty());  // no folder is allowed here
  require(request.ask.max_new_tokens > 0);
  for (const std::string& stop : request.stop) require(!stop.empty());
  // What is held back and what is shown are the text up to the first of the strings.
  vp::serve::StopStrings scanner(request.stop);
  std::string shown;
  for (const char character : request.question) shown += scanner.push({&character, 1});
  shown += scanner.finish();
  require(request.question.starts_with(shown));
  require(scanner.found() || shown == request.question);
  for (const std::string& stop : request.stop) require(shown.find(stop) == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  vp::serve::RequestLimits limits;
  limits.model = "m";
  limits.most_body_bytes = 1 << 16;
  limits.most_frames = 8;
  limits.most_turns = 8;
  try {
    check(vp::serve::read_chat_request({reinterpret_cast<const char*>(bytes), count}, limits), limits);
  } catch (const vp::serve::RequestError& error) {
    require(error.fault().status >= 400 && error.fault().status < 500 && !error.fault().message.empty());
  }
  return 0;
}
