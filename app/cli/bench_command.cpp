// videopanda bench: how far every stage is from what this machine can do.
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/number_text.h"
#include "bench/conversation_timings.h"
#include "bench/stage_report_json.h"
#include "bench/stage_timings.h"
#include "bench/training_throughput.h"
#include "bench/video_timing.h"
#include "bench/visual_timings.h"
#include "command_line.h"
#include "console.h"
#include "engine_library/open_engine_library.h"

namespace vp::cli {
namespace {

struct BenchCommand {
  bench::StageOptions options;
  std::string device = "auto";
  std::string dtype = "auto";
  bool json = false;
  std::filesystem::path training;
  std::filesystem::path model;
  std::filesystem::path video;
  media::OpenOptions open;
  int training_steps = 60;
  bool systems = false;
  int system_frames = 8;
};

void print(const bench::StageReport& report, const std::string& shape) {
  std::printf("%s, %d of %d decoder layers, random weights, %s on %s, %d threads\n", shape.c_str(),
              report.layers, report.layers_of_shape, report.dtype.c_str(), report.device.c_str(),
              report.threads);
  std::printf("This machine: matrix product %.0f GFLOP/s, memory read %.1f GB/s\n\n",
              report.rates.matrix_gflops, report.rates.memory_read_gb_s);
  if (report.rates.launch_us > 0) std::printf("A launch: %.1f us\n\n", report.rates.launch_us);
  std::printf("%-18s%-26s%12s%14s%20s\n", "stage", "amount", "ms", "per second", "of the limit");
  for (const bench::StageTiming& stage : report.stages) {
    std::string limit = "-";
    char text[48];
    if (stage.share_of_limit > 0) {
      std::snprintf(text, sizeof text, "%.0f %% of %s", stage.share_of_limit * 100,
                    stage.gflop > 0 ? "products" : "memory");
      limit = text;
    }
    std::printf("%-18s%-26s%12.1f%14.1f%20s\n", stage.name.c_str(), stage.amount.c_str(), stage.ms,
                stage.per_second, limit.c_str());
  }
  for (const std::string& note : report.notes) std::printf("\n%s", note.c_str());
  if (!report.notes.empty()) std::printf("\n");
}

void run_training_bench(const BenchCommand& command, const Context& context) {
  const bench::TrainingThroughput timed = bench::time_training(
      command.training, command.training_steps,
      engine::device_of_name(command.device).value_or(engine::DeviceWish{}), context.stop);
  if (command.json) {
    const nlohmann::ordered_json object{{"config", command.training.string()},
                                        {"stage", timed.stage},
                                        {"steps", timed.steps},
                                        {"samples_per_s", timed.samples_per_s},
                                        {"waiting_share", timed.waiting}};
    std::printf("%s\n", object.dump(2).c_str());
  } else {
    std::printf("%s, stage %s, %ld steps: %.1f samples/s, %.1f %% of the time waiting for data\n",
                command.training.c_str(), timed.stage.c_str(), static_cast<long>(timed.steps),
                timed.samples_per_s, timed.waiting * 100);
  }
}

void run_conversation_bench(const BenchCommand& command, const Context& context) {
  bench::ConversationOptions options;
  ModelOptions model;
  model.folder = command.model;
  model.device = command.device;
  model.dtype = command.dtype;
  model.threads = command.options.threads;
  options.load = model.load_options();
  options.video.file = command.video;
  options.video.open = command.open;
  options.new_tokens = command.options.new_tokens;
  ConsoleProgress progress;
  const bench::ConversationTimings timed = bench::time_conversation(options, progress, context.stop);
  progress.clear();
  if (command.json) {
    const nlohmann::ordered_json object{{"model", timed.model},
                                        {"device", timed.device},
                                        {"dtype", timed.dtype},
                                        {"kv_cache", timed.kv_cache},
                                        {"threads", timed.threads},
                                        {"memory_read_gb_per_s", timed.memory_read_gb_s},
                                        {"load_ms", timed.load_ms},
                                        {"weight_bytes", timed.weight_bytes},
                                        {"loaded_private_bytes", timed.loaded_private_bytes},
                                        {"encode_ms", timed.encode_ms},
                                        {"prefix_tokens", timed.prefix_tokens},
                                        {"question_tokens", timed.question_tokens},
                                        {"first_token_ms",
                                         {{"first_question", timed.first_ms},
                                          {"second_question", timed.second_ms},
                                          {"after_restart", timed.restarted_ms},
                                          {"asked_later", timed.waited_ms},
                                          {"left_then", timed.left_ms}}},
                                        {"tokens_per_s", timed.tokens_per_s},
                                        {"cache_bytes", timed.cache_bytes},
                                        {"peak_private_bytes", timed.peak_private_bytes}};
    std::printf("%s\n", object.dump(2).c_str());
    return;
  }
  const auto gb = [](std::int64_t bytes) { return static_cast<double>(bytes) * 1e-9; };
  const auto of_first = [&](double ms) { return ms / timed.first_ms; };
  std::printf("%s: %s on %s, keys and values in %s, %d threads; memory read %.1f GB/s\n\n",
              timed.model.c_str(), timed.dtype.c_str(), timed.device.c_str(), timed.kv_cache.c_str(),
              timed.threads, timed.memory_read_gb_s);
  std::printf("load, files in memory             %10.1f ms  (%.2f GB of weights)\n", timed.load_ms,
              gb(timed.weight_bytes));
  std::printf("read and encode the film          %10.1f ms\n", timed.encode_ms);
  std::printf("first token of a first question   %10.1f ms  (%ld tokens of film, %ld of question)\n",
              timed.first_ms, static_cast<long>(timed.prefix_tokens),
              static_cast<long>(timed.question_tokens));
  std::printf("  of a second question            %10.1f ms  (%.3f of the first)\n", timed.second_ms,
              of_first(timed.second_ms));
  std::printf("  of a first one after a restart  %10.1f ms  (%.3f)\n", timed.restarted_ms,
              of_first(timed.restarted_ms));
  std::printf("  of one asked %.0f s after opening  %10.1f ms  (%.1f of that were left of the film)\n",
              options.seconds_before_question, timed.waited_ms, timed.left_ms);
  std::printf("tokens after the first            %10.1f /s\n", timed.tokens_per_s);
  std::printf("memory of its own, loaded         %10.3f GB\n", gb(timed.loaded_private_bytes));
  std::printf("  at most                         %10.3f GB  (%.3f of it keys and values)\n",
              gb(timed.peak_private_bytes), gb(timed.cache_bytes));
}

void run_systems_bench(const BenchCommand& command, const Context& context) {
  bench::VisualOptions options;
  options.device = engine::device_of_name(command.device).value_or(engine::DeviceWish{});
  options.dtype = dtype_choice(command.dtype);
  options.threads = command.options.threads;
  options.most_frames = command.system_frames;
  options.tiny = command.options.shape == "tiny";
  ConsoleProgress progress;
  const bench::VisualReport report = bench::time_visual_parts(options, progress, context.stop);
  progress.clear();
  if (command.json) {
    nlohmann::ordered_json systems = nlohmann::ordered_json::array();
    for (const bench::VisualTiming& system : report.systems)
      systems.push_back({{"system", system.system},
                         {"frames", system.frames},
                         {"side", system.side},
                         {"tokens", system.tokens},
                         {"parameters", system.parameters},
                         {"giga_multiply_adds", system.giga_multiply_adds},
                         {"published_giga_multiply_adds", system.published_multiply_adds},
                         {"timed_frames", system.timed_frames},
                         {"ms", system.ms}});
    const nlohmann::ordered_json object{{"device", report.device},
                                        {"dtype", report.dtype},
                                        {"threads", report.threads},
                                        {"systems", systems}};
    std::printf("%s\n", object.dump(2).c_str());
    return;
  }
  std::printf("The visual parts, random weights, %s on %s, %d threads\n\n", report.dtype.c_str(),
              report.device.c_str(), report.threads);
  std::printf("%-15s%-22s%8s%12s%12s%12s%12s\n", "system", "frames", "tokens", "parameters", "10^9 MACs",
              "published", "ms");
  for (const bench::VisualTiming& system : report.systems) {
    const std::string frames = std::to_string(system.frames) + " of " + std::to_string(system.side) + " x " +
                               std::to_string(system.side);
    const std::string published =
        system.published_multiply_adds > 0 ? base::fixed(system.published_multiply_adds, 1) : "-";
    std::printf("%-15s%-22s%8ld%10.1f M%12.1f%12s%12.1f\n", system.system.c_str(), frames.c_str(),
                static_cast<long>(system.tokens), static_cast<double>(system.parameters) * 1e-6,
                system.giga_multiply_adds, published.c_str(), system.ms);
    if (system.timed_frames < system.frames)
      std::printf("%-15s(timed with %d frames, times %.1f)\n", "", system.timed_frames,
                  static_cast<double>(system.frames) / system.timed_frames);
  }
  std::printf(
      "\nMACs: multiply-adds in matrix products, those that are computed here; published: by the paper's\n"
      "table, which counts unused layers and other operations, too.\n");
}

void run(const BenchCommand& command, const Context& context) {
  app::open_engine_library();
  if (command.systems) {
    run_systems_bench(command, context);
    return;
  }
  if (!command.model.empty()) {
    run_conversation_bench(command, context);
    return;
  }
  if (!command.training.empty()) {
    run_training_bench(command, context);
    return;
  }
  bench::StageOptions options = command.options;
  options.device = engine::device_of_name(command.device).value_or(engine::DeviceWish{});
  options.dtype = dtype_choice(command.dtype);
  ConsoleProgress progress;
  std::optional<bench::StageTiming> of_video;
  options.validate();
  if (!command.video.empty()) of_video = bench::time_video(command.video, command.open, context.stop);
  bench::StageReport report = bench::time_stages(options, progress, context.stop);
  if (of_video) report.stages.insert(report.stages.begin(), *of_video);
  progress.clear();
  if (command.json)
    std::printf("%s\n", bench::json_of(report, options.shape).c_str());
  else
    print(report, options.shape);
}

}  // namespace

void add_bench_command(CLI::App& app, const Context& context) {
  const auto command = std::make_shared<BenchCommand>();
  CLI::App* sub =
      app.add_subcommand("bench", "Time every stage on random weights, beside what the machine can do");
  bench::StageOptions& options = command->options;
  sub->add_option("--shape", options.shape, "Sizes of the model: video-panda-7b, or tiny to try it out")
      ->type_name("NAME")
      ->capture_default_str();
  sub->add_option("--layers", options.layers, "Decoder layers to build; all layers take the same time")
      ->type_name("N")
      ->capture_default_str();
  add_device_option(*sub, command->device);
  add_dtype_option(*sub, command->dtype);
  add_threads_option(*sub, options.threads);
  sub->add_option("--prompt-tokens", options.prompt_tokens, "Length of the prompt")
      ->type_name("N")
      ->capture_default_str();
  sub->add_option("--new-tokens", options.new_tokens, "Tokens to generate")
      ->type_name("N")
      ->capture_default_str();
  options.bits = {16, 8, 4};
  sub->add_option("--bits", options.bits,
                  "Also time the decoder with weights in so many bits: of 16, 8 and 4, separated by commas")
      ->type_name("N,...")
      ->delimiter(',')
      ->capture_default_str();
  CLI::Option* video =
      sub->add_option("--video", command->video, "Also time opening this file and decoding 8 frames")
          ->type_name("FILE");
  add_open_options(*sub, command->open);
  CLI::Option* model =
      sub->add_option(
             "--model", command->model,
             "Time this checkpoint and questions about the video instead: loading it, the wait for the\n"
             "first token of a first and a second question, after a restart, and 5 s after opening")
          ->type_name("FOLDER")
          ->needs(video);
  sub->add_option("--train", command->training,
                  "Time the last stage of this training instead, the drawing of its clips included")
      ->type_name("FILE")
      ->excludes(model);
  sub->add_option("--train-steps", command->training_steps, "Steps of it")
      ->type_name("N")
      ->check(whole_number())
      ->capture_default_str();
  CLI::Option* systems =
      sub->add_flag(
             "--systems", command->systems,
             "Time the visual parts of Video-Panda, Video-LLaVA and Video-ChatGPT side by side instead, at\n"
             "their published sizes, or at tiny ones with --shape tiny")
          ->excludes(model);
  sub->add_option("--system-frames", command->system_frames,
                  "Of Video-ChatGPT's 100 frames so many are timed at most; 0: all")
      ->type_name("N")
      ->check(whole_number())
      ->needs(systems)
      ->capture_default_str();
  sub->add_flag("--json", command->json, "JSON instead of a table");
  sub->footer(
      "Examples:\n"
      "  videopanda bench --layers 4 --dtype bfloat16 --video film.mp4\n"
      "  videopanda bench --model Video-Panda-7B-4bit --video film.mp4\n"
      "  videopanda bench --systems");
  sub->callback([command, &context] { run(*command, context); });
}

}  // namespace vp::cli
