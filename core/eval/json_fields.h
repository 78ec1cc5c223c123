#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "eval/prediction.h"

namespace vp::eval {

/// Why an object of a benchmark's files cannot be used: a clause that follows "entry 3", such as `has no
/// "answer"`.
struct UnusableField {
  std::string what;
};

/// A line of JSON. Throws UnusableField when it is none, or has more than `deepest` levels.
nlohmann::json parsed_line(const std::string& line, int deepest);

/// The fields of such an object; each throws UnusableField for one that is missing or of another type.
const nlohmann::json& field(const nlohmann::json& object, const char* key);
std::string text_of(const nlohmann::json& object, const char* key);
/// A text or a whole number, not empty.
QuestionId id_of(const nlohmann::json& object, const char* key);
/// A text, a number or a truth value ("yes", "no").
std::string answer_of(const nlohmann::json& object, const char* key);
/// "type", a text or a whole number; empty where there is none or it is null.
std::string type_of(const nlohmann::json& object);

}  // namespace vp::eval
