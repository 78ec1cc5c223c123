#include "library/search_terms.h"

namespace vp::library {
namespace {

constexpr std::size_t kMostTerms = 16;
constexpr std::size_t kLongestTerm = 200;  // bytes

bool separates(char letter) {
  return static_cast<unsigned char>(letter) <= ' ' || letter == '\x7f';
}

bool is_plain(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9');
}

SearchTerm make_term(std::string_view word) {
  SearchTerm term;
  term.words = "\"";
  term.pattern = "%";
  for (const char letter : word) {
    term.words += letter;
    if (letter == '"') term.words += letter;
    if (letter == '%' || letter == '_' || letter == '\\') term.pattern += '\\';
    term.pattern += letter;
    term.plain = term.plain && is_plain(letter);
  }
  term.words += "\" *";
  term.pattern += '%';
  return term;
}

}  // namespace

std::vector<SearchTerm> search_terms(std::string_view search) {
  std::vector<SearchTerm> terms;
  std::size_t start = 0;
  while (start < search.size() && terms.size() < kMostTerms) {
    if (separates(search[start])) {
      ++start;
      continue;
    }
    std::size_t end = start;
    while (end < search.size() && !separates(search[end])) ++end;
    terms.push_back(make_term(search.substr(start, std::min(end - start, kLongestTerm))));
    start = end;
  }
  return terms;
}

}  // namespace vp::library
