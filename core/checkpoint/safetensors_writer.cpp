#include "checkpoint/safetensors_writer.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "checkpoint/tensor_layout.h"

namespace vp::checkpoint {
namespace {

const char* safetensors_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float64:
      return "F64";
    case Dtype::Float32:
      return "F32";
    case Dtype::Float16:
      return "F16";
    case Dtype::BFloat16:
      return "BF16";
    case Dtype::Int64:
      return "I64";
    case Dtype::Int32:
      return "I32";
    case Dtype::Int16:
      return "I16";
    case Dtype::Int8:
      return "I8";
    case Dtype::UInt8:
      return "U8";
    case Dtype::Bool:
      return "BOOL";
  }
  throw std::invalid_argument("not a Dtype");
}

/// The header of these tensors, one behind the other, with spaces at its end so that the data begin on a
/// multiple of `alignment` bytes.
std::string header_of(const std::vector<TensorInfo>& tensors,
                      const std::map<std::string, std::string>& metadata, std::size_t alignment) {
  nlohmann::json header = nlohmann::json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t offset = 0;
  for (const TensorInfo& tensor : tensors) {
    if (tensor.name == "__metadata__" || header.contains(tensor.name))
      throw std::invalid_argument("no usable name, or used twice: the tensor " + tensor.name);
    const std::uint64_t end = offset + tensor.byte_count();
    header[tensor.name] = {
        {"dtype", safetensors_name(tensor.dtype)}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  // A file name in the metadata need not be valid UTF-8; JSON must be.
  std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const std::size_t begin = sizeof(std::uint64_t) + text.size();
  text.append((alignment - begin % alignment) % alignment, ' ');
  return text;
}

void write_header(base::AtomicFile& output, const std::string& text) {
  const std::uint64_t length = text.size();
  output.write(std::as_bytes(std::span(&length, 1)));
  output.write(text);
}

}  // namespace

void write_safetensors(const std::filesystem::path& file, std::vector<TensorToWrite> tensors,
                       const std::map<std::string, std::string>& metadata, const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  std::sort(tensors.begin(), tensors.end(),
            [](const TensorToWrite& a, const TensorToWrite& b) { return a.info.name < b.info.name; });
  std::vector<TensorInfo> infos;
  for (const TensorToWrite& tensor : tensors) {
    if (checked_byte_count(tensor.info.shape, tensor.info.dtype) != tensor.bytes.size())
      throw std::invalid_argument("the bytes do not fill the shape of the tensor " + tensor.info.name);
    infos.push_back(tensor.info);
  }
  const std::string text = header_of(infos, metadata, 8);
  base::AtomicFile output(file);
  write_header(output, text);
  constexpr std::size_t kPiece = std::size_t{8} << 20;  // bytes between two looks at the stop
  for (const TensorToWrite& tensor : tensors) {
    for (std::span<const std::byte> left = tensor.bytes; !left.empty();) {
      base::throw_if_stopped(stop);
      const std::size_t size = std::min(kPiece, left.size());
      output.write(left.first(size));
      left = left.subspan(size);
    }
  }
  output.commit();
}

SafetensorsStream::SafetensorsStream(const std::filesystem::path& file,
                                     const std::vector<TensorInfo>& tensors,
                                     const std::map<std::string, std::string>& metadata)
    : output_(std::make_unique<base::AtomicFile>(file)) {
  write_header(*output_, header_of(tensors, metadata, 64));
  for (const TensorInfo& tensor : tensors) missing_ += tensor.byte_count();
}

SafetensorsStream::~SafetensorsStream() = default;
SafetensorsStream::SafetensorsStream(SafetensorsStream&&) noexcept = default;
SafetensorsStream& SafetensorsStream::operator=(SafetensorsStream&&) noexcept = default;

void SafetensorsStream::write(std::span<const std::byte> bytes) {
  if (bytes.size() > missing_) throw std::invalid_argument("more bytes than the tensors have");
  output_->write(bytes);
  missing_ -= bytes.size();
}

void SafetensorsStream::commit() {
  if (missing_ != 0) throw std::invalid_argument("fewer bytes than the tensors have");
  output_->commit();
}

}  // namespace vp::checkpoint
