#include "eval/answer_normalisation.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace vp::eval {
namespace {

constexpr std::array<std::string_view, 20> kSmallNumbers{
    "zero",     "one",     "two",     "three",     "four",     "five",    "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
constexpr std::array<std::string_view, 8> kTens{"twenty", "thirty",  "forty",  "fifty",
                                                "sixty",  "seventy", "eighty", "ninety"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_character(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view answer) {
  std::vector<std::string> words;
  std::string word;
  for (std::size_t i = 0; i < answer.size(); ++i) {
    const char c =
        answer[i] >= 'A' && answer[i] <= 'Z' ? static_cast<char>(answer[i] - 'A' + 'a') : answer[i];
    const bool between_digits =
        i > 0 && i + 1 < answer.size() && is_digit(answer[i - 1]) && is_digit(answer[i + 1]);
    if (is_word_character(c) || (c == '.' && between_digits)) {
      word += c;
    } else if (c == '\'' || (c == ',' && between_digits)) {
      continue;  // "it's" is one word, "1,000" one number
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

template <std::size_t n>
std::optional<int> place_in(const std::array<std::string_view, n>& list, std::string_view word) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? std::nullopt : std::optional<int>(static_cast<int>(found - list.begin()));
}

/// The number that begins at word `at`, which is moved to its last word.
std::optional<int> number_at(const std::vector<std::string>& words, std::size_t& at) {
  if (const std::optional<int> small = place_in(kSmallNumbers, words[at])) return small;
  const std::optional<int> tens = place_in(kTens, words[at]);
  if (!tens) return std::nullopt;
  const int value = 20 + 10 * *tens;
  if (at + 1 == words.size()) return value;
  const std::optional<int> units = place_in(kSmallNumbers, words[at + 1]);
  if (!units || *units < 1 || *units > 9) return value;
  ++at;
  return value + *units;
}

bool is_article(std::string_view word) {
  return word == "a" || word == "an" || word == "the";
}

}  // namespace

std::string normalised(std::string_view answer) {
  const std::vector<std::string> words = words_of(answer);
  const bool only_articles = std::all_of(words.begin(), words.end(), is_article);
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_article(words[i]) && !only_articles) continue;
    if (!text.empty()) text += ' ';
    const std::optional<int> number = number_at(words, i);
    text += number ? std::to_string(*number) : words[i];
  }
  return text;
}

}  // namespace vp::eval
