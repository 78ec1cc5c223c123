#include "train/metrics_log.h"

#include <array>
#include <bit>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace vp::train {
namespace {

double wall_time_s() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// CRC-32C, reflected polynomial 0x82F63B78, as TFRecord files carry it.
std::uint32_t crc32c(const std::string& bytes) {
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0x82F63B78U : 0U);
  }
  return ~crc;
}

std::uint32_t masked(std::uint32_t crc) {
  return std::rotr(crc, 15) + 0xA282EAD8U;
}

template <typename T>
std::string little_endian(T value) {
  std::string bytes(sizeof value, '\0');
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

// Protocol buffers: a field's key is number * 8 + wire type (0 varint, 1 eight bytes, 2 length and bytes, 5
// four bytes).
std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 128; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes + static_cast<char>(value);
}
std::string key(int number, int wire_type) {
  return varint(static_cast<std::uint64_t>(number * 8 + wire_type));
}
std::string bytes_field(int number, const std::string& bytes) {
  return key(number, 2) + varint(bytes.size()) + bytes;
}

// tensorflow.Event: wall_time = 1, step = 2, file_version = 3, summary = 5.
std::string event(double wall_time, std::int64_t step, const std::string& rest) {
  return key(1, 1) + little_endian(wall_time) + key(2, 0) + varint(static_cast<std::uint64_t>(step)) + rest;
}

}  // namespace

MetricsLog::MetricsLog(const std::filesystem::path& folder) : folder_(folder) {
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  lines_.open(folder / "log.jsonl", std::ios::app);
  const auto started = std::to_string(static_cast<std::int64_t>(wall_time_s()));
  events_.open(folder / ("events.out.tfevents." + started + ".videopanda"), std::ios::app | std::ios::binary);
  write_event(event(wall_time_s(), 0, bytes_field(3, "brain.Event:2")));
  if (!lines_ || !events_)
    throw base::Error(base::ErrorCode::Output,
                      base::untranslated("The logs in " + folder.string() +
                                         " cannot be written; check its permissions and space."));
}

void MetricsLog::write_event(const std::string& serialized) {
  const std::string length = little_endian(static_cast<std::uint64_t>(serialized.size()));
  events_ << length << little_endian(masked(crc32c(length))) << serialized
          << little_endian(masked(crc32c(serialized)));
  events_.flush();
}

void MetricsLog::write(const std::string& group, std::int64_t step,
                       const std::vector<std::pair<std::string, double>>& numbers,
                       const std::vector<std::pair<std::string, std::string>>& texts) {
  const double now = wall_time_s();
  nlohmann::ordered_json line;
  line["kind"] = group;
  line["step"] = step;
  line["wall_time"] = now;
  std::string summary;
  for (const auto& [name, text] : texts) line[name] = text;
  for (const auto& [name, number] : numbers) {
    line[name] = number;
    // Summary.Value: tag = 1, simple_value = 2.
    summary += bytes_field(
        1, bytes_field(1, group + "/" + name) + key(2, 5) + little_endian(static_cast<float>(number)));
  }
  lines_ << line.dump() << '\n';
  lines_.flush();
  write_event(event(now, step, bytes_field(5, summary)));
  if (!lines_ || !events_)
    throw base::Error(base::ErrorCode::Output,
                      base::untranslated("The logs in " + folder_.string() +
                                         " cannot be written any more; check the space of the disk."));
}

}  // namespace vp::train
