#include "engine/prefix_file.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>

#include <array>
#include <cstring>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/progress.h"
#include "checkpoint/prepared.h"
#include "checkpoint/safetensors_writer.h"
#include "checkpoint/weight_reader.h"
#include "engine/compute_device.h"
#include "engine/system_info.h"
#include "kernels/kept_rows_cpu.h"
#include "kernels/stored_dtype.h"

namespace vp::engine {
namespace {

using base::Error;
using base::ErrorCode;
using checkpoint::Dtype;
using checkpoint::TensorInfo;
using kernels::KeptForm;
using kernels::KeptRows;

constexpr const char* kIdentity = "identity";
constexpr const char* kChecksums = "checksums";

std::span<std::byte> bytes_of(const at::Tensor& x) {
  return {static_cast<std::byte*>(x.data_ptr()), x.nbytes()};
}

std::string sum_of(std::span<const std::byte> bytes) {
  checkpoint::Checksum sum;
  sum.update(bytes);
  return std::to_string(sum.value());
}

std::string sum_of_frames(const std::vector<at::Tensor>& frames) {
  std::string sums;
  for (const at::Tensor& tokens : frames) sums += ' ' + sum_of(bytes_of(tokens.to(at::kCPU).contiguous()));
  return sums;
}

/// What a layer's keys, or values, are written as, in this order.
std::vector<std::pair<const char*, at::Tensor>> parts_of(const KeptRows& rows) {
  std::vector<std::pair<const char*, at::Tensor>> parts{{"", rows.rows}};
  if (rows.has_codes()) parts.emplace_back(".scales", rows.scales);
  return parts;
}

std::string name_of(const char* what, std::int64_t layer, const char* part) {
  return std::string(what) + std::to_string(layer) + part;
}

template <typename Visit>  // (name of the tensor, the cache's keys or values)
void for_each_rows(llm::KvCache& cache, std::int64_t layers, const Visit& visit) {
  for (std::int64_t layer = 0; layer < layers; ++layer) {
    visit("keys", layer, cache.keys(layer));
    visit("values", layer, cache.values(layer));
  }
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw Error(
      ErrorCode::Checkpoint,
      base::message(
          "%1 is not what this model read of this video (%2 does not fit); it is to be computed again.",
          file.string(), what));
}

/// The tensor of this name and kind.
const TensorInfo& find(const checkpoint::WeightReader& reader, const std::filesystem::path& file,
                       const std::string& name, Dtype dtype, std::span<const std::int64_t> shape) {
  const TensorInfo* info = reader.find(name);
  if (info == nullptr || info->dtype != dtype ||
      !std::equal(shape.begin(), shape.end(), info->shape.begin(), info->shape.end()))
    refuse(file, name);
  return *info;
}

}  // namespace

Prefix::Prefix(const Model& model, std::vector<text::TokenId> positions,
               const std::vector<at::Tensor>& frames)
    : config_(model.config().decoder),
      options_(model.impl().options),
      form_(model.impl().kept == KeptForm::AsComputed && options_.dtype() == at::kFloat ? KeptForm::AsComputed
                                                                                        : KeptForm::Codes),
      positions_(std::move(positions)) {
  const ModelFacts& facts = *model.facts();
  for (const std::string& part :
       {std::string("prefix 1"), system_info().program_version, facts.hash, facts.device, facts.dtype,
        facts.kv_cache, kept_name(form_, options_), std::to_string(positions_.size()),
        sum_of(std::as_bytes(std::span(positions_))), sum_of_frames(frames)})
    identity_ += part + '\n';
}

KeptRows Prefix::rows() const {
  return KeptRows(form_, config_.num_key_value_heads, length(), config_.head_dim, options_.device(at::kCPU));
}

std::int64_t Prefix::bytes() const {
  return length() * llm::kept_bytes_a_position(config_, options_, form_);
}

void Prefix::write(const std::filesystem::path& file, llm::KvCache& cache,
                   const std::stop_token& stop) const {
  const at::NoGradGuard no_grad;
  std::vector<TensorInfo> infos{{kIdentity, Dtype::UInt8, {static_cast<std::int64_t>(identity_.size())}}};
  const KeptRows room = rows();
  for_each_rows(cache, config_.num_hidden_layers, [&](const char* what, std::int64_t layer, const KeptRows&) {
    for (const auto& [part, tensor] : parts_of(room))
      infos.push_back(
          {name_of(what, layer, part), kernels::stored_dtype(tensor.scalar_type()), tensor.sizes().vec()});
  });
  std::vector<std::uint64_t> sums;
  infos.push_back(
      {kChecksums, Dtype::UInt8, {static_cast<std::int64_t>((infos.size() - 1) * sizeof sums[0])}});
  checkpoint::SafetensorsStream stream(file, infos, {{"format", "videopanda-prefix"}});
  stream.write(std::as_bytes(std::span(identity_)));
  for_each_rows(cache, config_.num_hidden_layers, [&](const char*, std::int64_t, const KeptRows& kept) {
    base::throw_if_stopped(stop);
    KeptRows written = room;  // the same memory
    const KeptRows filled = kept.narrow(0, length());
    if (filled.has_codes() && written.has_codes()) {
      written.rows.copy_(filled.rows);
      written.scales.copy_(filled.scales);
    } else {
      written.write(0, filled.numbers(at::kFloat).to(at::kCPU).transpose(0, 1));
    }
    for (const auto& [part, tensor] : parts_of(written)) {
      checkpoint::Checksum sum;
      sum.update(bytes_of(tensor));
      sums.push_back(sum.value());
      stream.write(bytes_of(tensor));
    }
  });
  stream.write(std::as_bytes(std::span(sums)));
  base::throw_if_stopped(stop);
  stream.commit();
}

void Prefix::read(const std::filesystem::path& file, llm::KvCache& cache) const {
  const at::NoGradGuard no_grad;
  TORCH_INTERNAL_ASSERT(cache.length() == 0 && length() <= cache.capacity());
  const std::unique_ptr<checkpoint::WeightReader> reader = checkpoint::open_safetensors(file);
  const auto read_bytes = [&](const char* name, std::size_t size) {
    std::string text(size, '\0');
    const std::array shape{static_cast<std::int64_t>(size)};
    reader->read(find(*reader, file, name, Dtype::UInt8, shape),
                 std::as_writable_bytes(std::span(text.data(), text.size())));
    return text;
  };
  if (read_bytes(kIdentity, identity_.size()) != identity_) refuse(file, kIdentity);
  const KeptRows room = rows();
  const std::size_t count = 2 * static_cast<std::size_t>(config_.num_hidden_layers) * parts_of(room).size();
  std::vector<std::uint64_t> sums(count);
  const std::string stored = read_bytes(kChecksums, count * sizeof sums[0]);
  std::memcpy(sums.data(), stored.data(), stored.size());
  auto expected = sums.begin();
  for_each_rows(cache, config_.num_hidden_layers, [&](const char* what, std::int64_t layer, KeptRows& kept) {
    for (const auto& [part, tensor] : parts_of(room)) {
      const std::string name = name_of(what, layer, part);
      reader->read(find(*reader, file, name, kernels::stored_dtype(tensor.scalar_type()), tensor.sizes()),
                   bytes_of(tensor));
      checkpoint::Checksum sum;
      sum.update(bytes_of(tensor));
      if (sum.value() != *expected++) refuse(file, name);
    }
    if (!room.has_codes() && !at::isfinite(room.rows).all().item<bool>())
      refuse(file, name_of(what, layer, ""));
    if (room.has_codes() && !at::isfinite(room.scales).all().item<bool>())
      refuse(file, name_of(what, layer, ".scales"));
    KeptRows target = kept.narrow(0, length());
    if (room.has_codes() && target.has_codes()) {
      target.rows.copy_(room.rows);
      target.scales.copy_(room.scales);
    } else if (room.has_codes() && target.rows.is_cpu()) {
      kernels::widen_codes_cpu(room, target.rows);
    } else {
      kept.write(0, room.numbers(at::kFloat).transpose(0, 1).to(options_));
    }
  });
  cache.advance(length());
}

}  // namespace vp::engine
