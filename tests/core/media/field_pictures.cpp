#include "field_pictures.h"

#include <cstdint>

namespace vp::test {
namespace {

constexpr int kColumns = 8, kFieldRows = 3;  // of macroblocks

/// Bits of one unit (ISO/IEC 14496-10 7.3).
class Unit {
 public:
  explicit Unit(unsigned header) { bits(header, 8); }

  Unit& bits(unsigned value, int count) {
    for (int i = count - 1; i >= 0; --i) {
      if (used_ == 0) bytes_.push_back(0);
      bytes_.back() = static_cast<std::uint8_t>(bytes_.back() | (value >> i & 1U) << (7 - used_));
      used_ = (used_ + 1) % 8;
    }
    return *this;
  }
  /// Exponential-Golomb codes.
  Unit& number(unsigned value) {
    int length = 0;
    while ((value + 1) >> (length + 1) != 0) ++length;
    return bits(0, length).bits(value + 1, length + 1);
  }
  Unit& align() { return used_ == 0 ? *this : bits(0, 8 - used_); }

  void append_to(std::vector<char>& stream) {
    bits(1, 1).align();
    for (const char byte : {0, 0, 0, 1}) stream.push_back(byte);
    int zeros = 0;
    for (const std::uint8_t byte : bytes_) {
      if (zeros == 2 && byte <= 3) {
        stream.push_back(3);
        zeros = 0;
      }
      stream.push_back(static_cast<char>(byte));
      zeros = byte == 0 ? zeros + 1 : 0;
    }
  }

 private:
  std::vector<std::uint8_t> bytes_;
  int used_ = 0;
};

void append_parameters(std::vector<char>& stream) {
  Unit sequence(0x67);
  sequence.bits(77, 8).bits(0, 8).bits(30, 8).number(0);  // Main profile, level 3
  sequence.number(0).number(2).number(1).bits(0,
                                              1);  // frame numbers of 4 bits; shown as stored; one reference
  sequence.number(kColumns - 1).number(kFieldRows - 1);
  sequence.bits(0, 1).bits(0, 1).bits(1, 1).bits(0, 1);  // fields or frames
  sequence.bits(1, 1).bits(0, 4).bits(1, 1).bits(1, 32).bits(50, 32).bits(1, 1).bits(
      0, 4);  // 50 fields a second
  sequence.append_to(stream);
  Unit picture(0x68);
  picture.number(0).number(0).bits(0, 2).number(0).number(0).number(0).bits(0, 3);
  picture.number(0).number(0).number(0).bits(0, 3);
  picture.append_to(stream);
}

void append_field(std::vector<char>& stream, int frame, int key_every, bool second) {
  const bool key = frame % key_every == 0 && !second;
  Unit slice(key ? 0x65 : 0x61);
  slice.number(0).number(second ? 5 : 7).number(0);
  slice.bits(static_cast<unsigned>(frame % key_every % 16), 4).bits(1, 1).bits(second ? 1 : 0, 1);
  if (key) slice.number(static_cast<unsigned>(frame / key_every % 2));
  if (second) slice.bits(0, 2);  // the default references
  slice.bits(0, key ? 2 : 1).number(0);
  if (second) {
    slice.number(kColumns * kFieldRows);  // all skipped: as the field before
  } else {
    for (int block = 0; block < kColumns * kFieldRows; ++block) {
      slice.number(25).align();  // plain samples
      const bool white = block < kColumns && (frame >> block & 1) != 0;
      for (int i = 0; i < 256; ++i) slice.bits(white ? 225 : 30, 8);
      for (int i = 0; i < 128; ++i) slice.bits(128, 8);
    }
  }
  slice.append_to(stream);
}

}  // namespace

std::vector<char> field_pictures(int frames, int key_every) {
  std::vector<char> stream;
  for (int frame = 0; frame < frames; ++frame) {
    if (frame % key_every == 0) append_parameters(stream);
    append_field(stream, frame, key_every, false);
    append_field(stream, frame, key_every, true);
  }
  return stream;
}

}  // namespace vp::test
