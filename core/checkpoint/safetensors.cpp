#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/mapped_file.h"
#include "checkpoint/tensor_layout.h"
#include "checkpoint/weight_reader.h"
#include "json/document.h"

// The format: 8 bytes header length (little endian), the header (a JSON object), the data. The header maps
// each tensor's name to its dtype, shape and data_offsets [begin, end) relative to the data; the data are
// covered exactly once, without a hole, as the safetensors format asks.
namespace vp::checkpoint {
namespace {

static_assert(std::endian::native == std::endian::little, "checkpoints store little-endian numbers");

constexpr std::uint64_t kLengthBytes = 8;
/// The format's own limit.
constexpr std::uint64_t kLargestHeader = 100'000'000;
/// Of one member of the header: the metadata may hold many.
constexpr std::size_t kMostHeaderValues = std::size_t{1} << 20;

struct StoredTensor {
  TensorInfo info;
  std::uint64_t begin = 0;  ///< bytes into the data
  std::uint64_t end = 0;
};

Dtype dtype_of(const std::filesystem::path& file, const std::string& tensor, const json::Value& entry) {
  constexpr std::array<std::pair<const char*, Dtype>, 10> kNames{{{"F64", Dtype::Float64},
                                                                  {"F32", Dtype::Float32},
                                                                  {"F16", Dtype::Float16},
                                                                  {"BF16", Dtype::BFloat16},
                                                                  {"I64", Dtype::Int64},
                                                                  {"I32", Dtype::Int32},
                                                                  {"I16", Dtype::Int16},
                                                                  {"I8", Dtype::Int8},
                                                                  {"U8", Dtype::UInt8},
                                                                  {"BOOL", Dtype::Bool}}};
  const std::optional<json::Value> found = entry.find("dtype");
  if (!found || !found->is_text())
    refuse(file, base::message("the tensor %1 has no \"dtype\" in the header.", in_quotes(tensor)));
  const std::string& text = found->text();
  for (const auto& [name, dtype] : kNames)
    if (text == name) return dtype;
  refuse(file, base::message("the tensor %1 has the element type %2; F64, F32, F16, BF16, I64, I32, I16, I8, "
                             "U8 and BOOL are supported.",
                             in_quotes(tensor), in_quotes(text)));
}

/// The array of non-negative integers under `key`.
std::vector<std::int64_t> sizes_of(const std::filesystem::path& file, const std::string& tensor,
                                   const json::Value& entry, const char* key) {
  const std::optional<json::Value> found = entry.find(key);
  bool good = found && found->is_list();
  std::vector<std::int64_t> sizes;
  if (good) {
    for (const json::Value& size : found->elements(kMostHeaderValues)) {
      good = good && size.is_integer();
      if (good) sizes.push_back(size.integer());
    }
  }
  if (!good)
    refuse(file, base::message("the tensor %1 has no \"%2\" of non-negative whole numbers in the header.",
                               in_quotes(tensor), key));
  return sizes;
}

StoredTensor parse_tensor(const std::filesystem::path& file, const std::string& name,
                          const json::Value& entry, std::uint64_t data_size) {
  if (!entry.is_object())
    refuse(file, base::message("the header's entry of the tensor %1 is not an object.", in_quotes(name)));
  StoredTensor tensor;
  tensor.info = {name, dtype_of(file, name, entry), sizes_of(file, name, entry, "shape")};
  const std::optional<std::uint64_t> bytes = checked_byte_count(tensor.info.shape, tensor.info.dtype);
  if (!bytes)
    refuse(file, base::message("the tensor %1 has the impossible shape %2.", in_quotes(name),
                               shape_text(tensor.info.shape)));
  const std::vector<std::int64_t> offsets = sizes_of(file, name, entry, "data_offsets");
  if (offsets.size() != 2 || offsets[0] > offsets[1])
    refuse(file, base::message(
                     "the tensor %1 has the data_offsets %2; a begin and an end not before it were expected.",
                     in_quotes(name), shape_text(offsets)));
  tensor.begin = static_cast<std::uint64_t>(offsets[0]);
  tensor.end = static_cast<std::uint64_t>(offsets[1]);
  if (tensor.end > data_size)
    refuse(file, base::message("the tensor %1 ends at byte %2 of the data, but only %3 are there; the file "
                               "is cut short, so copy or download it again.",
                               in_quotes(name), tensor.end, data_size));
  if (tensor.end - tensor.begin != *bytes)
    refuse(file, base::message("the tensor %1 takes %2 bytes, but its shape %3 of %4 needs %5.",
                               in_quotes(name), tensor.end - tensor.begin, shape_text(tensor.info.shape),
                               name_of(tensor.info.dtype), *bytes));
  return tensor;
}

[[noreturn]] void refuse_twice(const std::filesystem::path& file, const std::string& name) {
  refuse(file, base::message("its header gives the key %1 twice; each may be given once.", in_quotes(name)));
}

void sort_by_name(std::vector<StoredTensor>& tensors) {
  std::sort(tensors.begin(), tensors.end(),
            [](const StoredTensor& a, const StoredTensor& b) { return a.info.name < b.info.name; });
}

/// No name is there twice.
void check_names(const std::filesystem::path& file, std::vector<StoredTensor>& tensors) {
  sort_by_name(tensors);
  const auto twice = std::adjacent_find(
      tensors.begin(), tensors.end(),
      [](const StoredTensor& a, const StoredTensor& b) { return a.info.name == b.info.name; });
  if (twice != tensors.end()) refuse_twice(file, twice->info.name);
}

/// Every byte of the data belongs to exactly one tensor.
void check_coverage(const std::filesystem::path& file, std::vector<StoredTensor>& tensors,
                    std::uint64_t data_size) {
  std::sort(tensors.begin(), tensors.end(), [](const StoredTensor& a, const StoredTensor& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  std::uint64_t covered = 0;
  for (const StoredTensor& tensor : tensors) {
    if (tensor.begin < covered)
      refuse(file, base::message("the tensor %1 overlaps the tensor before it in the data.",
                                 in_quotes(tensor.info.name)));
    if (tensor.begin > covered)
      refuse(file,
             base::message("there are %1 bytes that belong to no tensor before %2; the format allows none.",
                           tensor.begin - covered, in_quotes(tensor.info.name)));
    covered = tensor.end;
  }
  if (covered != data_size)
    refuse(file,
           base::message("there are %1 bytes that belong to no tensor at its end; the format allows none.",
                         data_size - covered));
}

class SafetensorsReader final : public WeightReader {
 public:
  explicit SafetensorsReader(const std::filesystem::path& path)
      : mapped_(std::make_shared<MappedFile>(path)), file_(*mapped_) {
    const std::uint64_t header_length = read_header_length();
    data_offset_ = kLengthBytes + header_length;
    file_.populate(0, data_offset_);
    const std::string_view text = file_.text(kLengthBytes, header_length);
    if (text.empty() || text.front() != '{') refuse(path, base::message("its header is not a JSON object."));
    json::Limits limits;
    limits.bytes = kLargestHeader;
    limits.depth = kDeepest;
    limits.values = kMostHeaderValues;
    const std::uint64_t data_size = file_.size() - data_offset_;
    std::vector<StoredTensor> stored;
    bool has_metadata = false;
    json::for_each_member(text, limits, refusal_of(path, base::message("its header")),
                          [&](const std::string& name, const json::Value& entry) {
                            try {
                              if (name != "__metadata__")
                                return stored.push_back(parse_tensor(path, name, entry, data_size));
                            } catch (const json::Unusable& fault) {
                              refuse(path,
                                     base::message("the tensor %1 %2.", in_quotes(name), fault.clause()));
                            }
                            if (std::exchange(has_metadata, true)) refuse_twice(path, name);
                            check_metadata(entry);
                          });
    file_.release(0, data_offset_);
    check_names(path, stored);
    check_coverage(path, stored, data_size);
    sort_by_name(stored);
    for (StoredTensor& tensor : stored) {
      offsets_.push_back(data_offset_ + tensor.begin);
      tensors_.push_back(std::move(tensor.info));
    }
  }

  const std::vector<TensorInfo>& tensors() const override { return tensors_; }

  void read(const TensorInfo& tensor, std::span<std::byte> destination) const override {
    file_.copy(offsets_[index_to_read(tensors_, tensor, destination)], destination);
  }

  std::optional<TensorView> view(const TensorInfo& tensor) const override {
    const std::size_t index = known_index_of(tensors_, tensor);
    // The mapping begins with a page.
    if (offsets_[index] % size_of(tensors_[index].dtype) != 0) return std::nullopt;
    file_.expect_rereading();
    return TensorView{file_.bytes().subspan(offsets_[index], tensors_[index].byte_count()), mapped_};
  }

  void populate(const TensorInfo& tensor, std::uint64_t offset, std::uint64_t length) const override {
    file_.populate(offsets_[known_index_of(tensors_, tensor)] + offset, length);
  }

 private:
  std::uint64_t read_header_length() const {
    if (file_.size() < kLengthBytes)
      refuse(file_.path(), base::message("has %1 bytes; a safetensors file has more.", file_.size()));
    std::uint64_t length = 0;
    std::memcpy(&length, file_.bytes().data(), sizeof(length));
    if (length > kLargestHeader)
      refuse(
          file_.path(),
          base::message(
              "says that its header has %1 bytes, and at most %2 are allowed; it is not a safetensors file.",
              length, kLargestHeader));
    if (length > file_.size() - kLengthBytes)
      refuse(file_.path(), base::message("says that its header has %1 bytes, but only %2 follow; the file is "
                                         "cut short, so copy or download it again.",
                                         length, file_.size() - kLengthBytes));
    return length;
  }

  void check_metadata(const json::Value& metadata) const {
    bool good = metadata.is_object();
    if (good)
      for (const auto& [name, value] : metadata.members(kMostHeaderValues)) good = good && value.is_text();
    if (!good) refuse(file_.path(), base::message("its \"__metadata__\" is not a map of texts."));
  }

  std::shared_ptr<const MappedFile> mapped_;  ///< shared with the views
  const MappedFile& file_;
  std::uint64_t data_offset_ = 0;  ///< bytes into the file
  std::vector<TensorInfo> tensors_;
  std::vector<std::uint64_t> offsets_;  ///< bytes into the file, one a tensor
};

}  // namespace

std::unique_ptr<WeightReader> open_safetensors(const std::filesystem::path& file) {
  return std::make_unique<SafetensorsReader>(file);
}

}  // namespace vp::checkpoint
