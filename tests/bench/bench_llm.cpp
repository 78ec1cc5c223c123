// Times prefill and decode of a decoder of 7B width on random weights, beside what the machine reaches.

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "base/error.h"
#include "bench/machine_rates.h"
#include "llm/attention_recorder.h"
#include "llm/decoder.h"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

int run(int argc, char** argv) {
  std::int64_t layers = 4;
  std::int64_t prompt = 2230;
  std::int64_t tokens = 16;
  int threads = 2;
  int repeats = 3;
  std::string dtype = "bfloat16";
  CLI::App app("Times the decoder at 7B width");
  app.add_option("--layers", layers)->check(CLI::Range(1, 128));
  app.add_option("--prompt", prompt, "tokens to prefill")->check(CLI::Range(2, 32768));
  app.add_option("--tokens", tokens, "tokens to decode")->check(CLI::Range(1, 4096));
  app.add_option("--threads", threads)->check(CLI::Range(1, 1024));
  app.add_option("--repeats", repeats, "the best counts")->check(CLI::Range(1, 100));
  app.add_option("--dtype", dtype)->check(CLI::IsMember({"float32", "bfloat16"}));
  CLI11_PARSE(app, argc, argv);

  at::set_num_threads(threads);
  const at::NoGradGuard no_grad;
  const auto scalar_type = dtype == "float32" ? at::kFloat : at::kBFloat16;
  vp::checkpoint::DecoderConfig config;  // the defaults are the 7B sizes
  config.num_hidden_layers = layers;
  vp::kernels::RandomTensorSource weights(scalar_type, 1);
  const vp::llm::Decoder decoder(config, weights);
  vp::llm::KvCache cache(config, prompt + tokens, scalar_type);
  vp::base::NoProgress progress;

  const std::int64_t embedding = config.vocab_size * config.hidden_size;
  const double layer_parameters =
      static_cast<double>(decoder.parameter_count() - 2 * embedding);  // what every position goes through
  const double n = static_cast<double>(prompt);
  const double attention =
      2.0 * n * (n + 1.0) * static_cast<double>(config.num_attention_heads * config.head_dim * layers);
  const double prefill_gflop = (2.0 * n * layer_parameters + attention) / 1e9;
  const auto element = static_cast<double>(c10::elementSize(scalar_type));
  const double weight_gb = (layer_parameters + static_cast<double>(embedding)) * element / 1e9;
  const double cache_gb =
      2.0 * n * static_cast<double>(config.num_key_value_heads * config.head_dim * layers) * element / 1e9;

  std::printf("%lld layers, %s, %d threads\n", static_cast<long long>(layers), dtype.c_str(), threads);
  const at::Tensor embeddings = at::randn({prompt, config.hidden_size}).to(scalar_type);
  for (int repeat = 0; repeat < repeats; ++repeat) {
    const vp::bench::MachineRates rates = vp::bench::measure_machine_rates(dtype);
    cache.truncate(0);
    auto start = Clock::now();
    decoder.forward(embeddings, cache, progress, {});
    const double prefill = seconds_since(start);
    const auto best_decode = [&](vp::llm::AttentionRecorder* recorder) {
      cache.truncate(prompt);
      std::vector<float> recorded;
      double best = 1e30;
      for (std::int64_t i = 0; i < tokens; ++i) {
        start = Clock::now();
        const at::Tensor state =
            decoder.forward(decoder.embed(std::array{i}), cache, progress, {}, false, recorder);
        decoder.logits(state);
        if (recorder != nullptr) recorder->move_to(recorded);
        best = std::min(best, seconds_since(start));
      }
      return best;
    };
    const double decode = best_decode(nullptr);
    // Of every layer and head, all positions but a few as the visual tokens are.
    vp::llm::AttentionRecorder recorder(config, {{{prompt / 64, prompt - prompt / 64}}, {}, {}, true});
    const double recorded_decode = best_decode(&recorder);
    std::printf(
        "machine %4.0f GFLOP/s %5.1f GB/s | prefill %6.1f tokens/s, %4.0f GFLOP/s = %3.0f %% of the product "
        "rate"
        " | decode %6.2f tokens/s: %.2f x the time to read the weights, %.2f x with keys and values"
        " | %+.1f %% when its attention is recorded\n",
        rates.matrix_gflops, rates.memory_read_gb_s, n / prefill, prefill_gflop / prefill,
        100.0 * prefill_gflop / prefill / rates.matrix_gflops, 1.0 / decode,
        decode * rates.memory_read_gb_s / weight_gb, decode * rates.memory_read_gb_s / (weight_gb + cache_gb),
        100.0 * (recorded_decode / decode - 1.0));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const vp::base::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.code());
  }
}
