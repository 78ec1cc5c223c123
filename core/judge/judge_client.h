#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "judge/judge_prompt.h"

namespace vp::judge {

/// Who judges, and how it is asked.
struct JudgeOptions {
  std::string endpoint;                        ///< of an OpenAI-compatible server: "http://127.0.0.1:8080/v1"
  std::string model;                           ///< as the server calls it
  std::string key;                             ///< sent as a bearer token, and written nowhere; empty: none
  int max_tokens = 256;                        ///< longest reply
  int tries = 5;                               ///< of one question, the first one among them
  double requests_per_minute = 0;              ///< at most; 0: as fast as they are answered
  int parallel = 4;                            ///< questions that are asked at the same time, at most
  std::chrono::milliseconds timeout{120000};   ///< of a try
  std::chrono::milliseconds first_wait{1000};  ///< before the second try; doubled with each
  std::chrono::milliseconds longest_wait{60000};

  /// Throws base::Error(Usage). A key is not sent where it can be read on the way.
  void validate() const;
};

/// A key that lies in a file of its owner's alone (mode 0600), or in the environment variable `variable`;
/// empty where neither is given or the variable is not set. Throws base::Error(Usage) for a file that others
/// can read, that is empty or no file.
std::string read_key(const std::filesystem::path& file, const std::string& variable);

/// Asks a judge over HTTP. Several threads may ask at the same time; they share the rate.
class JudgeClient {
 public:
  explicit JudgeClient(JudgeOptions options);
  ~JudgeClient();

  const JudgeOptions& options() const { return options_; }
  /// The body of the request, without the key.
  std::string request_body(const JudgePrompt& prompt) const;
  /// What the judge says to it. Waits where the rate or the server asks for it, and tries again what may be
  /// mended by that; after the last try `why` says what was wrong and nothing is returned. Throws
  /// base::Error(Usage) for what no further try mends for any question (no such model, a wrong key),
  /// base::Error(Stopped).
  std::optional<std::string> ask(const std::string& body, std::string& why, const std::stop_token& stop = {});
  /// Where the requests go: without a query, in which a key could stand.
  std::string shown_endpoint() const;

 private:
  class Connection;
  std::string without_key(std::string text) const;
  void wait_for_turn(const std::stop_token& stop);
  void wait(std::chrono::milliseconds time, const std::stop_token& stop) const;

  struct Impl;
  JudgeOptions options_;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vp::judge
