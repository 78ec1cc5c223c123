#pragma once

#include <string>

#include "eval/prediction.h"
#include "json/value.h"

namespace vp::eval {

/// The fields of an object of a benchmark's files; each throws json::Unusable for one that is missing or of
/// another type.
std::string text_of(const json::Value& object, const char* key);
/// A text or a whole number, not empty.
QuestionId id_of(const json::Value& object, const char* key);
/// A text, a number or a truth value ("yes", "no").
std::string answer_of(const json::Value& object, const char* key);
/// "type", a text or a whole number; empty where there is none or it is null.
std::string type_of(const json::Value& object);

}  // namespace vp::eval
