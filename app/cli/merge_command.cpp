// videopanda merge: the results of several processes as one file.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/paths.h"
#include "batch/merge_results.h"
#include "command_line.h"

namespace vp::cli {
namespace {

namespace fs = std::filesystem;

struct MergeCommand {
  std::vector<fs::path> results;
  fs::path out;
  bool json = false;
};

/// Names of chunks that none of the files has: of "results-0-of-3.jsonl" and "results-2-of-3.jsonl" the one
/// with "1-of-3".
std::vector<std::string> absent_chunks(const std::vector<fs::path>& results) {
  constexpr std::size_t kMost = 20;
  std::set<std::string> names;
  std::vector<std::string> absent;
  for (const fs::path& file : results) names.insert(file.filename().string());
  const std::string& some = *names.begin();
  const std::size_t of = some.rfind("-of-");
  if (of == std::string::npos) return absent;
  const std::size_t end = std::min(some.size(), some.find_first_not_of("0123456789", of + 4));
  const std::size_t digits = end - (of + 4);
  if (digits == 0 || digits > 6 || digits > of) return absent;
  const std::string before = some.substr(0, of - digits), behind = some.substr(end);
  const std::int64_t count = std::stoll(some.substr(of + 4, digits));
  for (base::Chunk chunk{count, 0}; chunk.index < count && absent.size() < kMost; ++chunk.index)
    if (std::string name = base::file_of_chunk(before + "{chunk}" + behind, chunk).string();
        !names.contains(name))
      absent.push_back(std::move(name));
  return absent;
}

void warn(const std::string& sentence) {
  std::fprintf(stderr, "videopanda: %s\n", sentence.c_str());
}

std::string number_of(std::int64_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

void say(const batch::MergedResults& merged, const std::vector<std::string>& absent) {
  for (const std::string& name : absent) warn("There is no " + name + " among the files.");
  if (merged.doubled > 0)
    warn(number_of(merged.doubled, "cell") + " stood in several files; one answer of each was taken.");
  for (const batch::MergedResults::Missing& cell : merged.missing)
    warn("Not asked: \"" + cell.question + "\" about " + cell.video +
         (cell.window > 0 ? ", window " + std::to_string(cell.window) : std::string()) + ".");
  if (merged.missing_cells > static_cast<std::int64_t>(merged.missing.size()))
    warn(number_of(merged.missing_cells, "cell") + " in all are missing.");
}

void run(const MergeCommand& command, const Context& context) {
  const batch::MergedResults merged = batch::merge_results(command.results, command.out, context.stop);
  const std::vector<std::string> absent = absent_chunks(command.results);
  say(merged, absent);
  if (command.json) {
    const nlohmann::ordered_json object{
        {"cells", merged.cells},     {"failed", merged.failed},
        {"doubled", merged.doubled}, {"missing", merged.missing_cells},
        {"absent_files", absent},    {"results", base::absolute_path(command.out).string()}};
    write_out(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    return;
  }
  std::string text = number_of(merged.cells, "cell") + " written to " + command.out.string();
  if (merged.failed > 0) text += ", " + std::to_string(merged.failed) + " of them failed";
  write_out(text + ".\n");
}

}  // namespace

void add_merge_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<MergeCommand>();
  CLI::App* sub = app.add_subcommand("merge", "Make one results file of those of several processes");
  sub->add_option("RESULTS", command->results, "Results files of batch --num-chunks, in their order")
      ->required();
  sub->add_option("--out", command->out, "The results of all of them")->type_name("FILE")->required();
  sub->add_flag("--json", command->json, "The summary as one JSON object");
  sub->footer(
      "Files that were made with different models or options are refused; what is missing or doubled is "
      "said.\n\n"
      "Example:\n"
      "  videopanda merge results-*-of-8.jsonl --out results.jsonl");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
