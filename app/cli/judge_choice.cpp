#include "judge_choice.h"

#include <string>

#include "command_line.h"

namespace vp::cli {
namespace {

constexpr const char* kKeyVariable = "VIDEOPANDA_JUDGE_KEY";

}  // namespace

void JudgeChoice::add_to(CLI::App& command) {
  command
      .add_option("--endpoint", judge.endpoint,
                  "Address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1")
      ->type_name("URL");
  command.add_option("--judge", judge.model, "The judge's model, as the server calls it; it is stored")
      ->type_name("MODEL");
  command
      .add_option("--key-file", key_file,
                  std::string("File with the server's key, readable by its owner alone; else the variable ") +
                      kKeyVariable)
      ->type_name("FILE");
  command.add_option("--requests-per-minute", judge.requests_per_minute, "At most; 0: no limit")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--parallel", judge.parallel, "Questions asked at the same time, at most")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--tries", judge.tries, "Of one question, before it stays unjudged")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--max-tokens", judge.max_tokens, "Longest reply of the judge")
      ->type_name("N")
      ->capture_default_str();
}

judge::JudgeOptions JudgeChoice::options() const {
  judge::JudgeOptions with_key = judge;
  with_key.key = judge::read_key(key_file, kKeyVariable);
  return with_key;
}

}  // namespace vp::cli
