#include "checkpoint/pickle.h"

#include <cstdio>
#include <cstring>
#include <map>
#include <optional>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/pickle_globals.h"

// The operations are those of CPython's pickletools, which documents each.
namespace vp::checkpoint {
namespace {

/// Values and places in containers that a pickle may fill; those of the largest models fill some 10⁵. Without
/// a limit, a short pickle that refers to one long list again and again would fill any memory.
constexpr std::size_t kMostValues = std::size_t{1} << 20;
constexpr std::size_t kMostDimensions = 16;

class PickleReader {
 public:
  PickleReader(const std::filesystem::path& file, std::string_view bytes) : file_(file), rest_(bytes) {}

  PickleDocument run() {
    while (document_.top == nullptr) step(static_cast<unsigned char>(take(1).front()));
    return std::move(document_);
  }

 private:
  using Items = std::vector<const PickleValue*>;

  [[noreturn]] void damaged(const base::Message& what) const {
    refuse(file_, base::message("its pickle is damaged (%1); copy or download the file again.", what));
  }

  [[noreturn]] void refuse_import(std::string_view module, std::string_view name) const {
    std::string full = in_quotes(std::string(module) + "." + std::string(name));
    full = full.substr(1, full.size() - 2);
    refuse(file_, base::message("its pickle asks to import %1; a checkpoint may only hold tensors, so "
                                "nothing of this file is used.",
                                full));
  }

  // Bytes of the pickle.

  std::string_view take(std::uint64_t length) {
    if (length > rest_.size()) damaged(base::message("it ends early"));
    const std::string_view bytes = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return bytes;
  }

  template <typename Integer>
  Integer number() {
    Integer value;
    std::memcpy(&value, take(sizeof(value)).data(), sizeof(value));
    return value;
  }

  std::string_view line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) damaged(base::message("it ends early"));
    const std::string_view text = take(end);
    take(1);
    return text;
  }

  // The stack. Values below the last mark are out of reach until the mark is taken away.

  void spend(std::size_t places) {
    if (places > places_left_)
      refuse(file_, base::message("its pickle has more values than any checkpoint's."));
    places_left_ -= places;
  }

  template <typename Data>
  void push(Data data) {
    spend(1);
    document_.values.push_back(PickleValue{std::move(data)});
    stack_.push_back(&document_.values.back());
  }

  void push_again(PickleValue* value) {
    spend(1);
    stack_.push_back(value);
  }

  PickleValue* pop() {
    PickleValue* const value = top();
    stack_.pop_back();
    return value;
  }

  PickleValue* top() const {
    if (stack_.size() <= (marks_.empty() ? 0 : marks_.back())) damaged(base::message("a value is missing"));
    return stack_.back();
  }

  /// Everything above the last mark; the mark goes, too.
  Items pop_to_mark() {
    if (marks_.empty()) damaged(base::message("a mark is missing"));
    const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    Items items(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    marks_.pop_back();
    return items;
  }

  void push_tuple(std::size_t size) {
    PickleTuple tuple;
    tuple.items.resize(size);
    while (size > 0) tuple.items[--size] = pop();
    push(std::move(tuple));
  }

  // Containers.

  void append(const Items& items) {
    auto* const list = std::get_if<PickleList>(&top()->data);
    if (list == nullptr) damaged(base::message("something is appended to what is no list"));
    list->items.insert(list->items.end(), items.begin(), items.end());
  }

  void set_items(const Items& items) {
    auto* const dict = std::get_if<PickleDict>(&top()->data);
    if (dict == nullptr || items.size() % 2 != 0)
      damaged(base::message("an entry is put into what is no dictionary"));
    for (std::size_t i = 0; i < items.size(); i += 2) dict->items.emplace_back(items[i], items[i + 1]);
  }

  void memoize(std::uint64_t index) {
    if (memo_.insert_or_assign(index, top()).second) spend(1);
  }

  void recall(std::uint64_t index) {
    const auto found = memo_.find(index);
    if (found == memo_.end()) damaged(base::message("it refers to a value that it did not keep"));
    push_again(found->second);
  }

  // Imports and what may be done with them.

  void import(std::string_view module, std::string_view name) {
    const std::optional<PickleGlobal> global = find_pickle_global(module, name);
    if (!global) refuse_import(module, name);
    push(*global);
  }

  std::int64_t integer(const PickleValue* value) const {
    const auto* const number = value->as<std::int64_t>();
    if (number == nullptr || *number < 0) damaged(base::message("a size of a tensor is not a whole number"));
    return *number;
  }

  const Items& sequence(const PickleValue* value) const {
    if (const auto* const tuple = value->as<PickleTuple>()) return tuple->items;
    if (const auto* const list = value->as<PickleList>()) return list->items;
    damaged(base::message("a list of values was expected"));
  }

  /// A shape or the strides of a tensor.
  std::vector<std::int64_t> integers(const PickleValue* value) const {
    if (sequence(value).size() > kMostDimensions) damaged(base::message("a tensor has too many dimensions"));
    std::vector<std::int64_t> numbers;
    for (const PickleValue* const item : sequence(value)) numbers.push_back(integer(item));
    return numbers;
  }

  PickleTensor rebuild_tensor(const Items& arguments, bool typed_storage) const {
    // storage, offset, size, stride, requires_grad, backward_hooks[, dtype][, metadata]
    if (arguments.size() < (typed_storage ? 4U : 7U))
      damaged(base::message("a tensor lacks its description"));
    PickleTensor tensor;
    tensor.storage = arguments[0]->as<PickleStorage>();
    if (tensor.storage == nullptr) damaged(base::message("a tensor has no storage"));
    if (typed_storage) {
      if (tensor.storage->raw) damaged(base::message("a tensor has no element type"));
      tensor.dtype = tensor.storage->dtype;
    } else {
      const auto* const dtype = arguments[6]->as<PickleGlobal>();
      if (dtype == nullptr || dtype->kind != PickleGlobal::Kind::Dtype)
        damaged(base::message("a tensor has no element type"));
      tensor.dtype = dtype->dtype;
    }
    tensor.offset = integer(arguments[1]);
    tensor.shape = integers(arguments[2]);
    tensor.strides = integers(arguments[3]);
    if (tensor.shape.size() != tensor.strides.size())
      damaged(base::message("a tensor has a stride too many or too few"));
    return tensor;
  }

  PickleDict make_dict(const Items& arguments) {
    PickleDict dict;
    if (arguments.empty()) return dict;
    spend(sequence(arguments[0]).size());
    for (const PickleValue* const entry : sequence(arguments[0])) {
      const Items& pair = sequence(entry);
      if (pair.size() != 2) damaged(base::message("an entry of a dictionary is not a pair"));
      dict.items.emplace_back(pair[0], pair[1]);
    }
    return dict;
  }

  /// "Calls" one of the allowed names: builds what the call would give.
  void reduce() {
    const PickleValue* const arguments_value = pop();
    const auto* const callable = pop()->as<PickleGlobal>();
    const auto* const tuple = arguments_value->as<PickleTuple>();
    if (callable == nullptr || tuple == nullptr) damaged(base::message("it calls what cannot be called"));
    const Items& arguments = tuple->items;
    switch (callable->kind) {
      case PickleGlobal::Kind::OrderedDict:
        return push(make_dict(arguments));
      case PickleGlobal::Kind::RebuildTensor:
        return push(rebuild_tensor(arguments, true));
      case PickleGlobal::Kind::RebuildTensorV3:
        return push(rebuild_tensor(arguments, false));
      case PickleGlobal::Kind::RebuildParameter:
        if (arguments.empty() || arguments[0]->as<PickleTensor>() == nullptr)
          damaged(base::message("a parameter is no tensor"));
        return push(*arguments[0]->as<PickleTensor>());
      case PickleGlobal::Kind::Size:
        if (arguments.size() != 1 || sequence(arguments[0]).size() > kMostDimensions)
          damaged(base::message("a size is no short list of numbers"));
        return push(PickleTuple{sequence(arguments[0])});
      case PickleGlobal::Kind::Storage:
      case PickleGlobal::Kind::RawStorage:
      case PickleGlobal::Kind::Dtype:
        break;
    }
    damaged(base::message("it calls what cannot be called"));
  }

  /// torch.save refers to a storage as ("storage", class, key, device, count).
  void push_storage() {
    const auto* const id = pop()->as<PickleTuple>();
    if (id == nullptr || id->items.size() != 5)
      damaged(base::message("a reference to a storage is no tuple of five"));
    const auto* const kind = id->items[0]->as<PickleText>();
    const auto* const type = id->items[1]->as<PickleGlobal>();
    const auto* const key = id->items[2]->as<PickleText>();
    if (kind == nullptr || kind->text != "storage" || type == nullptr || key == nullptr)
      damaged(base::message("a reference to a storage has no class or key"));
    const bool raw = type->kind == PickleGlobal::Kind::RawStorage;
    if (!raw && type->kind != PickleGlobal::Kind::Storage)
      damaged(base::message("a storage's class is none"));
    push(PickleStorage{key->text, raw, type->dtype, static_cast<std::uint64_t>(integer(id->items[4]))});
  }

  /// State of an object. Only a dictionary may carry one (a state_dict's `_metadata`), and it is not used.
  void build() {
    const PickleValue* const state = pop();
    if (top()->as<PickleDict>() == nullptr || state->as<PickleDict>() == nullptr)
      refuse(file_, base::message("its pickle asks to set up an object; a checkpoint may only hold tensors, "
                                  "so nothing of this file is used."));
  }

  void push_long(std::uint64_t length) {
    const std::string_view bytes = take(length);
    if (length > sizeof(std::uint64_t)) return push(PickleOther{});
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    // Two's complement of `length` bytes: spread the sign.
    if (length > 0 && length < sizeof(value) && (bytes.back() & 0x80) != 0)
      value |= ~std::uint64_t{0} << (8 * length);
    push(static_cast<std::int64_t>(value));
  }

  void step(unsigned char operation);
  void step_structure(unsigned char operation);
  [[noreturn]] void refuse_operation(unsigned char operation);

  const std::filesystem::path& file_;
  std::string_view rest_;
  PickleDocument document_;
  std::vector<PickleValue*> stack_;
  std::vector<std::size_t> marks_;
  std::size_t places_left_ = kMostValues;
  // Ordered: a file chooses the numbers, and could choose those that fall into one place of a hash table.
  std::map<std::uint64_t, PickleValue*> memo_;
};

/// Operations that push a plain value; the others are structure.
void PickleReader::step(unsigned char operation) {
  switch (operation) {
    case 0x80: {  // PROTO
      const int protocol = number<std::uint8_t>();
      if (protocol < 2 || protocol > 5)
        refuse(file_, base::message("its pickle has protocol %1; 2 to 5 were expected.", protocol));
      return;
    }
    case 0x95:  // FRAME
      take(sizeof(std::uint64_t));
      return;
    case 'N':
      return push(PickleNone{});
    case 0x88:
      return push(true);
    case 0x89:
      return push(false);
    case 'J':
      return push(static_cast<std::int64_t>(number<std::int32_t>()));
    case 'K':
      return push(static_cast<std::int64_t>(number<std::uint8_t>()));
    case 'M':
      return push(static_cast<std::int64_t>(number<std::uint16_t>()));
    case 0x8a:  // LONG1
      return push_long(number<std::uint8_t>());
    case 'G':  // BINFLOAT
      take(sizeof(double));
      return push(PickleOther{});
    case 'U':   // SHORT_BINSTRING
    case 'C':   // SHORT_BINBYTES
    case 0x8c:  // SHORT_BINUNICODE
      return push(PickleText{take(number<std::uint8_t>())});
    case 'T':  // BINSTRING
    case 'B':  // BINBYTES
    case 'X':  // BINUNICODE
      return push(PickleText{take(number<std::uint32_t>())});
    case 0x8d:  // BINUNICODE8
    case 0x8e:  // BINBYTES8
      return push(PickleText{take(number<std::uint64_t>())});
    default:
      step_structure(operation);
  }
}

void PickleReader::step_structure(unsigned char operation) {
  switch (operation) {
    case '(':
      spend(1);
      marks_.push_back(stack_.size());
      return;
    case '0':  // POP, of a value or of a mark
      if (!marks_.empty() && marks_.back() == stack_.size())
        marks_.pop_back();
      else
        pop();
      return;
    case '1':
      pop_to_mark();
      return;
    case '2':
      return push_again(top());
    case ')':
      return push(PickleTuple{});
    case 't':
      return push(PickleTuple{pop_to_mark()});
    case 0x85:
    case 0x86:
    case 0x87:
      return push_tuple(operation - 0x84U);
    case ']':
      return push(PickleList{});
    case 'l':
      return push(PickleList{pop_to_mark()});
    case 'a':
      return append({pop()});
    case 'e':
      return append(pop_to_mark());
    case '}':
      return push(PickleDict{});
    case 'd': {
      const Items items = pop_to_mark();
      push(PickleDict{});
      return set_items(items);
    }
    case 's': {
      const PickleValue* const value = pop();
      const PickleValue* const key = pop();
      return set_items({key, value});
    }
    case 'u':
      return set_items(pop_to_mark());
    case 'q':
      return memoize(number<std::uint8_t>());
    case 'r':
      return memoize(number<std::uint32_t>());
    case 0x94:
      return memoize(memo_.size());
    case 'h':
      return recall(number<std::uint8_t>());
    case 'j':
      return recall(number<std::uint32_t>());
    case 'c': {
      const std::string_view module = line();
      return import(module, line());
    }
    case 0x93: {  // STACK_GLOBAL
      const auto* const name = pop()->as<PickleText>();
      const auto* const module = pop()->as<PickleText>();
      if (name == nullptr || module == nullptr) damaged(base::message("an import has no name"));
      return import(module->text, name->text);
    }
    case 'R':
      return reduce();
    case 'Q':
      return push_storage();
    case 'b':
      return build();
    case '.':
      document_.top = pop();
      return;
    default:
      refuse_operation(operation);
  }
}

void PickleReader::refuse_operation(unsigned char operation) {
  if (operation == 'i') {  // INST names what it builds
    const std::string_view module = line();
    refuse_import(module, line());
  }
  char code[8];
  std::snprintf(code, sizeof(code), "0x%02x", operation);
  refuse(file_, base::message("its pickle uses the operation %1, which no saved tensor needs; a checkpoint "
                              "may only hold tensors, so nothing of this file is used.",
                              code));
}

}  // namespace

PickleDocument read_pickle(const std::filesystem::path& file, std::string_view bytes) {
  return PickleReader(file, bytes).run();
}

}  // namespace vp::checkpoint
