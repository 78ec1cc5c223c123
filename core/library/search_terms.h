#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vp::library {

/// A word to search for, as a full-text query and as a pattern of LIKE with the escape character \.
struct SearchTerm {
  std::string words;    ///< the word in quotes, as the beginning of a word
  std::string pattern;  ///< the word anywhere
  /// Letters a-z and digits alone: the full-text index finds it. It does not where words are written without
  /// spaces between them, as in Chinese, nor signs.
  bool plain = true;
};

/// The words of what a user typed; nothing in them is syntax. At most 16 count.
std::vector<SearchTerm> search_terms(std::string_view search);

}  // namespace vp::library
