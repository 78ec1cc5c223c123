// videopanda serve: an endpoint that programs written for OpenAI's ask about videos.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "serve/answerer.h"
#include "serve/http_server.h"

namespace vp::cli {
namespace {

struct ServeCommand {
  ModelOptions model;
  CacheChoice cache;
  serve::HttpOptions http;
  std::string name;
  std::filesystem::path key_file;
  std::vector<std::filesystem::path> folders;
  int waiting = 64;
  int body_megabytes = 64;
  int most_frames = 64;
  int conversations = 2;
};

serve::ApiKey chosen_key(const ServeCommand& command) {
  if (!command.key_file.empty()) return serve::ApiKey::read(command.key_file);
  const char* const key = std::getenv("VIDEOPANDA_API_KEY");
  return key == nullptr || *key == '\0' ? serve::ApiKey() : serve::ApiKey(key);
}

/// A folder's own name; that of a model that was downloaded as it was written.
std::string default_name(const std::filesystem::path& model) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::canonical(model, error);
  return error ? model.string() : folder.filename().string();
}

/// What waits is told when the server ends, however it ends.
class QueueEnd {
 public:
  explicit QueueEnd(serve::RequestQueue& queue) : queue_(queue) {}
  QueueEnd(const QueueEnd&) = delete;
  QueueEnd& operator=(const QueueEnd&) = delete;
  ~QueueEnd() {
    for (const serve::PendingAnswerPtr& pending : queue_.close())
      pending->fail({503, "The server is being ended.", "server_error", {}, "shutting_down"});
  }

 private:
  serve::RequestQueue& queue_;
};

std::string url_of(const serve::HttpOptions& http, int port) {
  const bool six = http.host.find(':') != std::string::npos && !http.host.starts_with('[');
  return "http://" + (six ? "[" + http.host + "]" : http.host) + ":" + std::to_string(port) + "/v1";
}

void run(ServeCommand& command, const Context& context) {
  command.http.key = chosen_key(command);
  const engine::LoadOptions load = command.model.load_options();
  serve::RequestLimits limits;
  limits.most_body_bytes = static_cast<std::size_t>(command.body_megabytes) << 20;
  limits.most_frames = command.most_frames;
  limits.folders = serve::AllowedFolders(command.folders);
  limits.model = !command.name.empty() ? command.name : default_name(command.model.folder);

  serve::RequestQueue queue(static_cast<std::size_t>(command.waiting));
  serve::Metrics metrics;
  serve::HttpServer server(command.http, limits, queue, metrics);
  const int port = server.bind();
  ConsoleProgress progress;
  const std::shared_ptr<const engine::Model> model = load_model(load, progress, context);
  progress.clear();
  const std::shared_ptr<const library::VideoCache> cache = command.cache.open();
  serve::AnswererOptions options;
  options.conversations = static_cast<std::size_t>(command.conversations);
  options.folder = std::filesystem::temp_directory_path();
  serve::Answerer answerer(model, cache, options);

  server.start(model->config().decoder.max_position_embeddings);
  if (!serve::is_loopback(command.http.host))
    std::fprintf(
        stderr,
        "videopanda: What is asked and answered can be read on the way; for more than a trusted network "
        "put a server with TLS in front.\n");
  write_out(url_of(command.http, port) + "\n");
  {
    const QueueEnd end(queue);
    while (const serve::PendingAnswerPtr next = queue.pop(context.stop))
      answerer.answer(*next, metrics, context.stop);
  }
  server.stop();
}

CLI::Option* add_number(CLI::App& command, const char* name, int& number, int first, int last,
                        const char* description) {
  return command.add_option(name, number, description)
      ->type_name("N")
      ->check(CLI::Range(first, last).description(""))
      ->capture_default_str();
}

}  // namespace

void add_serve_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<ServeCommand>();
  CLI::App* sub = app.add_subcommand("serve", "Answer programs over HTTP as OpenAI's chat endpoint does");
  command->model.add_to(*sub);
  command->cache.add_to(*sub);
  sub->add_option("--host", command->http.host,
                  "Address to listen on; one that other machines reach needs a key")
      ->type_name("ADDRESS")
      ->capture_default_str();
  add_number(*sub, "--port", command->http.port, 0, 65535, "Port to listen on; 0: any that is free");
  sub->add_option("--key-file", command->key_file,
                  "File with the key that who asks has to show, readable by you alone (chmod 600); without\n"
                  "it the variable VIDEOPANDA_API_KEY")
      ->type_name("FILE");
  sub->add_option("--allow-folder", command->folders,
                  "Folder below which requests may name films as file:// addresses; may be given again")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
  sub->add_option("--allow-origin", command->http.origins,
                  "Web page that may ask from a browser, such as https://example.org; *: all; may be given\n"
                  "again")
      ->type_name("ORIGIN")
      ->allow_extra_args(false);
  sub->add_option("--name", command->name, "The model's name in requests; without it its folder's")
      ->type_name("NAME");
  add_number(*sub, "--queue", command->waiting, 1, 4096,
             "Requests that may wait; more are told to come again");
  add_number(*sub, "--max-body", command->body_megabytes, 1, 4096, "Longest request, in megabytes");
  add_number(*sub, "--max-frames", command->most_frames, 1, 4096,
             "Most frames of a film or pictures in a request");
  add_number(*sub, "--max-seconds", command->http.most_seconds, 1, 1 << 20,
             "Longest time for an answer, without that in the queue");
  add_number(*sub, "--conversations", command->conversations, 1, 64,
             "Conversations whose keys and values are kept in memory");
  sub->footer(
      "The address is written to standard output as soon as requests are answered. Ctrl-C ends it.\n\n"
      "Example:\n"
      "  videopanda serve --model Video-Panda --allow-folder ~/films\n"
      "  curl http://127.0.0.1:8000/v1/chat/completions -H 'Content-Type: application/json' -d '\n"
      "    {\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"What "
      "happens?\"},\n"
      "      {\"type\": \"video_url\", \"video_url\": {\"url\": \"file:///home/me/films/film.mp4\"}}]}]}'");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
