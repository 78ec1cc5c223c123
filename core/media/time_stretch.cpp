#include "media/time_stretch.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "media/audio_reader.h"

namespace vp::media {
namespace {

constexpr int kChannels = AudioReader::kChannels;
constexpr int kPiece = AudioReader::kSampleRate * 15 / 1000;  // frames of output that are made at once
// Far enough for one wave of a deep voice.
constexpr int kSearch = AudioReader::kSampleRate * 25 / 2000;
constexpr int kCoarseStep = 8;
constexpr int kCoarseTaps = 4;  // every fourth sample decides in the first round
constexpr std::size_t kBlock = 1024;

/// How alike two waves are, whatever their loudness.
float likeness(const float* a, const float* b, int step) {
  float product = 0;
  float energy = 1;  // silence is alike to nothing
  for (int i = 0; i < kPiece; i += step) {
    product += a[i] * b[i];
    energy += b[i] * b[i];
  }
  return product / std::sqrt(energy);
}

}  // namespace

void TimeStretch::reset(double rate) {
  assert(rate >= kSlowest && rate <= kFastest);
  rate_ = rate;
  input_.clear();
  piece_.clear();
  input_begin_ = source_end_ = natural_ = 0;
  piece_begin_ = 0;
  source_ended_ = false;
  wanted_ = 0;
}

void TimeStretch::fill_to(std::int64_t frame, const Source& source) {
  const auto end = [&] { return input_begin_ + static_cast<std::int64_t>(input_.size()) / kChannels; };
  while (!source_ended_ && end() < frame) {
    const std::size_t size = input_.size();
    input_.resize(size + kBlock * kChannels);
    const std::size_t given = source(std::span(input_).subspan(size));
    input_.resize(size + given * kChannels);
    source_ended_ = given == 0;
    source_end_ = end();
  }
  // Silence after the end.
  if (end() < frame) input_.resize(static_cast<std::size_t>(frame - input_begin_) * kChannels, 0);
}

float TimeStretch::mono(std::int64_t frame) const {
  const std::size_t at = static_cast<std::size_t>(frame - input_begin_) * kChannels;
  return static_cast<float>(input_[at]) + static_cast<float>(input_[at + 1]);
}

std::int64_t TimeStretch::best_start(std::int64_t wanted) {
  const std::int64_t first = std::max(wanted - kSearch, input_begin_);
  const auto starts = static_cast<int>(wanted + kSearch - first + 1);
  reference_.resize(kPiece);
  for (int i = 0; i < kPiece; ++i) reference_[static_cast<std::size_t>(i)] = mono(natural_ + i);
  candidates_.resize(static_cast<std::size_t>(starts + kPiece));
  for (std::size_t i = 0; i < candidates_.size(); ++i)
    candidates_[i] = mono(first + static_cast<std::int64_t>(i));

  int best = static_cast<int>(wanted - first);
  float most = likeness(reference_.data(), candidates_.data() + best, kCoarseTaps);
  for (int start = 0; start < starts; start += kCoarseStep) {
    const float here = likeness(reference_.data(), candidates_.data() + start, kCoarseTaps);
    if (here > most) {
      most = here;
      best = start;
    }
  }
  const int low = std::max(best - kCoarseStep, 0);
  const int high = std::min(best + kCoarseStep, starts - 1);
  most = likeness(reference_.data(), candidates_.data() + best, 1);
  for (int start = low; start <= high; ++start) {
    const float here = likeness(reference_.data(), candidates_.data() + start, 1);
    if (here > most) {
      most = here;
      best = start;
    }
  }
  return first + best;
}

bool TimeStretch::make_piece(const Source& source) {
  const std::int64_t wanted = std::llround(wanted_);
  fill_to(std::max(wanted + kSearch + 1, natural_) + kPiece, source);
  if (source_ended_ && wanted >= source_end_) return false;
  const std::int64_t start = wanted == natural_ ? natural_ : best_start(wanted);
  piece_.resize(static_cast<std::size_t>(kPiece) * kChannels);
  piece_begin_ = 0;
  const auto at = [this](std::int64_t frame) {
    return input_.data() + static_cast<std::size_t>(frame - input_begin_) * kChannels;
  };
  const std::int16_t* from = at(natural_);
  const std::int16_t* to = at(start);
  for (int i = 0; i < kPiece; ++i) {
    const float weight = static_cast<float>(i) / kPiece;
    for (int c = 0; c < kChannels; ++c) {
      const int sample = i * kChannels + c;
      const float mixed =
          static_cast<float>(from[sample]) * (1 - weight) + static_cast<float>(to[sample]) * weight;
      piece_[static_cast<std::size_t>(sample)] = static_cast<std::int16_t>(std::lround(mixed));
    }
  }
  natural_ = start + kPiece;
  wanted_ += kPiece * rate_;
  const std::int64_t keep = std::min(natural_, static_cast<std::int64_t>(wanted_) - kSearch - 1);
  if (keep > input_begin_) {
    const auto dropped = std::min(static_cast<std::size_t>(keep - input_begin_) * kChannels, input_.size());
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(dropped));
    input_begin_ += static_cast<std::int64_t>(dropped) / kChannels;
  }
  return true;
}

std::size_t TimeStretch::read(std::span<std::int16_t> out, const Source& source) {
  std::size_t written = 0;
  while (written < out.size()) {
    if (piece_begin_ == piece_.size() && !make_piece(source)) break;
    const std::size_t count = std::min(out.size() - written, piece_.size() - piece_begin_);
    std::copy_n(piece_.begin() + static_cast<std::ptrdiff_t>(piece_begin_), count,
                out.begin() + static_cast<std::ptrdiff_t>(written));
    piece_begin_ += count;
    written += count;
  }
  return written / kChannels;
}

}  // namespace vp::media
