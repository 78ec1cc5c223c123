#include "text/bpe_encoder.h"

#include <algorithm>
#include <cstddef>
#include <queue>

#include "text/utf8.h"

namespace vp::text {
namespace {

constexpr std::string_view kSpaceSymbol = "\xE2\x96\x81";  // U+2581
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// A piece of the text between its neighbours; empty once it was merged into the left one.
struct Symbol {
  std::string_view piece;
  std::size_t previous = kNone;
  std::size_t next = kNone;
  bool frozen = false;  ///< a user-defined piece is never merged
};

/// Two neighbours that could become one piece.
struct Merge {
  float score = 0;
  std::size_t left = 0;
  std::size_t right = 0;
  std::size_t size = 0;  ///< bytes of both; another size now means that one of them has changed since

  /// Whether `other` comes first.
  bool operator<(const Merge& other) const {
    return score < other.score || (score == other.score && left > other.left);
  }
};

}  // namespace

BpeEncoder::BpeEncoder(SentencePieceFile model) : model_(std::move(model)) {
  std::vector<std::int64_t> bytes;
  for (std::size_t i = 0; i < model_.pieces.size(); ++i) {
    const Piece& piece = model_.pieces[i];
    const auto id = static_cast<std::int64_t>(i);
    switch (piece.type) {
      case Piece::Type::UserDefined:
        user_defined_.emplace_back(piece.text);
        [[fallthrough]];
      case Piece::Type::Normal:
      case Piece::Type::Unused:
        normal_.emplace(piece.text, id);
        break;
      case Piece::Type::Unknown:
        unknown_ = id;
        [[fallthrough]];
      case Piece::Type::Control:
      case Piece::Type::Byte:
        reserved_.emplace(piece.text, id);
        break;
    }
  }
  std::sort(user_defined_.begin(), user_defined_.end());
  if (!model_.byte_fallback) return;
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (std::size_t byte = 0; byte < 256; ++byte)
    byte_ids_.push_back(id_of(std::string("<0x") + kHex[byte >> 4] + kHex[byte & 15] + '>'));
}

std::int64_t BpeEncoder::id_of(std::string_view piece) const {
  if (const auto found = reserved_.find(piece); found != reserved_.end()) return found->second;
  const auto found = normal_.find(piece);
  return found == normal_.end() ? unknown_ : found->second;
}

std::string BpeEncoder::normalised(std::string_view text, bool prefix_space) const {
  const std::string_view space = model_.escape_whitespaces ? kSpaceSymbol : std::string_view(" ");
  const bool squeeze = model_.remove_extra_whitespaces;
  if (squeeze) text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  if (text.empty()) return {};
  std::string out;
  if (model_.add_dummy_prefix && prefix_space) out += space;
  bool after_space = squeeze;
  for (const char c : text) {
    if (c == ' ' && after_space) continue;
    if (c == ' ')
      out += space;
    else
      out += c;
    after_space = squeeze && c == ' ';
  }
  while (squeeze && out.ends_with(space)) out.resize(out.size() - space.size());
  return out;
}

std::size_t BpeEncoder::user_defined_prefix(std::string_view text) const {
  // Byte by byte, only those that begin with the text so far: trying every length that a piece has would
  // take a vocabulary's thousands of them for each character.
  auto first = user_defined_.begin(), last = user_defined_.end();
  std::size_t longest = 0;
  for (std::size_t length = 0; length < text.size() && first != last; ++length) {
    const auto byte = static_cast<unsigned char>(text[length]);
    // Those that end here stand before those that go on.
    first = std::partition_point(first, last, [&](std::string_view piece) {
      return piece.size() <= length || static_cast<unsigned char>(piece[length]) < byte;
    });
    last = std::partition_point(first, last, [&](std::string_view piece) {
      return static_cast<unsigned char>(piece[length]) == byte;
    });
    if (first != last && first->size() == length + 1) longest = length + 1;
  }
  return longest;
}

std::vector<std::string_view> BpeEncoder::merged(std::string_view text, bool unscored,
                                                 Origins& origins) const {
  std::vector<Symbol> symbols;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t defined = user_defined_prefix(text.substr(at));
    const std::size_t length = defined > 0 ? defined : next_utf8(text.substr(at)).length;
    symbols.push_back({text.substr(at, length), symbols.size() - 1, symbols.size() + 1, defined > 0});
    at += length;
  }
  if (symbols.empty()) return {};
  symbols.front().previous = kNone;
  symbols.back().next = kNone;

  std::priority_queue<Merge> merges;
  const auto consider = [&](std::size_t left, std::size_t right) {
    if (left == kNone || right == kNone || symbols[left].frozen || symbols[right].frozen) return;
    // Neighbours lie side by side in the text, so their union is a view too.
    const std::string_view both(symbols[left].piece.data(),
                                symbols[left].piece.size() + symbols[right].piece.size());
    const auto found = normal_.find(both);
    if (found == normal_.end()) return;
    const Piece& piece = model_.pieces[static_cast<std::size_t>(found->second)];
    if (piece.score == 0 && !unscored) return;
    merges.push({piece.score, left, right, both.size()});
    if (piece.type == Piece::Type::Unused) origins[both] = {symbols[left].piece, symbols[right].piece};
  };
  for (std::size_t i = 1; i < symbols.size(); ++i) consider(i - 1, i);
  while (!merges.empty()) {
    const Merge merge = merges.top();
    merges.pop();
    Symbol& left = symbols[merge.left];
    Symbol& right = symbols[merge.right];
    if (left.piece.empty() || right.piece.empty() || left.piece.size() + right.piece.size() != merge.size)
      continue;
    left.piece = {left.piece.data(), merge.size};
    right.piece = {};
    left.next = right.next;
    if (right.next != kNone) symbols[right.next].previous = merge.left;
    consider(left.previous, merge.left);
    consider(merge.left, left.next);
  }
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i != kNone; i = symbols[i].next) pieces.push_back(symbols[i].piece);
  return pieces;
}

std::vector<std::int64_t> BpeEncoder::encode(std::string_view text, const EncodingRule& rule) const {
  const std::string normal = normalised(text, rule.prefix_space);
  Origins origins;
  std::vector<std::string_view> pieces = merged(normal, rule.merges_unscored, origins);
  std::reverse(pieces.begin(), pieces.end());  // the next one to look at is the last
  std::vector<std::int64_t> ids;
  bool after_unknown = false;
  while (!pieces.empty()) {
    const std::string_view piece = pieces.back();
    pieces.pop_back();
    const std::int64_t id = id_of(piece);
    if (model_.pieces[static_cast<std::size_t>(id)].type == Piece::Type::Unused) {
      if (const auto origin = origins.find(piece); origin != origins.end()) {
        pieces.push_back(origin->second.second);
        pieces.push_back(origin->second.first);
        continue;
      }
    }
    const bool unknown = id == unknown_;
    if (unknown && !byte_ids_.empty()) {
      for (const char byte : piece) ids.push_back(byte_ids_[static_cast<unsigned char>(byte)]);
    } else if (!(unknown && after_unknown)) {
      // A run of unknown characters is one unknown token.
      ids.push_back(id);
    }
    after_unknown = unknown;
  }
  return ids;
}

}  // namespace vp::text
