#include "json/document.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/message_text.h"

namespace vp::json {
namespace {

using Node = nlohmann::json;

[[noreturn]] void tell(const Refuse& refuse, Fault fault) {
  if (refuse) refuse(fault);
  throw Unusable(std::move(fault));
}

/// Builds the tree from the parser's events. The parser's own builder looks through all elements of a list or
/// an object again after each one that ends, when it is watched.
class Builder {
 public:
  enum class Walk { None, List, Object };

  Builder(const Limits& limits, const Refuse& refuse, Walk walk = Walk::None)
      : limits_(limits), refuse_(refuse), walk_(walk) {}

  std::function<void(const Node&)> on_child{};  ///< of a walk: a child of the root is whole
  const std::string& child_name() const { return child_name_; }
  Node& root() { return root_; }

  // The parser's events.

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(std::int64_t value) { return scalar(value); }
  bool number_unsigned(std::uint64_t value) { return scalar(value); }
  bool number_float(double value, const std::string&) { return scalar(value); }
  bool string(std::string& value) { return scalar(std::move(value)); }
  bool binary(Node::binary_t&) { return false; }  // no text has any

  bool start_object(std::size_t) { return start(Node::object(), Walk::Object); }
  bool start_array(std::size_t) { return start(Node::array(), Walk::List); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool key(std::string& name) {
    count();
    if (walks_root()) {
      child_name_ = name;
      slot_ = &child_;
      return true;
    }
    const auto [place, fresh] = open_.back()->get_ref<Node::object_t&>().emplace(name, nullptr);
    if (!fresh)
      tell(
          refuse_,
          {{}, base::message("gives the key \"%1\" twice; each may be given once", base::for_message(name))});
    slot_ = &place->second;
    return true;
  }

  bool parse_error(std::size_t byte, const std::string&, const Node::exception&) {
    tell(refuse_, {{}, base::message("is not JSON from byte %1 on; it is damaged or incomplete", byte)});
  }

 private:
  bool walks_root() const { return walk_ != Walk::None && open_.size() == 1; }

  void count() {
    if (++events_ % 4096 == 0) base::throw_if_stopped(limits_.stop);
    if (++values_ > limits_.values)
      tell(refuse_, {{}, base::message("has more than %1 values", limits_.values)});
  }

  Node* put(Node&& value) {
    count();
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    if (walks_root()) {
      child_ = std::move(value);
      return &child_;
    }
    if (open_.back()->is_object()) {
      *slot_ = std::move(value);
      return slot_;
    }
    auto& list = open_.back()->get_ref<Node::array_t&>();
    list.push_back(std::move(value));
    return &list.back();
  }

  void check_root(bool good) const {
    if (!good && open_.empty() && walk_ != Walk::None)
      tell(refuse_,
           {{},
            walk_ == Walk::List ? base::message("is not a JSON array; a list of entries was expected")
                                : base::message("is not a JSON object")});
  }

  bool scalar(Node&& value) {
    check_root(false);
    put(std::move(value));
    finish_child();
    return true;
  }

  bool start(Node&& container, Walk kind) {
    check_root(kind == walk_);
    if (open_.size() == static_cast<std::size_t>(limits_.depth))
      tell(refuse_, {{},
                     base::message(
                         "is nested too deeply; at most %1 lists and objects inside each other were expected",
                         limits_.depth)});
    open_.push_back(put(std::move(container)));
    if (walks_root()) values_ = 0;  // each child has its own count
    return true;
  }

  bool end() {
    open_.pop_back();
    finish_child();
    return true;
  }

  void finish_child() {
    if (!walks_root()) return;
    on_child(child_);
    child_ = nullptr;
    values_ = 0;
  }

  const Limits& limits_;
  const Refuse& refuse_;
  Walk walk_;
  std::size_t values_ = 0;
  std::size_t events_ = 0;
  Node root_;
  Node child_;              ///< of the root, in a walk
  std::string child_name_;  ///< in a walk of an object
  // A list's elements move when it grows, but never while one of them is open: only the last one is.
  std::vector<Node*> open_;
  Node* slot_ = nullptr;  ///< what the next value of an object goes to
};

void parse_text(std::string_view text, Builder& builder, const Limits& limits, const Refuse& refuse) {
  if (text.size() > limits.bytes)
    tell(refuse, {{}, base::message("is larger than %1 MiB", limits.bytes >> 20)});
  Node::sax_parse(text.begin(), text.end(), &builder, Node::input_format_t::json, true, limits.comments);
}

std::ifstream open_file(const std::filesystem::path& file, const Limits& limits, const Refuse& refuse) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error))
    tell(refuse, {{}, base::message("is not a file; a JSON file was expected. Check its name")});
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error || size > limits.bytes)
    tell(refuse, {{}, base::message("is larger than %1 MiB", limits.bytes >> 20)});
  std::ifstream stream(file, std::ios::binary);
  if (!stream) tell(refuse, {{}, base::message("cannot be opened; check that it may be read")});
  return stream;
}

}  // namespace

struct Document::Impl {
  Node root;
  Refuse refuse;
};

Document::Document(std::string_view text, const Limits& limits, Refuse refuse)
    : impl_(new Impl{{}, std::move(refuse)}) {
  Builder builder(limits, impl_->refuse);
  parse_text(text, builder, limits, impl_->refuse);
  impl_->root = std::move(builder.root());
}

Document Document::read(const std::filesystem::path& file, const Limits& limits, Refuse refuse) {
  std::ifstream stream = open_file(file, limits, refuse);
  std::error_code error;
  std::string text(static_cast<std::size_t>(std::filesystem::file_size(file, error)), '\0');
  if (error || !stream.read(text.data(), static_cast<std::streamsize>(text.size())))
    tell(refuse, {{}, base::message("cannot be read; check its rights and the disk")});
  return Document(text, limits, std::move(refuse));
}

Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Value Document::root() const {
  return {impl_->root, impl_->refuse};
}

void for_each_element(const std::filesystem::path& file, const Limits& limits, const Refuse& refuse,
                      const ElementVisitor& visit) {
  std::ifstream stream = open_file(file, limits, refuse);
  const Refuse unusable;
  std::int64_t place = 0;
  Builder builder(limits, refuse, Builder::Walk::List);
  builder.on_child = [&](const Node& element) { visit(place++, Value(element, unusable)); };
  Node::sax_parse(stream, &builder, Node::input_format_t::json, true, limits.comments);
}

void for_each_member(std::string_view text, const Limits& limits, const Refuse& refuse,
                     const MemberVisitor& visit) {
  const Refuse unusable;
  Builder builder(limits, refuse, Builder::Walk::Object);
  builder.on_child = [&](const Node& member) { visit(builder.child_name(), Value(member, unusable)); };
  parse_text(text, builder, limits, refuse);
}

Refuse usage_error_of(const std::filesystem::path& file) {
  return [name = base::for_message(file.string(), 400)](const Fault& fault) {
    throw base::Error(base::ErrorCode::Usage,
                      fault.path.empty() ? base::message("%1 %2.", name, fault.problem)
                                         : base::message("%1: \"%2\" %3.", name, fault.path, fault.problem));
  };
}

}  // namespace vp::json
