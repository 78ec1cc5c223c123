#include "base/json_array_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "base/error.h"

namespace vp::base {
namespace {

constexpr int kDeepest = 16;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw Error(ErrorCode::Usage, file.string() + " " + what);
}

}  // namespace

void for_each_in_json_array(const std::filesystem::path& file, std::uintmax_t most_bytes,
                            const JsonElementVisitor& visit) {
  using nlohmann::json;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    refuse(file, "is not a file; a JSON file was expected. Check its name.");
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || size > most_bytes)
    refuse(file, "is larger than " + std::to_string(most_bytes >> 20) + " MiB; split it into several files.");
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, "cannot be opened; check that it may be read.");

  std::int64_t place = 0;
  bool is_array = false;
  const auto handle = [&](int depth, json::parse_event_t event, json& parsed) {
    using Event = json::parse_event_t;
    if (depth > kDeepest) refuse(file, "is nested too deeply; an array of simple objects was expected.");
    if (depth == 0 && event == Event::array_start) is_array = true;
    if (!is_array) refuse(file, "is not a JSON array; a list of entries was expected.");
    const bool whole = event == Event::object_end || event == Event::array_end || event == Event::value;
    if (depth != 1 || !whole) return true;
    visit(place++, parsed);
    return false;  // done with: the parser forgets it
  };
  try {
    const json array = json::parse(stream, handle);
  } catch (const json::parse_error& fault) {
    refuse(file, "is not JSON from byte " + std::to_string(fault.byte) + " on; it is damaged or incomplete.");
  } catch (const json::exception&) {
    refuse(file, "is not usable JSON; it is damaged.");
  }
  if (!is_array) refuse(file, "is not a JSON array; a list of entries was expected.");
}

std::string for_message(std::string_view text, std::size_t most_bytes) {
  const bool cut = text.size() > most_bytes;
  if (cut) {
    while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0) == 0x80) --most_bytes;
    text = text.substr(0, most_bytes);
  }
  std::string shown(text);
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
  return cut ? shown + "…" : shown;
}

}  // namespace vp::base
