#include "eval/json_fields.h"

#include <nlohmann/json.hpp>

namespace vp::eval {
namespace {

using nlohmann::json;

[[noreturn]] void unusable(const char* what, const char* key, const char* more = "") {
  throw UnusableField{std::string(what) + " \"" + key + "\"" + more};
}

}  // namespace

json parsed_line(const std::string& line, int deepest) {
  const auto not_too_deep = [deepest](int depth, json::parse_event_t, json&) {
    if (depth > deepest) throw UnusableField{"is nested too deeply"};
    return true;
  };
  try {
    return json::parse(line, not_too_deep);
  } catch (const json::exception&) {
    throw UnusableField{"is not JSON"};
  }
}

const json& field(const json& object, const char* key) {
  if (!object.is_object()) throw UnusableField{"is not an object"};
  const auto found = object.find(key);
  if (found == object.end()) unusable("has no", key);
  return *found;
}
std::string text_of(const json& object, const char* key) {
  const json& value = field(object, key);
  if (!value.is_string()) unusable("has a", key, " that is not a text");
  return value.get<std::string>();
}

QuestionId id_of(const json& object, const char* key) {
  const json& value = field(object, key);
  if (value.is_number_integer()) return {value.dump(), true};
  if (!value.is_string() || value.get_ref<const std::string&>().empty())
    unusable("has a", key, " that is neither a text nor a whole number");
  return {value.get<std::string>(), false};
}

std::string answer_of(const json& object, const char* key) {
  const json& value = field(object, key);
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_number()) return value.dump();
  if (!value.is_string()) unusable("has a", key, " that is neither a text nor a number");
  return value.get<std::string>();
}

std::string type_of(const json& object) {
  const auto found = object.find("type");
  if (found == object.end() || found->is_null()) return {};
  if (found->is_number_integer()) return found->dump();
  if (!found->is_string()) unusable("has a", "type", " that is neither a text nor a whole number");
  return found->get<std::string>();
}

}  // namespace vp::eval
