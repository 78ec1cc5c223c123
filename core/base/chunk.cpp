#include "base/chunk.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vp::base {
namespace {

constexpr std::string_view kPlace = "{chunk}";
constexpr std::int64_t kMostChunks = 1'000'000;

[[noreturn]] void refuse(const std::string& sentence) {
  throw Error(ErrorCode::Usage, untranslated(sentence));
}

std::optional<std::int64_t> number_in(const std::function<const char*(const char*)>& variable,
                                      const char* name) {
  const char* const text = variable(name);
  if (text == nullptr || *text == '\0') return std::nullopt;
  const std::string_view whole(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), number);
  if (error != std::errc() || end != whole.data() + whole.size() || number < 0)
    refuse("The variable " + std::string(name) + " is \"" + std::string(whole.substr(0, 40)) +
           "\", where a whole number was expected; give --num-chunks and --chunk-idx instead.");
  return number;
}

}  // namespace

void Chunk::validate() const {
  if (count < 1 || index < 0 || index >= count)
    refuse("Chunk " + std::to_string(index) + " of " + std::to_string(count) +
           " is not there; chunks are counted from 0 on.");
}

std::pair<std::int64_t, std::int64_t> Chunk::range(std::int64_t size) const {
  validate();
  const std::int64_t most = size / count + (size % count != 0 ? 1 : 0);
  // Not index * most first: a count from outside may be near the largest number.
  const std::int64_t first = most == 0 || index > size / most ? size : std::min(size, index * most);
  return {first, std::min(size, first + most)};
}

Chunk chunk_of_scheduler(const std::function<const char*(const char*)>& variable,
                         const std::optional<std::int64_t>& count) {
  const auto with_count = [&](std::optional<std::int64_t> named, std::int64_t index) {
    if (named && count && *named != *count)
      refuse("--num-chunks is " + std::to_string(*count) + ", but the scheduler runs " +
             std::to_string(*named) + " tasks; leave it out.");
    if (!named && !count)
      refuse("The scheduler does not say how many tasks there are; give --num-chunks too.");
    const Chunk chunk{named ? *named : *count, index};
    chunk.validate();
    return chunk;
  };
  if (const auto task = number_in(variable, "SLURM_ARRAY_TASK_ID")) {
    const std::int64_t first = number_in(variable, "SLURM_ARRAY_TASK_MIN").value_or(0);
    const std::int64_t step =
        std::max<std::int64_t>(1, number_in(variable, "SLURM_ARRAY_TASK_STEP").value_or(1));
    return with_count(number_in(variable, "SLURM_ARRAY_TASK_COUNT"), (*task - first) / step);
  }
  if (const auto rank = number_in(variable, "RANK"))
    return with_count(number_in(variable, "WORLD_SIZE"), *rank);
  if (const auto task = number_in(variable, "SLURM_PROCID"))
    return with_count(number_in(variable, "SLURM_NTASKS"), *task);
  if (const auto index = number_in(variable, "JOB_COMPLETION_INDEX")) return with_count(std::nullopt, *index);
  refuse(
      "No scheduler's variables are set (SLURM_ARRAY_TASK_ID, SLURM_PROCID, RANK or JOB_COMPLETION_INDEX); "
      "give --num-chunks and --chunk-idx instead of --chunk auto.");
}

std::filesystem::path file_of_chunk(const std::filesystem::path& file, const Chunk& chunk) {
  chunk.validate();
  if (chunk.count > kMostChunks)
    refuse(std::to_string(chunk.count) + " chunks are more than the " + std::to_string(kMostChunks) +
           " that there may be.");
  std::string name = file.filename().string();
  const std::size_t place = name.find(kPlace);
  if (place == std::string::npos) return file;
  const std::string count = std::to_string(chunk.count);
  std::string index = std::to_string(chunk.index);
  index.insert(0, count.size() - std::min(count.size(), index.size()), '0');
  name.replace(place, kPlace.size(), index + "-of-" + count);
  return file.parent_path() / name;
}

}  // namespace vp::base
