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

std::string text(double number) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%g", number);
  return digits;
}

base::Message range_expected(double smallest, double largest) {
  if (smallest <= std::numeric_limits<double>::lowest() && largest >= std::numeric_limits<double>::max())
    return base::message("a number was expected");
  if (largest >= std::numeric_limits<double>::max())
    return base::message("a number from %1 on was expected", text(smallest));
  return base::message("a number from %1 to %2 was expected", text(smallest), text(largest));
}

base::Message range_or_null_expected(double smallest, double largest) {
  if (smallest <= std::numeric_limits<double>::lowest() && largest >= std::numeric_limits<double>::max())
    return base::message("a number or null was expected");
  if (largest >= std::numeric_limits<double>::max())
    return base::message("a number from %1 on or null was expected", text(smallest));
  return base::message("a number from %1 to %2 or null was expected", text(smallest), text(largest));
}

template <typename Integer>
base::Message integer_range_expected(Integer smallest, Integer largest) {
  if (largest == std::numeric_limits<Integer>::max())
    return base::message("a whole number from %1 on was expected", smallest);
  return base::message("a whole number from %1 to %2 was expected", smallest, largest);
}

base::Message missing() {
  return base::message("is missing");
}

}  // namespace

Unusable::Unusable(Fault fault)
    : std::runtime_error((fault.path.empty() ? "the text" : fault.path) + " " + fault.problem.text()),
      fault_(std::move(fault)) {}

base::Message Unusable::clause() const {
  if (fault_.path.empty()) return fault_.problem;
  const std::size_t dot = fault_.path.rfind('.');
  const std::string name = fault_.path.substr(dot == std::string::npos ? 0 : dot + 1);
  if (dot == std::string::npos)
    return fault_.missing ? base::message("has no \"%1\"", name)
                          : base::message("has a \"%1\" that %2", name, fault_.problem);
  const std::string place = fault_.path.substr(0, dot);
  return fault_.missing ? base::message("has no \"%1\" in %2", name, place)
                        : base::message("has a \"%1\" in %2 that %3", name, place, fault_.problem);
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

base::Message Value::shown() const {
  // A list or an object may be of any size.
  if (node_->is_object()) return base::message("an object");
  if (node_->is_array()) return base::message("a list");
  return base::Message::verbatim(base::for_message(dump()));
}

void Value::throw_fault(const Fault& fault) const {
  if (*refuse_) (*refuse_)(fault);
  throw Unusable(fault);
}

void Value::refuse_with(const base::Message& problem) const {
  throw_fault({path(), problem});
}

void Value::refuse(const base::Message& remark) const {
  refuse_with(base::message("is %1; %2", shown(), remark));
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
  if (!node_->is_object()) refuse_with(base::message("is not an object"));
  std::optional<Value> found = find(name);
  if (!found) throw_fault({path_of(name), missing(), true});
  return *std::move(found);
}

void Value::has_exactly(std::initializer_list<const char*> names,
                        std::initializer_list<const char*> optional) const {
  if (!node_->is_object()) refuse(base::message("an object was expected"));
  for (const char* name : names)
    if (!node_->contains(name)) throw_fault({path_of(name), missing(), true});
  for (const auto& [name, value] : node_->items()) {
    const auto is_this = [&key = name](const char* known) { return key == known; };
    if (std::none_of(names.begin(), names.end(), is_this) &&
        std::none_of(optional.begin(), optional.end(), is_this))
      throw_fault(
          {path_of(name), base::message("is not known to this version; a newer one may have written it")});
  }
}

std::size_t Value::size() const {
  return node_->is_structured() ? node_->size() : 0;
}

std::vector<Value> Value::elements(std::size_t most, std::size_t least) const {
  if (!node_->is_array()) refuse(base::message("a list was expected"));
  if (node_->size() > most || node_->size() < least)
    refuse_with(least == most ? base::message("has %1 entries; %2 were expected", node_->size(), most)
                : least > 0
                    ? base::message("has %1 entries; %2 to %3 were expected", node_->size(), least, most)
                    : base::message("has %1 entries; at most %2 were expected", node_->size(), most));
  const auto self = std::make_shared<const Value>(*this);
  std::vector<Value> values;
  values.reserve(node_->size());
  for (const Node& element : *node_) values.push_back(child(element, self, {}, values.size()));
  return values;
}

std::vector<std::pair<std::string, Value>> Value::members(std::size_t most) const {
  if (!node_->is_object()) refuse(base::message("an object was expected"));
  if (node_->size() > most)
    refuse_with(base::message("has %1 members; at most %2 were expected", node_->size(), most));
  const auto self = std::make_shared<const Value>(*this);
  std::vector<std::pair<std::string, Value>> values;
  values.reserve(node_->size());
  for (const auto& [name, node] : node_->items()) values.emplace_back(name, child(node, self, name, 0));
  return values;
}

const std::string& Value::text(std::size_t longest) const {
  const std::string& text = any_text(longest);
  if (text.find('\0') != std::string::npos) refuse(base::message("a text without a NUL was expected"));
  return text;
}

const std::string& Value::any_text(std::size_t longest) const {
  if (!node_->is_string()) refuse(base::message("a text was expected"));
  const auto& text = node_->get_ref<const std::string&>();
  if (text.size() > longest)
    refuse_with(base::message("is a text of %1 bytes; at most %2 were expected", text.size(), longest));
  return text;
}

std::int64_t Value::integer(std::int64_t smallest, std::int64_t largest) const {
  const bool fits = node_->is_number_integer() && (!node_->is_number_unsigned() ||
                                                   std::in_range<std::int64_t>(node_->get<std::uint64_t>()));
  const std::int64_t number = fits ? node_->get<std::int64_t>() : 0;
  if (!fits || number < smallest || number > largest) refuse(integer_range_expected(smallest, largest));
  return number;
}

std::uint64_t Value::unsigned_integer(std::uint64_t largest) const {
  if (!node_->is_number_unsigned() || node_->get<std::uint64_t>() > largest)
    refuse(integer_range_expected(std::uint64_t{0}, largest));
  return node_->get<std::uint64_t>();
}

double Value::number(double smallest, double largest) const {
  // Written so that a NaN is refused, too.
  const bool good = node_->is_number() && std::isfinite(node_->get<double>()) &&
                    node_->get<double>() >= smallest && node_->get<double>() <= largest;
  if (!good) refuse(range_expected(smallest, largest));
  return node_->get<double>();
}

double Value::number_or_null(double smallest, double largest) const {
  if (node_->is_null()) return std::numeric_limits<double>::quiet_NaN();
  const bool good = node_->is_number() && std::isfinite(node_->get<double>()) &&
                    node_->get<double>() >= smallest && node_->get<double>() <= largest;
  if (!good) refuse(range_or_null_expected(smallest, largest));
  return node_->get<double>();
}

bool Value::boolean() const {
  if (!node_->is_boolean()) refuse(base::message("true or false was expected"));
  return node_->get<bool>();
}

}  // namespace vp::json
