#include "checkpoint/json_document.h"

#include <string>
#include <unordered_set>
#include <vector>

#include "checkpoint/checkpoint_error.h"

namespace vp::checkpoint {

nlohmann::json parse_json_object(const std::filesystem::path& file, std::string_view text, const char* what) {
  using nlohmann::json;
  constexpr int kDeepest = 32;
  std::vector<std::unordered_set<std::string>> keys;
  const auto check = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > kDeepest) refuse(file, std::string(what) + " is nested too deeply for a checkpoint's.");
    if (event == json::parse_event_t::object_start) {
      keys.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      keys.pop_back();
    } else if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys.back().insert(key).second)
        refuse(file,
               std::string(what) + " gives the key " + in_quotes(key) + " twice; each may be given once.");
    }
    return true;
  };
  json document;
  try {
    document = json::parse(text.begin(), text.end(), check);
  } catch (const json::exception&) {
    refuse(file, std::string(what) + " is not JSON; the file is damaged, so copy or download it again.");
  }
  if (!document.is_object()) refuse(file, std::string(what) + " is not a JSON object.");
  return document;
}

}  // namespace vp::checkpoint
