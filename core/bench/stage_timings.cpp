#include "bench/stage_timings.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/DeviceGuard.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>

#include "base/error.h"
#include "bench/bench_device.h"
#include "bench/bench_weights.h"
#include "bench/visual_products.h"
#include "engine/compute_device.h"
#include "engine/process_limits.h"
#include "kernels/tensor_source.h"
#include "llm/decoder.h"
#include "llm/kv_cache.h"
#include "media/preprocess.h"
#include "stab/stab.h"
#ifdef VP_CUDA
#include "bench/gpu_rates.h"
#include "engine/device_pixels.h"
#include "llm/token_stream.h"
#endif

namespace vp::bench {
namespace {

using base::Error;
using base::ErrorCode;

constexpr const char* kReleased = "video-panda-7b";
constexpr const char* kTiny = "tiny";
constexpr int kFrames = 8;
constexpr int kChunk = 4;
constexpr int kRowsOfRate = 512;
constexpr int kRepeats = 3;
/// Of a second question, or of the first one about a film whose prefix was kept.
constexpr std::int64_t kQuestionTokens = 24;
/// On a GPU, before tokens are timed.
constexpr int kFirstTokens = 3;

MachineRates rates_of([[maybe_unused]] const at::TensorOptions& options, const std::string& dtype,
                      const std::stop_token& stop) {
#ifdef VP_CUDA
  if (options.device().is_cuda()) return measure_gpu_rates(options, stop);
#endif
  return measure_machine_rates(dtype, stop);
}

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
#ifdef VP_CUDA
  if (at::hasCUDA()) wait_for_gpu();  // of which nothing is queued where the CPU computes
#endif
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double best_seconds(const std::function<void()>& work, const std::stop_token& stop, int repeats = kRepeats) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < repeats; ++i) {
    base::throw_if_stopped(stop);
    best = std::min(best, seconds_of(work));
  }
  return best;
}

/// How often a stage is timed that takes about so long.
int repeats_of(double seconds, const StageOptions& options) {
  return seconds < options.longest_stage_s / 3 ? kRepeats : 1;
}

double layer_parameters(const checkpoint::DecoderConfig& decoder) {
  const double h = static_cast<double>(decoder.hidden_size),
               f = static_cast<double>(decoder.intermediate_size);
  const double kv = static_cast<double>(decoder.num_key_value_heads * decoder.head_dim);
  return 2 * h * h + 2 * h * kv + 3 * h * f;
}

StageTiming bound_by_products(std::string name, std::string amount, double seconds, double gflop,
                              double units, const MachineRates& rates) {
  return {std::move(name), std::move(amount), seconds * 1e3, gflop, 0, gflop / seconds / rates.matrix_gflops,
          units / seconds};
}

StageTiming time_preprocessing(const checkpoint::VisionConfig& vision,
                               [[maybe_unused]] const at::Device& device, const std::stop_token& stop) {
  media::PreprocessOptions options;
  options.image_size = vision.image_size;
  base::RgbImage picture{1280, 720, std::vector<std::uint8_t>(1280 * 720 * 3)};
  for (std::size_t i = 0; i < picture.pixels.size(); ++i)
    picture.pixels[i] = static_cast<std::uint8_t>(i * 2654435761u >> 24);
  std::vector<float> out(static_cast<std::size_t>(4 * vision.image_size * vision.image_size));
  const auto make_frames = [&] {
#ifdef VP_CUDA
    if (device.is_cuda()) {
      const std::vector<const base::RgbImage*> chunk(kChunk, &picture);
      for (int i = 0; i < kFrames; i += kChunk) engine::pixels_on_device(device, options, kChunk, chunk);
      return;
    }
#endif
    for (int i = 0; i < kFrames; ++i) media::preprocess(picture, options, out);
  };
  const double seconds = best_seconds(make_frames, stop);
  return {"preprocess", "8 frames of 1280 x 720", seconds * 1e3, 0, 0, 0, kFrames / seconds};
}

/// The sizes of a named shape, with its own number of layers.
checkpoint::ModelConfig config_of(const std::string& shape) {
  checkpoint::ModelConfig config;  // the released sizes are the defaults
  if (shape != kTiny) return config;
  config.vision.image_size = 112;
  config.vision.image_size_teacher = 56;
  config.vision.hidden_size = 64;
  config.decoder.vocab_size = 512;
  config.decoder.hidden_size = 64;
  config.decoder.intermediate_size = 160;
  config.decoder.num_hidden_layers = 4;
  config.decoder.num_attention_heads = config.decoder.num_key_value_heads = 4;
  config.decoder.head_dim = 16;
  return config;
}

/// Makes a chunk's frames so small that the call which encodes it hears a stop soon enough.
void fit_frames(checkpoint::VisionConfig& vision, double llm_width, double most_gflop) {
  while (stab_gflop(vision, llm_width, kChunk) > most_gflop &&
         vision.image_size % (4 * vision.patch_stride) == 0)
    vision.image_size /= 2;
}

void time_encoding(const StageOptions& options, checkpoint::ModelConfig config,
                   kernels::TensorSource& weights, const std::stop_token& stop, StageReport& report) {
  const int whole_size = config.vision.image_size;
  const auto llm_width = static_cast<double>(config.decoder.hidden_size);
  fit_frames(config.vision, llm_width, options.longest_piece_s * report.rates.matrix_gflops);
  const std::int64_t size = config.vision.image_size;
  if (size < whole_size)
    report.notes.push_back("Frames of " + std::to_string(size) + " pixels a side were encoded instead of " +
                           std::to_string(whole_size) + ": this machine is slow in " + report.dtype + ".");
  const stab::FoldedStab stab({config.vision, config.decoder.hidden_size, weights, "model."});
  at::Tensor pixels = at::rand({1, kChunk, 4, size, size});
  pixels.select(2, 3).fill_(1);
  pixels = pixels.to(weights.options().device());
  const double gflop = stab_gflop(config.vision, llm_width, kFrames);
  const double seconds = best_seconds(
      [&] {
        for (int frame = 0; frame < kFrames; frame += kChunk) {
          base::throw_if_stopped(stop);
          stab.forward(pixels);
        }
      },
      stop, repeats_of(gflop / report.rates.matrix_gflops, options));
  report.stages.push_back(
      bound_by_products("encode", "8 frames of " + std::to_string(size) + " x " + std::to_string(size),
                        seconds, gflop, kFrames, report.rates));
}

/// How many tokens of a prompt can be timed here.
std::int64_t affordable_tokens(const StageOptions& options, double gflop_of_token, StageReport& report) {
  const double most = options.longest_stage_s * report.rates.matrix_gflops / gflop_of_token;
  if (most >= options.prompt_tokens) return options.prompt_tokens;
  const auto tokens = std::max<std::int64_t>(1, static_cast<std::int64_t>(most));
  report.notes.push_back("The prompt has " + std::to_string(tokens) + " tokens instead of " +
                         std::to_string(options.prompt_tokens) + ": this machine is slow in " + report.dtype +
                         ", and a longer one would take minutes.");
  return tokens;
}

/// Seconds of each new token.
std::vector<double> time_tokens(const StageOptions& options, const llm::Decoder& decoder, llm::KvCache& cache,
                                const std::stop_token& stop) {
  base::NoProgress quiet;
  std::vector<double> times;
#ifdef VP_CUDA
  if (cache.keys(0).rows.is_cuda()) {
    // As answers are written there: one token is computed while the one before is read.
    llm::TokenStream tokens(decoder, cache, {});
    tokens.begin(3, {}, {}, options.new_tokens + kFirstTokens);
    for (int i = 0; i < kFirstTokens; ++i) tokens.next();  // in which the step is captured
    for (int i = 0; i < options.new_tokens; ++i) {
      base::throw_if_stopped(stop);
      const auto start = std::chrono::steady_clock::now();
      tokens.next();
      times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return times;
  }
#endif
  for (int i = 0; i < options.new_tokens; ++i) {
    base::throw_if_stopped(stop);
    const std::vector<std::int64_t> id{i + 3};
    times.push_back(seconds_of([&] {
      decoder.logits(decoder.forward(decoder.embed(id), cache, quiet, stop)).argmax().item<std::int64_t>();
    }));
  }
  return times;
}

/// `form` follows the stages' names: " 8 bits".
void time_decoder(const StageOptions& options, const checkpoint::DecoderConfig& config, BenchWeights& weights,
                  const std::string& form, base::Progress& progress, const std::stop_token& stop,
                  StageReport& report) {
  const llm::Decoder decoder(config, weights);
  const double layers = static_cast<double>(config.num_hidden_layers);
  const double gflop_of_token = 2e-9 * layers * layer_parameters(config);
  const std::int64_t tokens = affordable_tokens(options, gflop_of_token, report);
  // The largest product of a layer, that of the gated unit, is in one piece.
  const double gflop_of_product = 4e-9 * static_cast<double>(config.hidden_size * config.intermediate_size);
  const auto piece = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(
             std::min(static_cast<double>(tokens),
                      options.longest_piece_s * report.rates.matrix_gflops / gflop_of_product)));
  // As a model of so many bits is loaded: see engine::KvCacheChoice.
  const kernels::KeptForm kept = !form.empty() && weights.options().dtype() == at::kFloat
                                     ? kernels::KeptForm::Float16
                                     : kernels::KeptForm::AsComputed;
  llm::KvCache cache(config, tokens + kQuestionTokens + kFirstTokens + options.new_tokens + 1,
                     weights.options(), kept);
  const at::Tensor prompt = at::randn({tokens, config.hidden_size}).mul_(0.02).to(weights.options());
  base::NoProgress quiet;
  const double n = static_cast<double>(tokens);
  const double heads_width = static_cast<double>(config.num_attention_heads * config.head_dim);
  const double products = n * gflop_of_token;
  const double attention = 2e-9 * n * n * layers * heads_width;  // scores and values, the causal half
  const double prefill_seconds = best_seconds(
      [&] {
        cache.truncate(0);
        for (std::int64_t first = 0; first < tokens; first += piece)
          decoder.forward(prompt.narrow(0, first, std::min(piece, tokens - first)), cache, quiet, stop);
      },
      stop, std::min(2, repeats_of(products / report.rates.matrix_gflops, options)));
  report.stages.push_back(bound_by_products("prefill" + form, std::to_string(tokens) + " tokens",
                                            prefill_seconds, products + attention, n, report.rates));
  const double question_seconds = best_seconds(
      [&] {
        cache.truncate(tokens);
        const at::Tensor question = prompt.narrow(0, 0, std::min(tokens, kQuestionTokens));
        decoder.logits(decoder.forward(question, cache, quiet, stop)).argmax().item<std::int64_t>();
      },
      stop, 3);
  report.stages.push_back(
      {"question" + form,
       std::to_string(std::min(tokens, kQuestionTokens)) + " tokens behind " + std::to_string(tokens),
       question_seconds * 1e3, 0, 0, 0,
       static_cast<double>(std::min(tokens, kQuestionTokens)) / question_seconds});
  cache.truncate(tokens);
  progress.report(base::Phase::Prefill, 4, 5);

  std::vector<double> times = time_tokens(options, decoder, cache, stop);
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  const double token_seconds = times[times.size() / 2];
  const auto kept_bytes = static_cast<double>(llm::kept_bytes_a_position(config, weights.options(), kept));
  const double gbyte = 1e-9 * (static_cast<double>(weights.matrix_bytes()) + n * kept_bytes);
  report.stages.push_back({"generate" + form, "1 token behind " + std::to_string(tokens), token_seconds * 1e3,
                           0, gbyte, gbyte / token_seconds / report.rates.memory_read_gb_s,
                           1 / token_seconds});
}

}  // namespace

void StageOptions::validate() const {
  if (shape != kReleased && shape != kTiny)
    throw Error(ErrorCode::Usage, base::untranslated("There is no shape \"" + shape + "\"; use " + kReleased +
                                                     " or " + kTiny + "."));
  const auto check = [](const char* name, int value, int least, int most) {
    if (value < least || value > most)
      throw Error(ErrorCode::Usage, base::untranslated(std::string(name) + " is " + std::to_string(value) +
                                                       "; it must be from " + std::to_string(least) + " to " +
                                                       std::to_string(most) + "."));
  };
  check("--layers", layers, 1, 32);
  check("--prompt-tokens", prompt_tokens, 1, 4000);
  check("--new-tokens", new_tokens, 1, 64);
  for (const int one : bits)
    if (one != 16 && one != 8 && one != 4)
      throw Error(ErrorCode::Usage,
                  base::untranslated("--bits is " + std::to_string(one) + "; it can be 16, 8 or 4."));
  if (!(longest_stage_s > 0) || !(longest_piece_s > 0))
    throw Error(ErrorCode::Usage,
                base::untranslated("The longest time of a stage and of its pieces must be positive."));
}

StageReport time_stages(const StageOptions& options, base::Progress& progress, const std::stop_token& stop) {
  options.validate();
  const at::NoGradGuard no_grad;
  if (const base::Message notice = engine::threads_notice(options.threads); !notice.empty())
    progress.warn(notice);
  engine::set_threads(options.threads);
  engine::keep_freed_memory();
  const at::TensorOptions tensor_options = bench_options(options.device, options.dtype);
  const c10::DeviceGuard guard(tensor_options.device());
  checkpoint::ModelConfig config = config_of(options.shape);
  StageReport report;
  report.device = engine::device_name(tensor_options);
  report.dtype = engine::dtype_name(tensor_options);
  report.threads = at::get_num_threads();
  report.layers = options.layers;
  report.layers_of_shape = static_cast<int>(config.decoder.num_hidden_layers);
  config.decoder.num_hidden_layers = options.layers;
  try {
    progress.report(base::Phase::Encode, 0, 5);
    report.rates = rates_of(tensor_options, report.dtype, stop);
    if (report.rates.matrix_rows < kRowsOfRate)
      report.notes.push_back("The matrix product has " + std::to_string(report.rates.matrix_rows) +
                             " rows instead of " + std::to_string(kRowsOfRate) +
                             ": this machine is slow in " + report.dtype + ".");
    progress.report(base::Phase::Encode, 1, 5);
    report.stages.push_back(time_preprocessing(config.vision, tensor_options.device(), stop));
    progress.report(base::Phase::Encode, 2, 5);
    BenchWeights weights(tensor_options, stop);
    time_encoding(options, config, weights, stop, report);
    progress.report(base::Phase::Prefill, 3, 5);
    time_decoder(options, config.decoder, weights, {}, progress, stop, report);
    for (const int bits : options.bits) {
      if (bits == 16 && report.dtype == "bfloat16") continue;  // that is what was timed
      BenchWeights in_bits(tensor_options, stop, bits);
      time_decoder(options, config.decoder, in_bits, " " + std::to_string(bits) + " bits", progress, stop,
                   report);
    }
    progress.report(base::Phase::Generate, 5, 5);
  } catch (const Error&) {
    throw;
  } catch (...) {
    engine::rethrow_memory_errors(base::untranslated("The bench"));
  }
  return report;
}

}  // namespace vp::bench
