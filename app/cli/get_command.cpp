// videopanda get: a published model from the hub, into the cache that the hub's own programs use.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "command_line.h"
#include "console.h"
#include "hub/get_model.h"

namespace vp::cli {
namespace {

struct GetCommand {
  std::string name;
  hub::ModelRequest model;
  bool check_only = false;
  bool json = false;
};

std::string bytes_text(std::int64_t bytes) {
  return amount_text(base::Phase::Load, bytes);
}

/// Done of total, how fast, and how long it will take at that speed.
class Bar {
 public:
  explicit Bar(ConsoleProgress& console, std::int64_t there) : console_(console), there_(there) {}

  void show(const hub::GetProgress& progress) {
    constexpr std::int64_t kMegabyte = 1'000'000;
    const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    const auto came = static_cast<double>(progress.done - there_);
    label_ = "Getting";
    if (seconds > 1 && came > 0) {
      const double a_second = came / seconds;
      const auto left_s =
          static_cast<std::int64_t>(static_cast<double>(progress.total - progress.done) / a_second);
      label_ += " (" + bytes_text(static_cast<std::int64_t>(a_second)) + "/s, " +
                (left_s < 90 ? std::to_string(left_s) + " s" : std::to_string((left_s + 30) / 60) + " min") +
                " left)";
    }
    console_.count(label_.c_str(), progress.done / kMegabyte, progress.total / kMegabyte, "MB");
  }

 private:
  using Clock = std::chrono::steady_clock;

  ConsoleProgress& console_;
  std::int64_t there_;
  Clock::time_point start_ = Clock::now();
  std::string label_;
};

void print(const GetCommand& command, const hub::ModelPlan& plan, const std::filesystem::path& folder) {
  if (command.json) {
    nlohmann::ordered_json files = nlohmann::json::array();
    for (const hub::ListedFile& file : plan.files)
      files.push_back({{"path", file.path}, {"size", file.size}});
    nlohmann::ordered_json object{{"model", command.model.repository.text()},
                                  {"commit", plan.commit},
                                  {"bytes", plan.bytes},
                                  {"missing_bytes", plan.missing},
                                  {"free_bytes", plan.free},
                                  {"files", files}};
    if (!folder.empty()) object["folder"] = folder.string();
    write_out(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  } else if (!folder.empty()) {
    write_out(folder.string() + "\n");
  }
}

void run(const GetCommand& command, const Context& context) {
  const hub::HubSettings settings =
      hub::HubSettings::from([](const char* name) { return std::getenv(name); });
  if (settings.offline) {  // nobody is to be asked
    write_out(hub::kept_model(settings, command.model).string() + "\n");
    return;
  }
  net::HttpClient client;
  // Who has just asked is told soon that nobody answers; a download that runs for hours waits for what
  // passes.
  const hub::Patience soon{3, std::chrono::seconds(1)}, patience;
  const hub::ModelPlan plan = hub::plan_model(client, settings, command.model, soon, context.stop);
  std::fprintf(stderr, "%s, version %.12s: %zu files, %s, of which %s are to come; %s are free in %s.\n",
               command.model.repository.text().c_str(), plan.commit.c_str(), plan.files.size(),
               bytes_text(plan.bytes).c_str(), bytes_text(plan.missing).c_str(),
               bytes_text(plan.free).c_str(), settings.cache.c_str());
  if (command.check_only) return print(command, plan, {});
  ConsoleProgress progress;
  Bar bar(progress, plan.bytes - plan.missing);
  const std::filesystem::path folder = hub::get_model(
      client, settings, command.model, plan, patience,
      [&](const hub::GetProgress& state) { bar.show(state); }, context.stop);
  progress.clear();
  print(command, plan, folder);
}

}  // namespace

void add_get_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<GetCommand>();
  CLI::App* sub = app.add_subcommand("get", "Get a published model from the Hugging Face hub");
  sub->add_option("MODEL", command->name, "Organisation and name, such as jh-yi/Video-Panda-7B")->required();
  sub->add_option("--folder", command->model.folder, "The folder of the model in which the checkpoint lies")
      ->type_name("NAME");
  sub->add_option("--revision", command->model.revision, "A branch, a tag or a commit")
      ->capture_default_str();
  sub->add_flag("--check", command->check_only, "Only say what it would take");
  sub->add_flag("--json", command->json, "What was got as one JSON object instead of its folder");
  sub->footer(
      "Files go where the hub's own programs keep them (HF_HUB_CACHE, HF_HOME), and what those downloaded is "
      "found.\n"
      "Interrupted, the same command goes on; every file's hash is compared. HF_TOKEN, HF_ENDPOINT, "
      "HF_HUB_OFFLINE\n"
      "and proxies are heeded.\n\n"
      "Example:\n"
      "  videopanda get jh-yi/Video-Panda-7B --folder videopanda_fitu\n"
      "  videopanda ask film.mp4 \"What happens?\" --model jh-yi/Video-Panda-7B/videopanda_fitu");
  sub->callback([command, &context] {
    const auto repository = hub::repository_of(command->name);
    if (!repository)
      throw base::Error(base::ErrorCode::Usage,
                        base::untranslated("\"" + command->name.substr(0, 200) +
                                           "\" is no model's name; give organisation and name, such as "
                                           "jh-yi/Video-Panda-7B."));
    command->model.repository = *repository;
    run(*command, context);
  });
}

}  // namespace vp::cli
