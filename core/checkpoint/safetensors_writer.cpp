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

}  // namespace

void write_safetensors(const std::filesystem::path& file, std::vector<TensorToWrite> tensors,
                       const std::map<std::string, std::string>& metadata, const std::stop_token& stop) {
  base::throw_if_stopped(stop);
  std::sort(tensors.begin(), tensors.end(),
            [](const TensorToWrite& a, const TensorToWrite& b) { return a.info.name < b.info.name; });
  nlohmann::json header = nlohmann::json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t offset = 0;
  for (const TensorToWrite& tensor : tensors) {
    if (checked_byte_count(tensor.info.shape, tensor.info.dtype) != tensor.bytes.size())
      throw std::invalid_argument("the bytes do not fill the shape of the tensor " + tensor.info.name);
    if (tensor.info.name == "__metadata__" || header.contains(tensor.info.name))
      throw std::invalid_argument("no usable name, or used twice: the tensor " + tensor.info.name);
    const std::uint64_t end = offset + tensor.bytes.size();
    header[tensor.info.name] = {{"dtype", safetensors_name(tensor.info.dtype)},
                                {"shape", tensor.info.shape},
                                {"data_offsets", {offset, end}}};
    offset = end;
  }
  // A file name in the metadata need not be valid UTF-8; JSON must be.
  std::string text = header.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  // Spaces after the header keep the data aligned for readers that map them.
  text.append((8 - text.size() % 8) % 8, ' ');

  base::AtomicFile output(file);
  const std::uint64_t length = text.size();
  output.write(std::as_bytes(std::span(&length, 1)));
  output.write(text);
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

}  // namespace vp::checkpoint
