#include "bench/visual_timings.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <chrono>
#include <limits>

#include "base/error.h"
#include "bench/bench_device.h"
#include "bench/bench_weights.h"
#include "bench/visual_products.h"
#include "engine/checkpoint_report.h"
#include "engine/compute_device.h"
#include "engine/frame_layout.h"
#include "engine/needed_tensors.h"
#include "engine/process_limits.h"
#include "engine/video_encoder.h"

namespace vp::bench {
namespace {

using checkpoint::ModelConfig;
using checkpoint::System;

struct PublishedSystem {
  const char* name;
  System system;
  double giga_multiply_adds;
};
constexpr PublishedSystem kSystems[] = {{"Video-Panda", System::VideoPanda, 105.5},
                                        {"Video-LLaVA", System::VideoLlava, 864.1},
                                        {"Video-ChatGPT", System::VideoChatGpt, 8109.1}};

ModelConfig published_config(System system, bool tiny) {
  ModelConfig config;  // the published sizes are the defaults
  config.system = system;
  config.decoder.num_hidden_layers = 1;  // only what its width says is used
  if (system == System::VideoPanda) {
    if (tiny) {
      config.vision.image_size = 112;
      config.vision.image_size_teacher = 56;
      config.vision.hidden_size = 64;
      config.decoder.hidden_size = 64;
    }
    return config;
  }
  config.vision.image_size = config.tower.image_size;
  config.vision.all_num_frames = system == System::VideoChatGpt ? 100 : 8;
  if (system == System::VideoLlava) {
    config.tower.activation = checkpoint::TowerConfig::Activation::Gelu;
    config.tower.time_attention = true;
    config.tower.num_frames = 8;
  }
  if (tiny) {
    config.tower.hidden_size = config.decoder.hidden_size = 64;
    config.tower.intermediate_size = 160;
    config.tower.num_attention_heads = 4;
    config.tower.used_layers = 3;
    config.tower.image_size = config.vision.image_size = 56;
  }
  return config;
}

base::RgbImage noise(int side) {
  base::RgbImage picture{side, side, {}};
  std::uint32_t state = 1;
  for (int i = 0; i < side * side * 3; ++i) {
    state = state * 1664525U + 1013904223U;
    picture.pixels.push_back(static_cast<std::uint8_t>(state >> 24));
  }
  return picture;
}

std::int64_t visual_parameters(const ModelConfig& config) {
  std::int64_t count = 0;
  for (const auto& [name, shape] : engine::tensors_in_use(config, nullptr).shapes) {
    if (!engine::is_visual_parameter(name)) continue;
    std::int64_t elements = 1;
    for (const std::int64_t size : shape) elements *= size;
    count += elements;
  }
  return count;
}

VisualTiming time_system(const PublishedSystem& published, const VisualOptions& options,
                         const at::TensorOptions& tensors, const std::stop_token& stop) {
  const ModelConfig config = published_config(published.system, options.tiny);
  VisualTiming timing;
  timing.system = published.name;
  timing.frames = config.vision.all_num_frames;
  timing.side = config.vision.image_size;
  const auto frames = static_cast<std::size_t>(timing.frames);
  timing.tokens =
      engine::token_count(engine::token_layouts(config, timing.side, timing.side, frames, frames));
  timing.parameters = visual_parameters(config);
  const auto llm_width = static_cast<double>(config.decoder.hidden_size);
  timing.giga_multiply_adds = (published.system == System::VideoPanda
                                   ? stab_gflop(config.vision, llm_width, timing.frames)
                                   : tower_gflop(config, timing.frames, static_cast<double>(timing.tokens))) /
                              2;
  if (!options.tiny) timing.published_multiply_adds = published.giga_multiply_adds;

  BenchWeights weights(tensors, stop);
  const std::unique_ptr<const engine::VideoEncoder> encoder = engine::make_encoder(config, weights, "model.");
  const base::RgbImage picture = noise(timing.side);
  const int at_once = encoder->frames_at_once();
  const std::vector<const base::RgbImage*> pictures(static_cast<std::size_t>(at_once), &picture);
  const bool independent = published.system == System::VideoChatGpt;
  timing.timed_frames =
      independent && options.most_frames > 0
          ? std::min(timing.frames, std::max(at_once, options.most_frames / at_once * at_once))
          : timing.frames;
  const auto encode = [&] {
    std::vector<at::Tensor> features;
    for (int frame = 0; frame < timing.timed_frames; frame += at_once)
      for (at::Tensor& one : encoder->features(pictures, nullptr, stop)) features.push_back(std::move(one));
    features.resize(static_cast<std::size_t>(timing.timed_frames));
    return encoder->tokens(std::move(features));
  };
  const auto timed = [&] {
    base::throw_if_stopped(stop);
    const auto start = std::chrono::steady_clock::now();
    encode().back().to(at::kCPU);  // on a GPU, what was queued is done then
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  };
  double best = timed();  // the first one also warms up
  constexpr double kLongMs = 5000;
  for (int i = 0; i < 2 && (best < kLongMs || i == 0); ++i) best = std::min(best, timed());
  timing.ms = best * timing.frames / timing.timed_frames;
  return timing;
}

}  // namespace

VisualReport time_visual_parts(const VisualOptions& options, base::Progress& progress,
                               const std::stop_token& stop) {
  if (const base::Message notice = engine::threads_notice(options.threads); !notice.empty())
    progress.warn(notice);
  VisualReport report;
  report.threads = engine::set_threads(options.threads);
  const at::TensorOptions tensors = bench_options(options.device, options.dtype);
  report.device = engine::device_name(tensors);
  report.dtype = engine::dtype_name(tensors);
  const at::NoGradGuard no_grad;
  try {
    for (const PublishedSystem& system : kSystems) {
      progress.report(base::Phase::Encode, static_cast<std::int64_t>(report.systems.size()),
                      static_cast<std::int64_t>(std::size(kSystems)));
      report.systems.push_back(time_system(system, options, tensors, stop));
    }
  } catch (const base::Error&) {
    throw;
  } catch (...) {
    engine::rethrow_memory_errors(base::message("Timing the systems"));
  }
  return report;
}

}  // namespace vp::bench
