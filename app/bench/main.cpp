// videopanda-bench: every stage on random weights beside the device's own limits, as JSON. `videopanda bench`
// without films, for a build with VP_MEDIA=OFF.
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/progress.h"
#include "bench/stage_report_json.h"
#include "bench/stage_timings.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::bench::StageOptions;
using vp::engine::DtypeChoice;

constexpr const char* kUsage =
    "Usage: videopanda-bench [--device auto|cpu|cuda|cuda:N] [--dtype auto|float32|bfloat16|float16]\n"
    "                        [--shape video-panda-7b|tiny] [--layers N] [--prompt-tokens N]\n"
    "                        [--new-tokens N] [--threads N]\n";

Error unusable(const std::string& what) {
  return Error(ErrorCode::Usage, vp::base::untranslated(what + "\n" + kUsage));
}

int whole_number(std::string_view option, std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0)
    throw unusable(std::string(option) + " takes a whole number, not \"" + std::string(text) + "\".");
  return number;
}

DtypeChoice dtype_of(std::string_view name) {
  if (name == "auto") return DtypeChoice::Auto;
  if (name == "float32") return DtypeChoice::Float32;
  if (name == "bfloat16") return DtypeChoice::BFloat16;
  if (name == "float16") return DtypeChoice::Float16;
  throw unusable("There is no dtype \"" + std::string(name) + "\".");
}

StageOptions options_of(int count, char** words) {
  StageOptions options;
  options.bits = {16, 8, 4};
  for (int i = 1; i < count; i += 2) {
    const std::string_view name = words[i];
    if (i + 1 == count) throw unusable(std::string(name) + " lacks its value.");
    const std::string_view value = words[i + 1];
    if (name == "--device") {
      const std::optional<vp::engine::DeviceWish> wish = vp::engine::device_of_name(value);
      if (!wish) throw unusable("There is no device \"" + std::string(value) + "\".");
      options.device = *wish;
    } else if (name == "--dtype") {
      options.dtype = dtype_of(value);
    } else if (name == "--shape") {
      options.shape = value;
    } else if (name == "--layers") {
      options.layers = whole_number(name, value);
    } else if (name == "--prompt-tokens") {
      options.prompt_tokens = whole_number(name, value);
    } else if (name == "--new-tokens") {
      options.new_tokens = whole_number(name, value);
    } else if (name == "--threads") {
      options.threads = whole_number(name, value);
    } else {
      throw unusable("There is no option " + std::string(name) + ".");
    }
  }
  options.validate();
  return options;
}

}  // namespace

int main(int count, char** words) {
  if (count == 2 && std::strcmp(words[1], "--help") == 0) {
    std::fputs(kUsage, stdout);
    return 0;
  }
  try {
    const StageOptions options = options_of(count, words);
    vp::base::NoProgress quiet;
    const vp::bench::StageReport report = vp::bench::time_stages(options, quiet, {});
    std::printf("%s\n", vp::bench::json_of(report, options.shape).c_str());
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return static_cast<int>(error.code());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
