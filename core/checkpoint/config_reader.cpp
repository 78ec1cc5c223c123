#include "checkpoint/config_reader.h"

#include <algorithm>
#include <cstdio>

#include "checkpoint/checkpoint_error.h"

namespace vp::checkpoint {
namespace {

std::string number_text(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%g", number);
  return text;
}

bool is_number_in(const nlohmann::json& value, double smallest, double largest) {
  // Written so that a NaN is refused, too.
  return value.is_number() && value.get<double>() >= smallest && value.get<double>() <= largest;
}

}  // namespace

bool ConfigReader::has(const char* key) const {
  const auto found = object_.find(key);
  return found != object_.end() && !found->is_null();
}

void ConfigReader::refuse_value(const char* key, const std::string& expected) const {
  std::string found = object_.at(key).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (found.size() > 80) found = found.substr(0, 80) + "…";
  refuse(file_, "\"" + prefix_ + key + "\" is " + found + "; " + expected + ".");
}

std::optional<std::int64_t> ConfigReader::integer(const char* key, std::int64_t smallest,
                                                  std::int64_t largest) const {
  if (!has(key)) return std::nullopt;
  const nlohmann::json& value = raw(key);
  const bool fits =
      value.is_number_integer() &&
      (!value.is_number_unsigned() || value.get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  if (!fits || value.get<std::int64_t>() < smallest || value.get<std::int64_t>() > largest)
    refuse_value(key, "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest) +
                          " was expected");
  return value.get<std::int64_t>();
}

std::optional<std::vector<double>> ConfigReader::numbers(const char* key, std::size_t count, double smallest,
                                                         double largest) const {
  if (!has(key)) return std::nullopt;
  const nlohmann::json& value = raw(key);
  const auto allowed = [&](const nlohmann::json& one) { return is_number_in(one, smallest, largest); };
  if (!value.is_array() || value.size() != count || !std::all_of(value.begin(), value.end(), allowed))
    refuse_value(key, "a list of " + std::to_string(count) + " numbers from " + number_text(smallest) +
                          " to " + number_text(largest) + " was expected");
  return value.get<std::vector<double>>();
}

std::optional<double> ConfigReader::number(const char* key, double smallest, double largest) const {
  if (!has(key)) return std::nullopt;
  const nlohmann::json& value = raw(key);
  if (!is_number_in(value, smallest, largest))
    refuse_value(key,
                 "a number from " + number_text(smallest) + " to " + number_text(largest) + " was expected");
  return value.get<double>();
}

std::optional<bool> ConfigReader::boolean(const char* key) const {
  if (!has(key)) return std::nullopt;
  if (!raw(key).is_boolean()) refuse_value(key, "true or false was expected");
  return raw(key).get<bool>();
}

std::optional<std::string> ConfigReader::text(const char* key) const {
  if (!has(key)) return std::nullopt;
  if (!raw(key).is_string()) refuse_value(key, "a text was expected");
  return raw(key).get<std::string>();
}

std::optional<ConfigReader> ConfigReader::object(const char* key) const {
  if (!has(key)) return std::nullopt;
  if (!raw(key).is_object()) refuse_value(key, "an object was expected");
  return ConfigReader(file_, raw(key), prefix_ + key + ".");
}

}  // namespace vp::checkpoint
