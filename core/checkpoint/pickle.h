#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "checkpoint/weight_reader.h"

namespace vp::checkpoint {

struct PickleValue;

/// The plain data that a checkpoint's pickle may describe. Texts point into the pickle.
struct PickleNone {};
struct PickleText {
  std::string_view text;
};
struct PickleTuple {
  std::vector<const PickleValue*> items;
};
struct PickleList {
  std::vector<const PickleValue*> items;
};
struct PickleDict {
  std::vector<std::pair<const PickleValue*, const PickleValue*>> items;
};
/// A name that the pickle imports; one of the few that are allowed.
struct PickleGlobal {
  enum class Kind {
    OrderedDict,
    RebuildTensor,
    RebuildTensorV3,
    RebuildParameter,
    Size,
    Storage,
    RawStorage,
    Dtype
  };
  Kind kind = Kind::OrderedDict;
  Dtype dtype = Dtype::Float32;  ///< of Storage and Dtype
};
/// A reference to a storage outside the pickle.
struct PickleStorage {
  std::string_view key;  ///< its entry in the archive
  bool raw = false;      ///< counted in bytes, the tensor gives the dtype
  Dtype dtype = Dtype::Float32;
  std::uint64_t count = 0;  ///< elements, or bytes of a raw one
};
/// A view of a storage. Sizes are non-negative; nothing else is checked yet.
struct PickleTensor {
  const PickleStorage* storage = nullptr;
  Dtype dtype = Dtype::Float32;
  std::int64_t offset = 0;  ///< elements into the storage
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;  ///< elements
};
/// A value that is of no interest here (dtypes and devices in metadata, numbers with a fraction).
struct PickleOther {};

struct PickleValue {
  std::variant<PickleNone, bool, std::int64_t, PickleText, PickleTuple, PickleList, PickleDict, PickleGlobal,
               PickleStorage, PickleTensor, PickleOther>
      data;

  template <typename Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&data);
  }
};

/// All values of one pickle; they refer to each other and to the bytes they were read from.
struct PickleDocument {
  std::deque<PickleValue> values;
  const PickleValue* top = nullptr;
};

/// Interprets the pickle `bytes` of `file` (protocols 2 to 5, as torch.save writes them). It builds plain
/// data and tensor descriptions and can do nothing else: there is no way to call anything, and every import
/// that is not needed for that is refused by its name. Throws Error(Checkpoint).
PickleDocument read_pickle(const std::filesystem::path& file, std::string_view bytes);

}  // namespace vp::checkpoint
