// Times opening a video, seeking to random frames, and decoding on, with and without conversion for a
// display.

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "media/video_reader.h"

namespace {

using namespace vp;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double processor_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto ms = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

void time_seeks(media::VideoReader& reader, int seeks) {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::int64_t> any(0, reader.index().size() - 1);
  std::vector<double> times;
  const double processor = processor_ms();
  for (int i = 0; i < seeks; ++i) {
    const auto start = Clock::now();
    reader.read(any(random));
    times.push_back(milliseconds_since(start));
  }
  const double processor_each = (processor_ms() - processor) / std::max(seeks, 1);
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  std::printf(
      "seek       median %.0f ms, 95 %% %.0f ms, longest %.0f ms; processor %.0f ms on average (%d seeks)\n",
      at(0.5), at(0.95), at(1), processor_each, seeks);
}

void time_decoding(const char* what, int frames, const std::function<bool()>& next) {
  const auto start = Clock::now();
  const double processor = processor_ms();
  int decoded = 0;
  while (decoded < frames && next()) ++decoded;
  decoded = std::max(decoded, 1);
  std::printf("%-10s %.2f ms a frame, processor %.2f ms a frame\n", what, milliseconds_since(start) / decoded,
              (processor_ms() - processor) / decoded);
}

int run(int argc, char** argv) {
  std::string file;
  int seeks = 100;
  int frames = 300;
  int width = 960;
  int height = 540;
  CLI::App app("Times opening, seeking and decoding of a video");
  app.add_option("FILE", file)->required();
  app.add_option("--seeks", seeks)->check(CLI::Range(1, 100000))->capture_default_str();
  app.add_option("--frames", frames)->capture_default_str();
  app.add_option("--width", width, "of the screen")->capture_default_str();
  app.add_option("--height", height, "of the screen")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  base::NoProgress progress;
  const auto start = Clock::now();
  media::VideoReader reader = media::VideoReader::open(file, progress);
  std::printf("open       %.0f ms, %lld frames, %dx%d\n", milliseconds_since(start),
              static_cast<long long>(reader.index().size()), reader.info().width, reader.info().height);
  time_seeks(reader, seeks);
  reader.read(0);
  time_decoding("exact", frames, [&] { return reader.next().has_value(); });
  reader.read(0);
  time_decoding("screen", frames, [&] { return reader.next_for_screen(width, height).has_value(); });
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const base::Error& error) {
    std::fprintf(stderr, "bench_media: %s\n", error.what());
    return static_cast<int>(error.code());
  }
}
