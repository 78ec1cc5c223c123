#include "transcript/json_field.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/json_array_file.h"

namespace vp::transcript {
namespace {

using nlohmann::json;

[[noreturn]] void refuse_file(const std::filesystem::path& file, const std::string& why) {
  throw base::Error(base::ErrorCode::Usage,
                    "The transcript " + base::for_message(file.string(), 400) + " cannot be used: " + why);
}

// What the file says, short enough for a message.
std::string shown(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  return base::for_message(value.dump(-1, ' ', false, json::error_handler_t::replace), 60);
}

}  // namespace

JsonField JsonField::parse(std::string_view text, const std::filesystem::path& file, json& document) {
  constexpr int kDeepest = 16;
  std::vector<std::unordered_set<std::string>> keys;
  const auto check = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > kDeepest) refuse_file(file, "it is nested too deeply.");
    if (event == json::parse_event_t::object_start) {
      keys.emplace_back();
    } else if (event == json::parse_event_t::object_end) {
      keys.pop_back();
    } else if (event == json::parse_event_t::key) {
      const auto& key = parsed.get_ref<const std::string&>();
      if (!keys.back().insert(key).second)
        refuse_file(file, "it gives \"" + base::for_message(key) + "\" twice; each may be given once.");
    }
    return true;
  };
  try {
    document = json::parse(text.begin(), text.end(), check);
  } catch (const json::parse_error& fault) {
    refuse_file(file, "it is not JSON from byte " + std::to_string(fault.byte) +
                          " on; it is damaged, incomplete or something else than a transcript.");
  } catch (const json::exception&) {
    refuse_file(file, "it is not usable JSON; it is damaged.");
  }
  if (!document.is_object()) refuse_file(file, "it is not a JSON object.");
  return {document, "", file};
}

void JsonField::refuse(const std::string& expected) const {
  const std::string what =
      path_.empty() ? "it is " + shown(*value_) : base::for_message(path_, 200) + " is " + shown(*value_);
  refuse_file(*file_, what + "; " + expected + " was expected.");
}

void JsonField::has_exactly(std::initializer_list<const char*> names,
                            std::initializer_list<const char*> optional) const {
  if (!value_->is_object()) refuse("an object");
  for (const char* name : names)
    if (!value_->contains(name)) refuse_file(*file_, path_of(name) + " is missing.");
  for (const auto& [name, value] : value_->items()) {
    const auto is_this = [&](const char* n) { return name == n; };
    if (std::none_of(names.begin(), names.end(), is_this) &&
        std::none_of(optional.begin(), optional.end(), is_this))
      refuse_file(*file_, "it has " + base::for_message(path_of(name), 200) +
                              ", which this version does not know; a newer one may have written it.");
  }
}

JsonField JsonField::member(const char* name) const {
  return {value_->at(name), path_of(name), *file_};
}

std::vector<JsonField> JsonField::elements(std::size_t most) const {
  if (!value_->is_array()) refuse("a list");
  if (value_->size() > most)
    refuse_file(*file_, path_ + " has " + std::to_string(value_->size()) + " entries; at most " +
                            std::to_string(most) + " were expected.");
  std::vector<JsonField> fields;
  fields.reserve(value_->size());
  for (std::size_t i = 0; i < value_->size(); ++i)
    fields.push_back({(*value_)[i], path_ + "[" + std::to_string(i) + "]", *file_});
  return fields;
}

std::vector<std::pair<std::string, JsonField>> JsonField::members(std::size_t most) const {
  if (!value_->is_object() || value_->size() > most)
    refuse("an object of at most " + std::to_string(most) + " members");
  std::vector<std::pair<std::string, JsonField>> fields;
  for (const auto& [name, value] : value_->items())
    fields.push_back({name, JsonField(value, path_of(name), *file_)});
  return fields;
}

std::string JsonField::text(std::size_t longest) const {
  if (!value_->is_string()) refuse("a text");
  const auto& text = value_->get_ref<const std::string&>();
  if (text.size() > longest || text.find('\0') != std::string::npos)
    refuse("a text of at most " + std::to_string(longest) + " bytes without a NUL");
  return text;
}

std::int64_t JsonField::integer(std::int64_t smallest, std::int64_t largest) const {
  const bool fits =
      value_->is_number_integer() &&
      (!value_->is_number_unsigned() || std::in_range<std::int64_t>(value_->get<std::uint64_t>()));
  const std::int64_t number = fits ? value_->get<std::int64_t>() : 0;
  if (!fits || number < smallest || number > largest)
    refuse("a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest));
  return number;
}

std::uint64_t JsonField::unsigned_integer() const {
  if (!value_->is_number_unsigned()) refuse("a whole number from 0 on");
  return value_->get<std::uint64_t>();
}

double JsonField::number() const {
  if (value_->is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (!value_->is_number()) refuse("a number or null");
  return value_->get<double>();
}

}  // namespace vp::transcript
