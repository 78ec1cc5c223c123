#include "eval/json_fields.h"

namespace vp::eval {
namespace {

constexpr std::size_t kLongestText = std::size_t{4} << 20;  // bytes

}  // namespace

std::string text_of(const json::Value& object, const char* key) {
  return object.member(key).any_text(kLongestText);
}

QuestionId id_of(const json::Value& object, const char* key) {
  const json::Value value = object.member(key);
  if (value.is_integer()) return {value.dump(), true};
  if (!value.is_text() || value.any_text(kLongestText).empty())
    value.refuse(base::untranslated("a text or a whole number was expected"));
  return {value.any_text(kLongestText), false};
}

std::string answer_of(const json::Value& object, const char* key) {
  const json::Value value = object.member(key);
  if (value.is_boolean()) return value.boolean() ? "yes" : "no";
  if (value.is_number()) return value.dump();
  if (!value.is_text()) value.refuse(base::untranslated("a text or a number was expected"));
  return value.any_text(kLongestText);
}

std::string type_of(const json::Value& object) {
  const std::optional<json::Value> value = object.given("type");
  if (!value) return {};
  if (value->is_integer()) return value->dump();
  if (!value->is_text()) value->refuse(base::untranslated("a text or a whole number was expected"));
  return value->text();
}

}  // namespace vp::eval
