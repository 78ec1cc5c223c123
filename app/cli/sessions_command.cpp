// videopanda sessions: what the studio has stored.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/message_text.h"
#include "base/utc_time.h"
#include "command_line.h"
#include "library/session_store.h"

namespace vp::cli {
namespace {

struct SessionsCommand {
  std::filesystem::path library = library::default_library_file();
  std::string search;
  bool json = false;
};

std::string json_line(const library::SessionSummary& session) {
  const nlohmann::ordered_json object = {{"id", session.id},
                                         {"video", session.file.string()},
                                         {"title", session.title},
                                         {"first_question", session.first_question},
                                         {"questions", session.turn_count},
                                         {"created", base::utc_text(session.created_ms)},
                                         {"changed", base::utc_text(session.changed_ms)},
                                         {"model", session.model_name}};
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::string text_line(const library::SessionSummary& session) {
  const std::string& name = session.title.empty() ? session.first_question : session.title;
  char start[64];
  std::snprintf(start, sizeof(start), "%6lld  %s  %3lld  ", static_cast<long long>(session.id),
                base::utc_text(session.changed_ms).c_str(), static_cast<long long>(session.turn_count));
  // Names and questions come from anywhere: no control character reaches the terminal.
  return start + base::for_message(session.file.filename().string(), 40) + "  " + base::for_message(name) +
         "\n";
}

void run(const SessionsCommand& command) {
  library::StoreOptions options;
  options.file = command.library;
  options.write = false;
  const library::SessionStore store = library::SessionStore::open(options);
  for (const library::SessionSummary& session : store.sessions(command.search, 1'000'000))
    write_out(command.json ? json_line(session) : text_line(session));
}

}  // namespace

void add_sessions_command(CLI::App& app, const Context&) {
  auto command = std::make_shared<SessionsCommand>();
  CLI::App* sub = app.add_subcommand("sessions",
                                     "List the sessions that the studio has stored, the latest first: "
                                     "number, time of the last change, how many\n"
                                     "questions, video, and the session's name or first question.");
  sub->add_option("--search", command->search,
                  "Only sessions with these words in questions, answers or names")
      ->type_name("TEXT");
  sub->add_option("--library", command->library, "The file in which sessions are stored")
      ->type_name("FILE")
      ->capture_default_str();
  sub->add_flag(
      "--json", command->json,
      "One JSON object a line: id, video, title, first_question, questions, created, changed, model");
  sub->callback([command] { run(*command); });
}

}  // namespace vp::cli
