#include "judge/judge_client.h"

#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"
#include "json/document.h"
#include "net/http_client.h"

namespace vp::judge {
namespace {

using base::Error;
using base::ErrorCode;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kLongestReply = std::size_t{1} << 20;
constexpr std::size_t kLongestKey = 4096;

[[noreturn]] void refuse(const std::string& what) {
  throw Error(ErrorCode::Usage, base::untranslated(what));
}

std::string without_query(const std::string& url) {
  return url.substr(0, url.find_first_of("?#"));
}

std::string url_of(const std::string& endpoint) {
  std::string path = without_query(endpoint);
  const std::string query = endpoint.substr(path.size());
  while (path.ends_with('/')) path.pop_back();
  if (!path.ends_with("/chat/completions")) path += "/chat/completions";
  return path + query;
}

/// What the model said. Throws json::Unusable.
std::string content_of(const std::string& body) {
  json::Limits limits;
  limits.bytes = kLongestReply;
  limits.depth = 32;
  const json::Document document(body, limits);
  const json::Value choice = document.root().member("choices").elements(64, 1).front();
  return choice.member("message").member("content").any_text(kLongestReply);
}

/// What can stand in a header without beginning another one.
bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= kLongestKey &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 127; });
}

bool may_be_mended(long status) {
  return status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
}

}  // namespace

struct JudgeClient::Impl {
  std::mutex mutex;
  std::vector<std::unique_ptr<net::HttpClient>> idle;  ///< with the connections that they keep
  Clock::time_point next_request{};
};

/// A connection that no other thread uses meanwhile.
class JudgeClient::Connection {
 public:
  explicit Connection(Impl& impl) : impl_(impl) {
    const std::lock_guard lock(impl_.mutex);
    if (impl_.idle.empty()) {
      http_ = std::make_unique<net::HttpClient>();
    } else {
      http_ = std::move(impl_.idle.back());
      impl_.idle.pop_back();
    }
  }
  ~Connection() {
    const std::lock_guard lock(impl_.mutex);
    impl_.idle.push_back(std::move(http_));
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  net::HttpClient& http() { return *http_; }

 private:
  Impl& impl_;
  std::unique_ptr<net::HttpClient> http_;
};

void JudgeOptions::validate() const {
  if (!net::is_plain_http_url(endpoint))
    refuse(
        "\"" + base::for_message(without_query(endpoint)) +
        "\" is no address of a judge; http:// or https:// with a host and without a password was expected.");
  if (model.empty()) refuse("The judge's model has no name; numbers of an unknown judge are worth nothing.");
  if (!key.empty() && net::is_readable_on_the_way(endpoint))
    refuse(
        "The key would be sent unencrypted to another machine; give an address that begins with https://.");
  if (max_tokens < 1 || tries < 1 || tries > 100)
    refuse("A reply needs at least one token, and a question 1 to 100 tries.");
  if (parallel < 1 || parallel > 64)
    refuse(std::to_string(parallel) + " questions cannot be asked at the same time; 1 to 64 can.");
  if (!(requests_per_minute >= 0) || !std::isfinite(requests_per_minute))
    refuse("The number of requests a minute cannot be negative.");
}

std::string read_key(const std::filesystem::path& file, const std::string& variable) {
  if (file.empty()) {
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr || *value == '\0') return {};
    if (!is_key(value)) refuse("The variable " + variable + " holds no key.");
    return value;
  }
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode))
    refuse(file.string() + " is not a file with a key.");
  if ((facts.st_mode & 0077) != 0)
    refuse(file.string() + " can be read by others; make it its owner's alone with chmod 600.");
  std::ifstream stream(file);
  std::string key;
  std::getline(stream, key);
  while (!key.empty() && static_cast<unsigned char>(key.back()) <= ' ') key.pop_back();
  if (!is_key(key)) refuse(file.string() + " holds no key in its first line.");
  return key;
}

JudgeClient::JudgeClient(JudgeOptions options)
    : options_(std::move(options)), impl_(std::make_unique<Impl>()) {
  options_.validate();
}

JudgeClient::~JudgeClient() = default;

std::string JudgeClient::request_body(const JudgePrompt& prompt) const {
  const nlohmann::ordered_json body{
      {"model", options_.model},
      {"messages",
       {{{"role", "system"}, {"content", prompt.system}}, {{"role", "user"}, {"content", prompt.user}}}},
      {"temperature", 0},
      {"max_tokens", options_.max_tokens}};
  return body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string JudgeClient::shown_endpoint() const {
  return without_query(options_.endpoint);
}

std::string JudgeClient::without_key(std::string text) const {
  if (options_.key.empty()) return text;
  for (std::size_t at = text.find(options_.key); at != std::string::npos; at = text.find(options_.key, at))
    text.replace(at, options_.key.size(), "…");
  return text;
}

void JudgeClient::wait(milliseconds time, const std::stop_token& stop) const {
  if (time.count() <= 0) return;
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any never;
  never.wait_for(lock, stop, time, [] { return false; });
  base::throw_if_stopped(stop);
}

void JudgeClient::wait_for_turn(const std::stop_token& stop) {
  Clock::time_point turn = Clock::now();
  if (options_.requests_per_minute > 0) {
    const std::lock_guard lock(impl_->mutex);
    turn = std::max(turn, impl_->next_request);
    impl_->next_request = turn + std::chrono::duration_cast<Clock::duration>(
                                     std::chrono::duration<double>(60 / options_.requests_per_minute));
  }
  wait(std::chrono::ceil<milliseconds>(turn - Clock::now()), stop);
}

std::optional<std::string> JudgeClient::ask(const std::string& body, std::string& why,
                                            const std::stop_token& stop) {
  net::HttpRequest request;
  request.url = url_of(options_.endpoint);
  request.body = body;
  request.timeout = options_.timeout;
  request.most_bytes = kLongestReply;
  if (!options_.key.empty()) request.headers.push_back("Authorization: Bearer " + options_.key);
  Connection connection(*impl_);
  milliseconds pause = options_.first_wait;
  for (int attempt = 1;; ++attempt) {
    wait_for_turn(stop);
    milliseconds asked_to_wait{0};
    try {
      const net::HttpReply reply = connection.http().post(request, stop);
      if (reply.status == 200) return without_key(content_of(reply.body));
      why = "the judge answers " + std::to_string(reply.status) + ": " +
            base::for_message(without_key(reply.body), 200);
      if (!may_be_mended(reply.status)) refuse("At " + shown_endpoint() + " " + why);
      if (reply.retry_after_s)
        asked_to_wait = milliseconds(static_cast<std::int64_t>(1000 * std::min(*reply.retry_after_s, 1e6)));
    } catch (const net::NoReply& failure) {
      why = std::string("no reply: ") + base::for_message(without_key(failure.what()), 200);
    } catch (const json::Unusable& fault) {
      why = "the reply " + fault.clause().text();
    }
    if (attempt == options_.tries) return std::nullopt;
    wait(std::min(std::max(pause, asked_to_wait), options_.longest_wait), stop);
    pause *= 2;
  }
}

}  // namespace vp::judge
