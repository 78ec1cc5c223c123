#include "core/kernels/cuda/kernel_check.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace vp::test {
namespace {

constexpr std::size_t kBand = 1024;
constexpr std::byte kUntouched{0xff};  // NaN in every floating type, -1 in codes

/// As many equal numbers would average as well as these do.
double effective_count(const at::Tensor& numbers) {
  const at::Tensor squares = numbers.square();
  const double fourth = squares.square().sum().item<double>(), second = squares.sum().item<double>();
  return fourth > 0 ? second * second / fourth : 0;
}

}  // namespace

KernelMemory::~KernelMemory() {
  for (const auto& [memory, piece] : pieces_) executor_.release(piece.whole);
}

void* KernelMemory::place(const at::Tensor& like, bool copy) {
  if (!like.defined()) return nullptr;
  const at::Tensor numbers = like.contiguous();
  const std::vector<std::byte> untouched(numbers.nbytes() + 2 * kBand, kUntouched);
  auto* whole = static_cast<std::byte*>(executor_.allocate(untouched.size()));
  executor_.copy_in(whole, untouched.data(), untouched.size());
  if (copy) executor_.copy_in(whole + kBand, numbers.data_ptr(), numbers.nbytes());
  pieces_[whole + kBand] = {whole, numbers};
  return whole + kBand;
}

at::Tensor KernelMemory::get(const void* memory) const {
  at::Tensor result = at::empty_like(pieces_.at(memory).like);
  executor_.copy_out(result.data_ptr(), memory, result.nbytes());
  return result;
}

std::string KernelMemory::finish() {
  std::string wrong;
  for (const std::string& fault : executor_.finish()) wrong += fault + "\n";
  for (const auto& [memory, piece] : pieces_) {
    std::vector<std::byte> whole(piece.like.nbytes() + 2 * kBand);
    executor_.copy_out(whole.data(), piece.whole, whole.size());
    const auto touched = [](std::byte b) { return b != kUntouched; };
    if (std::any_of(whole.begin(), whole.begin() + kBand, touched)) wrong += "written before an array\n";
    if (std::any_of(whole.end() - kBand, whole.end(), touched)) wrong += "written behind an array\n";
  }
  return wrong;
}

KernelTolerance tolerance_of(at::ScalarType dtype) {
  switch (dtype) {
    case at::kBFloat16:
      return {0x1p-8 + 2e-5, 0x1p-9};
    case at::kHalf:
      return {0x1p-11 + 2e-5, 0x1p-12};
    default:
      return {2e-5, 0};
  }
}

std::string difference(const at::Tensor& result, const at::Tensor& reference,
                       const KernelTolerance& tolerance) {
  const at::Tensor found = result.to(at::kDouble), expected = reference.to(at::kDouble);
  if (found.sizes() != expected.sizes()) return "another shape";
  if (found.numel() == 0) return "";
  const double largest = expected.abs().max().item<double>();
  const double worst = (found - expected).abs().max().item<double>();
  char text[200];
  // Written so that a NaN fails.
  if (!(worst <= tolerance.share * largest)) {
    std::snprintf(text, sizeof text, "out by %.3g where the largest is %.3g (allowed %.3g of it)", worst,
                  largest, tolerance.share);
    return text;
  }
  const double square = expected.square().sum().item<double>();
  if (square == 0) return "";
  const double gain = (found * expected).sum().item<double>() / square - 1;
  const double allowed = 1e-4 + 2 * tolerance.gain / std::sqrt(effective_count(expected));
  if (std::abs(gain) <= allowed) return "";
  std::snprintf(text, sizeof text, "all are out by the factor 1 + %.3g (allowed %.3g)", gain, allowed);
  return text;
}

std::string KernelCheck::compare(const std::string& kernel, const at::Tensor& result,
                                 const at::Tensor& reference) {
  return compare(kernel, result, reference, tolerance_of(result.scalar_type()));
}

std::string KernelCheck::compare(const std::string& kernel, const at::Tensor& result,
                                 const at::Tensor& reference, const KernelTolerance& tolerance) {
  const std::string name = kernel + " in " + name_of(result.scalar_type());
  int& mutated = mutated_[name];
  std::string wrong = difference(result, reference, tolerance);
  if (!wrong.empty()) return name + ": " + wrong;
  const at::Tensor expected = reference.to(at::kDouble);
  if (tolerance.gain > 1e-3 && effective_count(expected) < 128) return "";  // too few numbers to tell
  if (expected.numel() == 0 || expected.abs().max().item<double>() == 0) return "";
  ++mutated;
  if (difference(result, expected * 1.001, tolerance).empty())
    return name + ": a reference that is wrong by one part in a thousand passes";
  return "";
}

std::vector<std::string> KernelCheck::never_mutated() const {
  std::vector<std::string> names;
  for (const auto& [name, count] : mutated_)
    if (count == 0) names.push_back(name + ": no comparison had numbers enough to find a wrong reference");
  return names;
}

kernels::cuda::Dtype cuda_dtype(at::ScalarType dtype) {
  switch (dtype) {
    case at::kFloat:
      return kernels::cuda::Dtype::Float32;
    case at::kBFloat16:
      return kernels::cuda::Dtype::BFloat16;
    case at::kHalf:
      return kernels::cuda::Dtype::Float16;
    default:
      throw std::invalid_argument("the kernels do not know this dtype");
  }
}

const char* name_of(at::ScalarType dtype) {
  return at::toString(dtype);
}

}  // namespace vp::test
