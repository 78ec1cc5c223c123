#include "checkpoint/config_reader.h"

#include "checkpoint/checkpoint_error.h"

namespace vp::checkpoint {
namespace {

std::shared_ptr<const json::Document> parsed(const std::filesystem::path& file, std::string_view text) {
  json::Limits limits;
  limits.depth = kDeepest;
  limits.values = std::size_t{1} << 20;
  return std::make_shared<const json::Document>(text, limits, refusal_of(file, base::message("it")));
}

}  // namespace

ConfigReader::ConfigReader(const std::filesystem::path& file, std::string_view text)
    : file_(file), document_(parsed(file, text)), object_(document_->root()) {
  if (!object_.is_object()) refuse(file_, base::message("it is not a JSON object."));
}

void ConfigReader::refuse_value(const char* key, const base::Message& expected) const {
  raw(key).refuse(expected);
}

std::optional<std::int64_t> ConfigReader::integer(const char* key, std::int64_t smallest,
                                                  std::int64_t largest) const {
  const std::optional<json::Value> value = object_.given(key);
  return value ? std::optional(value->integer(smallest, largest)) : std::nullopt;
}

std::optional<std::vector<double>> ConfigReader::numbers(const char* key, std::size_t count, double smallest,
                                                         double largest) const {
  const std::optional<json::Value> value = object_.given(key);
  if (!value) return std::nullopt;
  std::vector<double> numbers;
  for (const json::Value& one : value->elements(count, count))
    numbers.push_back(one.number(smallest, largest));
  return numbers;
}

std::optional<double> ConfigReader::number(const char* key, double smallest, double largest) const {
  const std::optional<json::Value> value = object_.given(key);
  return value ? std::optional(value->number(smallest, largest)) : std::nullopt;
}

std::optional<bool> ConfigReader::boolean(const char* key) const {
  const std::optional<json::Value> value = object_.given(key);
  return value ? std::optional(value->boolean()) : std::nullopt;
}

std::optional<std::string> ConfigReader::text(const char* key) const {
  const std::optional<json::Value> value = object_.given(key);
  return value ? std::optional(value->text()) : std::nullopt;
}

std::optional<ConfigReader> ConfigReader::object(const char* key) const {
  const std::optional<json::Value> value = object_.given(key);
  if (!value) return std::nullopt;
  if (!value->is_object()) value->refuse(base::message("an object was expected"));
  return ConfigReader(*this, *value);
}

}  // namespace vp::checkpoint
