#include "kernels/tensor_source.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#include "base/error.h"
#include "checkpoint/prepared.h"
#include "kernels/stored_dtype.h"

namespace vp::kernels {
namespace {

using base::Error;
using base::ErrorCode;

// So many tensors may be hashed while the next ones are read: enough to keep one thread busy, few enough not
// to hold much memory.
constexpr std::size_t kMaxHashing = 2;
constexpr std::size_t kHashBlock = 8 << 20;
// Elements of a mapped tensor that are looked at between two looks at the stop.
constexpr std::int64_t kMappedPiece = std::int64_t{8} << 20;

at::ScalarType stored_type(const checkpoint::TensorInfo& info) {
  const at::ScalarType type = scalar_type_of(info.dtype);
  if (!at::isFloatingType(type)) {
    throw Error(
        ErrorCode::Checkpoint,
        base::message("The checkpoint's tensor %1 holds %2 where floating-point weights are expected; use "
                      "the published float16, bfloat16 or float32 weights (quantised ones cannot be read).",
                      info.name, checkpoint::name_of(info.dtype)));
  }
  return type;
}

std::span<std::byte> bytes_of(const at::Tensor& tensor) {
  return {static_cast<std::byte*>(tensor.data_ptr()), static_cast<std::size_t>(tensor.nbytes())};
}

// An exponent of all ones is an infinity or a NaN.
template <typename Bits>
bool any_exponent_full(const Bits* values, std::int64_t count, Bits exponent) {
  Bits full = 0;
  for (std::int64_t i = 0; i < count; ++i) full |= static_cast<Bits>((values[i] & exponent) == exponent);
  return full != 0;
}

bool all_finite(const at::Tensor& tensor) {
  const void* data = tensor.data_ptr();
  const std::int64_t count = tensor.numel();
  switch (tensor.scalar_type()) {
    case at::kChar:
    case at::kByte:
      return true;
    case at::kFloat:
      return !any_exponent_full<std::uint32_t>(static_cast<const std::uint32_t*>(data), count, 0x7F800000u);
    case at::kBFloat16:
      return !any_exponent_full<std::uint16_t>(static_cast<const std::uint16_t*>(data), count, 0x7F80u);
    case at::kHalf:
      return !any_exponent_full<std::uint16_t>(static_cast<const std::uint16_t*>(data), count, 0x7C00u);
    default:
      return at::isfinite(tensor).all().item<bool>();
  }
}

[[noreturn]] void refuse_not_finite(const checkpoint::TensorInfo& info) {
  throw Error(ErrorCode::Checkpoint, base::message("The checkpoint's tensor %1 holds a NaN or an infinity; "
                                                   "the file is damaged or its training diverged.",
                                                   info.name));
}

std::vector<std::int64_t> stacked_shape(const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  std::vector<std::int64_t> shape{0};
  for (const std::int64_t count : rows) shape[0] += count;
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return shape;
}

std::vector<std::int64_t> shape_of_part(std::int64_t rows, at::IntArrayRef trailing) {
  std::vector<std::int64_t> shape{rows};
  shape.insert(shape.end(), trailing.begin(), trailing.end());
  return shape;
}

}  // namespace

at::Tensor TensorSource::take_factors(const std::string& name, at::IntArrayRef shape) {
  return take(name, shape);
}

WeightMatrix TensorSource::take_matrix(const std::string& name, std::int64_t rows, std::int64_t columns) {
  return WeightMatrix(take(name, {rows, columns}));
}

WeightMatrix TensorSource::take_matrices(const std::vector<std::string>& names,
                                         const std::vector<std::int64_t>& rows, std::int64_t columns) {
  return WeightMatrix(take_stacked(names, rows, {columns}));
}

std::optional<QuantisedParts> quantised_parts(const checkpoint::WeightReader& reader,
                                              const std::string& name) {
  const auto part = [&](std::string_view suffix) { return reader.find(name + std::string(suffix)); };
  const QuantisedParts parts{part(checkpoint::kCodesSuffix), part(checkpoint::kScalesSuffix),
                             part(checkpoint::kOffsetsSuffix)};
  if (parts.codes == nullptr) return std::nullopt;
  const bool needs_offsets = parts.codes->dtype == checkpoint::Dtype::UInt8;
  if (parts.scales == nullptr || (parts.offsets != nullptr) != needs_offsets)
    throw Error(ErrorCode::Checkpoint, base::message("The checkpoint lacks the scales or the offsets of the "
                                                     "matrix %1; prepare the original checkpoint again.",
                                                     name));
  return parts;
}

at::ScalarType kept_type(at::ScalarType stored, const at::TensorOptions& options, MatrixStorage storage) {
  const at::ScalarType computed = c10::typeMetaToScalarType(options.dtype());
  if (!options.device().is_cpu() || computed != at::kFloat) return computed;
  if (stored == at::kHalf || stored == at::kBFloat16) return stored;
  return storage == MatrixStorage::BFloat16 ? at::kBFloat16 : at::kFloat;
}

CheckpointTensorSource::CheckpointTensorSource(const checkpoint::WeightReader& reader,
                                               at::TensorOptions options, std::int64_t total_bytes,
                                               base::Progress& progress, std::stop_token stop, Digest digest,
                                               MatrixStorage storage)
    : reader_(reader),
      options_(options),
      total_bytes_(total_bytes),
      progress_(progress),
      stop_(std::move(stop)),
      kept_(digest),
      storage_(storage) {}

const checkpoint::TensorInfo& CheckpointTensorSource::find(const std::string& name,
                                                           at::IntArrayRef shape) const {
  const checkpoint::TensorInfo* info = reader_.find(name);
  if (info == nullptr && quantised_parts(reader_, name))
    throw Error(ErrorCode::Checkpoint, base::message("The checkpoint holds %1 in few bits, for asking alone; "
                                                     "use the original checkpoint that it was prepared from.",
                                                     name));
  if (info == nullptr)
    throw Error(
        ErrorCode::Checkpoint,
        base::message("The checkpoint lacks the tensor %1 of shape %2; check that every file of it is there.",
                      name, checkpoint::shape_text(std::span(shape.data(), shape.size()))));
  if (!shape.equals(info->shape))
    throw Error(ErrorCode::Checkpoint,
                base::message("The checkpoint's tensor %1 has the shape %2 where config.json calls for %3; "
                              "the configuration and the weights do not belong together.",
                              name, checkpoint::shape_text(info->shape),
                              checkpoint::shape_text(std::span(shape.data(), shape.size()))));
  return *info;
}

void CheckpointTensorSource::read_into(const checkpoint::TensorInfo& info, const at::Tensor& destination) {
  base::throw_if_stopped(stop_);
  const at::ScalarType type = scalar_type_of(info.dtype);
  if (!destination.device().is_cpu() && destination.scalar_type() == type)
    if (const std::optional<checkpoint::TensorView> view = reader_.view(info)) {
      destination.copy_(map(info, *view));  // from the file's pages, without a copy between
      return;
    }
  const bool direct = destination.device().is_cpu() && destination.scalar_type() == type;
  const at::Tensor stored =
      direct ? destination : at::empty(destination.sizes(), at::device(at::kCPU).dtype(type));
  reader_.read(info, bytes_of(stored));
  at::Tensor converted = stored;
  if (!direct) {
    converted = stored.to(destination.scalar_type());
    destination.copy_(converted);
  }
  if (!all_finite(converted)) {
    if (!all_finite(stored)) refuse_not_finite(info);
    throw Error(ErrorCode::Checkpoint,
                base::message("The checkpoint's tensor %1 holds values too large for %2; load it as float32.",
                              info.name, c10::toString(destination.scalar_type())));
  }
  taken(info, stored);
}

at::Tensor CheckpointTensorSource::map(const checkpoint::TensorInfo& info,
                                       const checkpoint::TensorView& view) {
  // Nobody writes to it: the mapping is read-only, as weights are.
  const at::Tensor mapped = at::from_blob(
      const_cast<std::byte*>(view.bytes.data()), info.shape, [owner = view.owner](void*) {},
      at::device(at::kCPU).dtype(scalar_type_of(info.dtype)));
  const at::Tensor flat = mapped.view({-1});
  const auto element = static_cast<std::uint64_t>(mapped.element_size());
  for (std::int64_t first = 0; first < flat.numel(); first += kMappedPiece) {
    base::throw_if_stopped(stop_);
    const std::int64_t count = std::min(kMappedPiece, flat.numel() - first);
    reader_.populate(info, static_cast<std::uint64_t>(first) * element,
                     static_cast<std::uint64_t>(count) * element);
    if (!all_finite(flat.narrow(0, first, count))) refuse_not_finite(info);
  }
  taken(info, mapped);
  return mapped;
}

void CheckpointTensorSource::taken(const checkpoint::TensorInfo& info, at::Tensor stored) {
  if (kept_ == Digest::Kept) hash_in_background(info, std::move(stored));
  bytes_read_ += static_cast<std::int64_t>(info.byte_count());
  progress_.report(base::Phase::Load, bytes_read_, total_bytes_);
}

void CheckpointTensorSource::hash_in_background(const checkpoint::TensorInfo& info, at::Tensor stored) {
  while (hashing_.size() >= kMaxHashing) collect_oldest_hash();
  std::string header =
      info.name + ' ' + checkpoint::name_of(info.dtype) + ' ' + checkpoint::shape_text(info.shape);
  hashing_.push_back({info.name, std::async(std::launch::async, [header = std::move(header),
                                                                 stored = std::move(stored), stop = stop_] {
                        base::Sha256 hash;
                        hash.update(header);
                        std::span<const std::byte> bytes = bytes_of(stored);
                        while (!bytes.empty() && !stop.stop_requested()) {
                          const std::size_t size = std::min(bytes.size(), kHashBlock);
                          hash.update(bytes.first(size));
                          bytes = bytes.subspan(size);
                        }
                        return hash.finish();
                      })});
}

void CheckpointTensorSource::collect_oldest_hash() {
  Hashing& oldest = hashing_.front();
  digests_[oldest.name] = oldest.digest.get();
  hashing_.pop_front();
}

at::Tensor CheckpointTensorSource::take(const std::string& name, at::IntArrayRef shape) {
  const checkpoint::TensorInfo& info = find(name, shape);
  stored_type(info);
  at::Tensor tensor = at::empty(shape, options_);
  read_into(info, tensor);
  return tensor;
}

at::Tensor CheckpointTensorSource::take_factors(const std::string& name, at::IntArrayRef shape) {
  const checkpoint::TensorInfo& info = find(name, shape);
  return take_as(info, kept_type(stored_type(info), options_, MatrixStorage::AsStored));
}

at::Tensor CheckpointTensorSource::take_as(const checkpoint::TensorInfo& info, at::ScalarType type) {
  if (options_.device().is_cpu() && scalar_type_of(info.dtype) == type)
    if (const std::optional<checkpoint::TensorView> view = reader_.view(info)) return map(info, *view);
  at::Tensor tensor = at::empty(info.shape, options_.dtype(type));
  read_into(info, tensor);
  return tensor;
}

WeightMatrix CheckpointTensorSource::take_matrix(const std::string& name, std::int64_t rows,
                                                 std::int64_t columns) {
  if (const std::optional<QuantisedParts> parts = quantised_parts(reader_, name))
    return WeightMatrix(take_quantised(name, *parts, rows, columns));
  const checkpoint::TensorInfo& info = find(name, {rows, columns});
  return WeightMatrix(take_as(info, kept_type(stored_type(info), options_, storage_)));
}

at::Tensor CheckpointTensorSource::take_part(const checkpoint::TensorInfo& info, at::ScalarType type,
                                             at::IntArrayRef shape) {
  if (scalar_type_of(info.dtype) != type || !shape.equals(info.shape))
    throw Error(
        ErrorCode::Checkpoint,
        base::message("The checkpoint's tensor %1 is %2 of shape %3 where %4 of shape %5 is expected; the "
                      "configuration and the weights do not belong together.",
                      info.name, checkpoint::name_of(info.dtype), checkpoint::shape_text(info.shape),
                      c10::toString(type), checkpoint::shape_text(std::span(shape.data(), shape.size()))));
  return take_as(info, type);
}

QuantisedRows CheckpointTensorSource::take_quantised([[maybe_unused]] const std::string& name,
                                                     const QuantisedParts& parts, std::int64_t rows,
                                                     std::int64_t columns) {
#ifndef VP_CUDA
  if (!options_.device().is_cpu())
    throw Error(ErrorCode::Device,
                base::message("The matrix %1 is stored in few bits, which are computed with on the CPU only; "
                              "use --device cpu, or the original checkpoint.",
                              name));
#endif
  const int bits = parts.offsets == nullptr ? 8 : 4;
  const std::int64_t padded = padded_columns(columns), groups = padded / QuantisedRows::kGroup;
  QuantisedRows result{bits,
                       columns,
                       take_part(*parts.codes, bits == 8 ? at::kChar : at::kByte, {rows, padded * bits / 8}),
                       take_part(*parts.scales, at::kBFloat16, {rows, groups}),
                       {}};
  if (bits == 4) result.offsets = take_part(*parts.offsets, at::kBFloat16, {rows, groups});
  return result;
}

at::Tensor CheckpointTensorSource::take_stored(const std::string& name, at::IntArrayRef shape) {
  const checkpoint::TensorInfo& info = find(name, shape);
  at::Tensor tensor = at::empty(info.shape, at::device(at::kCPU).dtype(stored_type(info)));
  read_into(info, tensor);
  return tensor;
}

WeightMatrix CheckpointTensorSource::take_matrices(const std::vector<std::string>& names,
                                                   const std::vector<std::int64_t>& rows,
                                                   std::int64_t columns) {
  // On a GPU they lie in one piece: each launch costs as much as reading a megabyte.
  if (!options_.device().is_cpu() && !quantised_parts(reader_, names.front()))
    return TensorSource::take_matrices(names, rows, columns);
  WeightMatrix matrix;
  for (std::size_t i = 0; i < names.size(); ++i) matrix.append(take_matrix(names[i], rows[i], columns));
  return matrix;
}

at::Tensor CheckpointTensorSource::take_stacked(const std::vector<std::string>& names,
                                                const std::vector<std::int64_t>& rows,
                                                at::IntArrayRef trailing) {
  at::Tensor tensor = at::empty(stacked_shape(rows, trailing), options_);
  std::int64_t row = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const checkpoint::TensorInfo& info = find(names[i], shape_of_part(rows[i], trailing));
    stored_type(info);
    read_into(info, tensor.narrow(0, row, rows[i]));
    row += rows[i];
  }
  return tensor;
}

std::string CheckpointTensorSource::digest() {
  assert(kept_ == Digest::Kept);
  while (!hashing_.empty()) collect_oldest_hash();
  base::throw_if_stopped(stop_);
  base::Sha256 hash;
  for (const auto& [name, digest] : digests_) hash.update(std::as_bytes(std::span(digest)));
  return base::to_hex(hash.finish());
}

at::Tensor RandomTensorSource::take(const std::string& name, at::IntArrayRef shape) {
  at::Tensor tensor = at::empty(shape, options_);
  const bool is_bias = name.ends_with("bias") || name.ends_with("running_mean");
  const bool is_scale =
      !is_bias && shape.size() == 1 && (name.ends_with("weight") || name.ends_with("running_var"));
  if (is_bias) return tensor.zero_();
  if (is_scale) return tensor.fill_(1);
  // The name is part of the seed, so that a tensor does not depend on the order in which layers are built.
  std::uint64_t seed = seed_;
  for (const char letter : name) seed = seed * 1099511628211ull + static_cast<unsigned char>(letter);
  std::int64_t fan_in = 1;
  for (std::size_t i = 1; i < shape.size(); ++i) fan_in *= shape[i];
  if (shape.size() == 1) fan_in = shape[0];
  at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
  // Drawn in float32 on the CPU whatever the target: the same seed gives the same weights everywhere.
  const at::Tensor drawn = at::empty(shape, at::device(at::kCPU).dtype(at::kFloat));
  drawn.normal_(0, 1 / std::sqrt(static_cast<double>(fan_in)), generator);
  return tensor.copy_(drawn);
}

at::Tensor RandomTensorSource::take_stacked(const std::vector<std::string>& names,
                                            const std::vector<std::int64_t>& rows, at::IntArrayRef trailing) {
  at::Tensor tensor = at::empty(stacked_shape(rows, trailing), options_);
  std::int64_t row = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    tensor.narrow(0, row, rows[i]).copy_(take(names[i], shape_of_part(rows[i], trailing)));
    row += rows[i];
  }
  return tensor;
}

}  // namespace vp::kernels
