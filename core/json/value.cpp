#include "json/value.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/message_text.h"

namespace vp::json {
namespace {

using Node = nlohmann::json;

constexpr std::size_t kLongestPath = 200;  // bytes, in a message

std::string range_text(double smallest, double largest) {
  const auto text = [](double number) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%g", number);
    return std::string(digits);
  };
  if (smallest <= std::numeric_limits<double>::lowest() && largest >= std::numeric_limits<double>::max())
    return "a number";
  if (largest >= std::numeric_limits<double>::max()) return "a number from " + text(smallest) + " on";
  return "a number from " + text(smallest) + " to " + text(largest);
}

template <typename Integer>
std::string integer_range_text(Integer smallest, Integer largest) {
  if (largest == std::numeric_limits<Integer>::max())
    return "a whole number from " + std::to_string(smallest) + " on";
  return "a whole number from " + std::to_string(smallest) + " to " + std::to_string(largest);
}

}  // namespace

Unusable::Unusable(Fault fault)
    : std::runtime_error((fault.path.empty() ? "the text" : fault.path) + " " + fault.problem),
      fault_(std::move(fault)) {}

std::string Unusable::clause() const {
  if (fault_.path.empty()) return fault_.problem;
  const std::size_t dot = fault_.path.rfind('.');
  std::string name = "\"" + fault_.path.substr(dot == std::string::npos ? 0 : dot + 1) + "\"";
  if (dot != std::string::npos) name += " in " + fault_.path.substr(0, dot);
  return fault_.missing ? "has no " + name : "has a " + name + " that " + fault_.problem;
}

bool Value::is_null() const {
  return node_->is_null();
}
bool Value::is_boolean() const {
  return node_->is_boolean();
}
bool Value::is_number() const {
  return node_->is_number();
}
bool Value::is_integer() const {
  return node_->is_number_integer();
}
bool Value::is_text() const {
  return node_->is_string();
}
bool Value::is_list() const {
  return node_->is_array();
}
bool Value::is_object() const {
  return node_->is_object();
}

Value Value::child(const Node& node, std::shared_ptr<const Value> parent, std::string name,
                   std::size_t place) const {
  Value value(node, *refuse_);
  value.parent_ = std::move(parent);
  value.name_ = std::move(name);
  value.place_ = place;
  return value;
}

std::string Value::path() const {
  if (!parent_) return {};
  if (parent_->is_list()) return parent_->path() + "[" + std::to_string(place_) + "]";
  return parent_->path_of(name_);
}

std::string Value::path_of(std::string_view name) const {
  const std::string own = path();
  return base::for_message(own.empty() ? std::string(name) : own + "." + std::string(name), kLongestPath);
}

std::string Value::dump() const {
  return node_->dump(-1, ' ', false, Node::error_handler_t::replace);
}

std::string Value::shown() const {
  // A list or an object may be of any size.
  if (node_->is_object()) return "an object";
  if (node_->is_array()) return "a list";
  return base::for_message(dump());
}

void Value::throw_fault(const Fault& fault) const {
  if (*refuse_) (*refuse_)(fault);
  throw Unusable(fault);
}

void Value::refuse_with(const std::string& problem) const {
  throw_fault({path(), problem});
}

void Value::refuse(const std::string& remark) const {
  refuse_with("is " + shown() + "; " + remark);
}

std::optional<Value> Value::find(std::string_view name) const {
  if (!node_->is_object()) return std::nullopt;
  const auto found = node_->find(std::string(name));
  if (found == node_->end()) return std::nullopt;
  return child(*found, std::make_shared<const Value>(*this), std::string(name), 0);
}

std::optional<Value> Value::given(std::string_view name) const {
  std::optional<Value> found = find(name);
  if (found && found->is_null()) found.reset();
  return found;
}

Value Value::member(std::string_view name) const {
  if (!node_->is_object()) refuse_with("is not an object");
  std::optional<Value> found = find(name);
  if (!found) throw_fault({path_of(name), "is missing", true});
  return *std::move(found);
}

void Value::has_exactly(std::initializer_list<const char*> names,
                        std::initializer_list<const char*> optional) const {
  if (!node_->is_object()) refuse("an object was expected");
  for (const char* name : names)
    if (!node_->contains(name)) throw_fault({path_of(name), "is missing", true});
  for (const auto& [name, value] : node_->items()) {
    const auto is_this = [&key = name](const char* known) { return key == known; };
    if (std::none_of(names.begin(), names.end(), is_this) &&
        std::none_of(optional.begin(), optional.end(), is_this))
      throw_fault({path_of(name), "is not known to this version; a newer one may have written it"});
  }
}

std::size_t Value::size() const {
  return node_->is_structured() ? node_->size() : 0;
}

std::vector<Value> Value::elements(std::size_t most, std::size_t least) const {
  if (!node_->is_array()) refuse("a list was expected");
  if (node_->size() > most || node_->size() < least)
    refuse_with("has " + std::to_string(node_->size()) + " entries; " +
                (least == most ? std::to_string(most)
                 : least > 0   ? std::to_string(least) + " to " + std::to_string(most)
                               : "at most " + std::to_string(most)) +
                " were expected");
  const auto self = std::make_shared<const Value>(*this);
  std::vector<Value> values;
  values.reserve(node_->size());
  for (const Node& element : *node_) values.push_back(child(element, self, {}, values.size()));
  return values;
}

std::vector<std::pair<std::string, Value>> Value::members(std::size_t most) const {
  if (!node_->is_object()) refuse("an object was expected");
  if (node_->size() > most)
    refuse_with("has " + std::to_string(node_->size()) + " members; at most " + std::to_string(most) +
                " were expected");
  const auto self = std::make_shared<const Value>(*this);
  std::vector<std::pair<std::string, Value>> values;
  values.reserve(node_->size());
  for (const auto& [name, node] : node_->items()) values.emplace_back(name, child(node, self, name, 0));
  return values;
}

const std::string& Value::text(std::size_t longest) const {
  const std::string& text = any_text(longest);
  if (text.find('\0') != std::string::npos) refuse("a text without a NUL was expected");
  return text;
}

const std::string& Value::any_text(std::size_t longest) const {
  if (!node_->is_string()) refuse("a text was expected");
  const auto& text = node_->get_ref<const std::string&>();
  if (text.size() > longest)
    refuse_with("is a text of " + std::to_string(text.size()) + " bytes; at most " + std::to_string(longest) +
                " were expected");
  return text;
}

std::int64_t Value::integer(std::int64_t smallest, std::int64_t largest) const {
  const bool fits = node_->is_number_integer() && (!node_->is_number_unsigned() ||
                                                   std::in_range<std::int64_t>(node_->get<std::uint64_t>()));
  const std::int64_t number = fits ? node_->get<std::int64_t>() : 0;
  if (!fits || number < smallest || number > largest)
    refuse(integer_range_text(smallest, largest) + " was expected");
  return number;
}

std::uint64_t Value::unsigned_integer(std::uint64_t largest) const {
  if (!node_->is_number_unsigned() || node_->get<std::uint64_t>() > largest)
    refuse(integer_range_text(std::uint64_t{0}, largest) + " was expected");
  return node_->get<std::uint64_t>();
}

double Value::number(double smallest, double largest) const {
  // Written so that a NaN is refused, too.
  const bool good = node_->is_number() && std::isfinite(node_->get<double>()) &&
                    node_->get<double>() >= smallest && node_->get<double>() <= largest;
  if (!good) refuse(range_text(smallest, largest) + " was expected");
  return node_->get<double>();
}

double Value::number_or_null(double smallest, double largest) const {
  if (node_->is_null()) return std::numeric_limits<double>::quiet_NaN();
  const bool good = node_->is_number() && std::isfinite(node_->get<double>()) &&
                    node_->get<double>() >= smallest && node_->get<double>() <= largest;
  if (!good) refuse(range_text(smallest, largest) + " or null was expected");
  return node_->get<double>();
}

bool Value::boolean() const {
  if (!node_->is_boolean()) refuse("true or false was expected");
  return node_->get<bool>();
}

}  // namespace vp::json
