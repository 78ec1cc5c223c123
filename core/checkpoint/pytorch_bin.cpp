#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "checkpoint/checkpoint_error.h"
#include "checkpoint/mapped_file.h"
#include "checkpoint/pickle.h"
#include "checkpoint/tensor_layout.h"
#include "checkpoint/weight_reader.h"
#include "checkpoint/zip_archive.h"

// What torch.save writes: a ZIP archive with NAME/data.pkl, which describes the tensors, NAME/data/KEY, the
// bytes of each storage, and NAME/byteorder.
namespace vp::checkpoint {
namespace {

/// Some hundred bytes a tensor.
constexpr std::uint64_t kLargestPickle = std::uint64_t{32} << 20;

constexpr std::size_t kLongestKey = 0xFFFF;  // bytes

constexpr std::string_view kZipMagic("PK\x03\x04", 4);
/// torch.save before PyTorch 1.6: a pickled magic number, 0x1950a86a20f9469cfc6c.
constexpr std::string_view kLegacyMagic("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 14);

/// Where a tensor's elements lie.
struct View {
  std::uint64_t offset = 0;  ///< of its first element, bytes into the file
  std::uint64_t extent = 0;  ///< bytes from its first to its last element
  bool contiguous = true;
  std::vector<std::int64_t> strides;  ///< elements
};

/// Elements from a tensor's first to its last; nothing on an overflow.
std::optional<std::uint64_t> extent_of(const PickleTensor& tensor) {
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    if (tensor.shape[i] == 0) return 0;
    std::uint64_t step = 0;
    if (__builtin_mul_overflow(static_cast<std::uint64_t>(tensor.shape[i] - 1),
                               static_cast<std::uint64_t>(tensor.strides[i]), &step) ||
        __builtin_add_overflow(last, step, &last))
      return std::nullopt;
  }
  if (last == UINT64_MAX) return std::nullopt;
  return last + 1;
}

bool is_contiguous(const PickleTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t i = tensor.shape.size(); i-- > 0;) {
    if (tensor.shape[i] == 0) return true;
    if (tensor.shape[i] != 1 && tensor.strides[i] != expected) return false;
    expected *= tensor.shape[i];
  }
  return true;
}

class PytorchReader final : public WeightReader {
 public:
  explicit PytorchReader(const std::filesystem::path& path) : file_(path) {
    check_kind();
    const ZipArchive archive(file_);
    find_prefix(archive);
    check_byte_order(archive);
    const std::string pickle = read_pickle_bytes(archive);
    const PickleDocument document = read_pickle(path, pickle);
    for (const auto& [name, tensor] : named_tensors(document)) add(archive, std::string(name), *tensor);
    if (tensors_.empty())
      refuse(path,
             base::message(
                 "holds no tensors by name; a file saved with torch.save(model.state_dict()) was expected."));
    file_.release(0, file_.size());
  }

  const std::vector<TensorInfo>& tensors() const override { return tensors_; }

  void read(const TensorInfo& tensor, std::span<std::byte> destination) const override {
    const std::size_t index = index_to_read(tensors_, tensor, destination);
    if (views_[index].contiguous)
      file_.copy(views_[index].offset, destination);
    else
      gather(tensors_[index], views_[index], destination);
  }

 private:
  void check_kind() const {
    constexpr std::uint64_t kTarMagicOffset = 257;
    file_.populate(0, std::min<std::uint64_t>(file_.size(), 512));
    const auto begins = [&](std::uint64_t offset, std::string_view magic) {
      return file_.size() >= offset + magic.size() && file_.text(offset, magic.size()) == magic;
    };
    if (begins(0, kZipMagic)) return;
    if (begins(0, kLegacyMagic) || begins(kTarMagicOffset, "ustar"))
      refuse(file_.path(), base::message("is in a format from before PyTorch 1.6; save it again with a newer "
                                         "PyTorch, or as safetensors."));
    refuse(
        file_.path(),
        base::message("is not a PyTorch checkpoint (a ZIP archive as torch.save writes it was expected)."));
  }

  void find_prefix(const ZipArchive& archive) {
    constexpr std::string_view kPickle = "/data.pkl";
    for (const auto& [name, entry] : archive.entries()) {
      if (!name.ends_with(kPickle) || name.find('/') != name.size() - kPickle.size()) continue;
      if (!prefix_.empty())
        refuse(file_.path(), base::message("its ZIP archive holds more than one data.pkl."));
      prefix_ = name.substr(0, name.size() - kPickle.size() + 1);
    }
    if (prefix_.empty())
      refuse(file_.path(),
             base::message("its ZIP archive holds no NAME/data.pkl; it was not written by torch.save."));
    if (archive.find(prefix_ + "constants.pkl") != nullptr)
      refuse(file_.path(),
             base::message(
                 "is a TorchScript program; a file saved with torch.save(model.state_dict()) was expected."));
  }

  void check_byte_order(const ZipArchive& archive) const {
    constexpr std::string_view kLittle = "little";
    const ZipArchive::Entry* const entry = archive.find(prefix_ + "byteorder");
    if (entry == nullptr) return;  // older files have none and are little-endian
    if (entry->size == kLittle.size()) file_.populate(entry->offset, entry->size);
    if (entry->size != kLittle.size() || file_.text(entry->offset, entry->size) != kLittle)
      refuse(file_.path(),
             base::message("its numbers are not little-endian; save it again on an ordinary machine."));
  }

  std::string read_pickle_bytes(const ZipArchive& archive) const {
    const ZipArchive::Entry* const entry = archive.find(prefix_ + "data.pkl");
    if (entry->size > kLargestPickle)
      refuse(file_.path(),
             base::message("its data.pkl has %1 bytes, more than any list of tensors.", entry->size));
    std::string bytes(entry->size, '\0');
    file_.copy(entry->offset, std::as_writable_bytes(std::span(bytes)));
    if (entry->crc32 != 0 && crc32_of(bytes) != entry->crc32)
      refuse(file_.path(),
             base::message("its data.pkl does not match its checksum; copy or download the file again."));
    return bytes;
  }

  /// The dictionary that holds the tensors: the whole, or what training scripts call "state_dict" or "model".
  const PickleDict& tensor_dict(const PickleDocument& document) const {
    const auto* const top = document.top->as<PickleDict>();
    if (top == nullptr)
      refuse(file_.path(), base::message("does not hold a dictionary of tensors; a file saved with "
                                         "torch.save(model.state_dict()) was expected."));
    const bool flat = std::any_of(top->items.begin(), top->items.end(), [](const auto& item) {
      return item.second->template as<PickleTensor>() != nullptr;
    });
    if (flat) return *top;
    for (const auto& [key, value] : top->items) {
      const auto* const name = key->as<PickleText>();
      const auto* const inner = value->as<PickleDict>();
      if (name != nullptr && inner != nullptr && (name->text == "state_dict" || name->text == "model"))
        return *inner;
    }
    return *top;
  }

  using NamedTensor = std::pair<std::string_view, const PickleTensor*>;

  /// By name, each once. Nothing of them is copied before that is known: a pickle may refer to one long name
  /// again and again.
  std::vector<NamedTensor> named_tensors(const PickleDocument& document) const {
    std::vector<NamedTensor> named;
    for (const auto& [key, value] : tensor_dict(document).items) {
      const auto* const tensor = value->as<PickleTensor>();
      if (tensor == nullptr) continue;  // a checkpoint may carry an epoch, a learning rate, …
      const auto* const name = key->as<PickleText>();
      if (name == nullptr) refuse(file_.path(), base::message("a tensor's name in it is not a text."));
      named.emplace_back(name->text, tensor);
    }
    std::sort(named.begin(), named.end(), [](const NamedTensor& a, const NamedTensor& b) {
      // A text that is referred to twice is the same bytes.
      if (a.first.data() == b.first.data() && a.first.size() == b.first.size()) return false;
      return a.first < b.first;
    });
    const auto twice = std::adjacent_find(named.begin(), named.end(),
                                          [](const auto& a, const auto& b) { return a.first == b.first; });
    if (twice != named.end())
      refuse(file_.path(), base::message("it holds the tensor %1 twice.", in_quotes(twice->first)));
    return named;
  }

  void add(const ZipArchive& archive, std::string name, const PickleTensor& tensor) {
    const std::string quoted_name = in_quotes(name);
    const PickleStorage& storage = *tensor.storage;
    const std::uint64_t element = size_of(tensor.dtype);
    // A name in the archive is no longer; a key is copied for each tensor.
    const ZipArchive::Entry* const entry = storage.key.size() > kLongestKey
                                               ? nullptr
                                               : archive.find(prefix_ + "data/" + std::string(storage.key));
    if (entry == nullptr)
      refuse(file_.path(), base::message("the storage %1 of the tensor %2 is missing in it.",
                                         in_quotes(storage.key), quoted_name));
    std::uint64_t storage_bytes = 0;
    if (__builtin_mul_overflow(storage.count, storage.raw ? 1 : size_of(storage.dtype), &storage_bytes) ||
        storage_bytes > entry->size)
      refuse(file_.path(), base::message("the storage of the tensor %1 has %2 bytes, fewer than it says; "
                                         "copy or download the file again.",
                                         quoted_name, entry->size));

    const std::optional<std::uint64_t> bytes = checked_byte_count(tensor.shape, tensor.dtype);
    if (!bytes || *bytes > file_.size())
      refuse(file_.path(), base::message("the tensor %1 has the impossible shape %2.", quoted_name,
                                         shape_text(tensor.shape)));
    const std::optional<std::uint64_t> extent = extent_of(tensor);
    const std::uint64_t available = storage_bytes / element;
    const auto offset = static_cast<std::uint64_t>(tensor.offset);
    if (!extent || offset > available || *extent > available - offset)
      refuse(file_.path(),
             base::message("the tensor %1 of shape %2 reaches past the end of its storage of %3 elements.",
                           quoted_name, shape_text(tensor.shape), available));
    View view{entry->offset + offset * element, *extent * element, is_contiguous(tensor), tensor.strides};
    // The stride of a single element is never used, and may be any number.
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis)
      if (tensor.shape[axis] == 1) view.strides[axis] = 0;
    tensors_.push_back({std::move(name), tensor.dtype, tensor.shape});
    views_.push_back(std::move(view));
  }

  /// Copies a strided view element by element, in row-major order.
  void gather(const TensorInfo& tensor, const View& view, std::span<std::byte> destination) const {
    file_.populate(view.offset, view.extent);
    const std::size_t element = size_of(tensor.dtype);
    const std::byte* const source = file_.bytes().data() + view.offset;
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    std::int64_t position = 0;  // elements into the view
    for (std::size_t done = 0; done < destination.size(); done += element) {
      std::memcpy(destination.data() + done, source + static_cast<std::size_t>(position) * element, element);
      for (std::size_t axis = index.size(); axis-- > 0;) {
        position += view.strides[axis];
        if (++index[axis] < tensor.shape[axis]) break;
        position -= view.strides[axis] * tensor.shape[axis];
        index[axis] = 0;
      }
    }
    file_.release(view.offset, view.extent);
  }

  MappedFile file_;
  std::string prefix_;  ///< "NAME/"
  std::vector<TensorInfo> tensors_;
  std::vector<View> views_;  ///< one a tensor
};

}  // namespace

std::unique_ptr<WeightReader> open_pytorch_bin(const std::filesystem::path& file) {
  return std::make_unique<PytorchReader>(file);
}

}  // namespace vp::checkpoint
