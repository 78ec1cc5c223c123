#include "eval/choices.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/ascii.h"
#include "eval/answer_normalisation.h"

namespace vp::eval {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A letter that stands alone, with what stands around it.
struct Standalone {
  std::size_t place = 0;  ///< of the option
  std::size_t end = 0;    ///< behind the letter
  bool is_marked =
      false;  ///< in brackets, stars or quotes, before a dot, a colon or a bracket, or the last thing
  bool is_capital = false;
};

std::vector<Standalone> standalone_letters(std::string_view text, std::size_t options) {
  std::vector<Standalone> found;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char lower = base::lower_case(std::string(1, text[i]))[0];
    if (lower < 'a' || lower >= static_cast<char>('a' + options)) continue;
    if (i > 0 && (is_letter_or_digit(text[i - 1]) || text[i - 1] == '\'')) continue;
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (is_letter_or_digit(next) || next == '\'' || next == '-') continue;
    Standalone letter;
    letter.place = static_cast<std::size_t>(lower - 'a');
    letter.end = i + 1;
    letter.is_capital = text[i] != lower;
    letter.is_marked =
        next == '\0' || next == '\n' || std::string_view(".):*,;\"!").find(next) != std::string_view::npos;
    found.push_back(letter);
  }
  return found;
}

/// Whether nothing but words that introduce an answer stands in `before`.
bool only_introduces(std::string_view before) {
  constexpr std::string_view kWords[] = {"the",   "answer", "is",     "option", "choice", "correct",
                                         "right", "best",   "letter", "my",     "final",  "would",
                                         "be",    "it",     "s",      "i",      "think",  "believe"};
  std::string word;
  for (std::size_t i = 0; i <= before.size(); ++i) {
    const char c = i < before.size() ? base::lower_case(std::string(1, before[i]))[0] : ' ';
    if (is_letter_or_digit(c)) {
      word += c;
      continue;
    }
    if (!word.empty() && std::find(std::begin(kWords), std::end(kWords), word) == std::end(kWords))
      return false;
    word.clear();
  }
  return true;
}

std::optional<std::size_t> by_letter(std::string_view answer, std::span<const std::string> options) {
  const std::vector<Standalone> letters = standalone_letters(answer, options.size());
  std::optional<Standalone> first;
  for (const Standalone& letter : letters) {
    const std::string_view rest = answer.substr(letter.end);
    // "A man", "i think": words, unless the option's own text follows.
    const bool may_be_word = letter.place == 0 || letter.place == 'i' - 'a' || !letter.is_capital;
    const bool own_text = normalised(rest) == normalised(options[letter.place]);
    const bool names = letter.is_marked || own_text || !may_be_word;
    if (!names) continue;
    if (!first) {
      if (!only_introduces(answer.substr(0, letter.end - 1))) return std::nullopt;
      first = letter;
      if (own_text) return letter.place;
    } else if (letter.place != first->place) {
      // Another letter only speaks against the first one where it is said in its place: "A or B", "A, B".
      const std::string between = normalised(answer.substr(first->end, letter.end - 1 - first->end));
      if (between.empty() || between == "or" || between == "and") return std::nullopt;
    }
  }
  if (!first) return std::nullopt;
  // "A or B" where the B is followed by more words.
  return first->place;
}

std::string padded(const std::string& text) {
  return " " + text + " ";
}

std::optional<std::size_t> by_text(std::string_view answer, std::span<const std::string> options) {
  const std::string said = normalised(answer);
  if (said.empty()) return std::nullopt;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < options.size(); ++i)
    if (normalised(options[i]) == said) return i;
  // The longest one counts where one option's text holds another's.
  std::string longest;
  bool several = false;
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string text = normalised(options[i]);
    if (text.empty() || padded(said).find(padded(text)) == std::string::npos) continue;
    if (!found || padded(text).find(padded(longest)) != std::string::npos) {
      several = several && found.has_value() && padded(text).find(padded(longest)) == std::string::npos;
      found = i;
      longest = text;
    } else if (padded(longest).find(padded(text)) == std::string::npos) {
      several = true;
    }
  }
  return several ? std::nullopt : found;
}

}  // namespace

std::string letter_of(std::size_t place) {
  return std::string(1, static_cast<char>('A' + place));
}

std::string asked_text(const Question& question) {
  if (!question.is_choice()) return question.question;
  std::string text = question.question;
  for (std::size_t i = 0; i < question.options.size(); ++i)
    text += "\n" + letter_of(i) + ". " + question.options[i];
  return text + "\nAnswer with the letter of the right option.";
}

std::optional<std::size_t> read_choice(std::string_view answer, std::span<const std::string> options) {
  for (std::size_t i = 0; i < options.size(); ++i)
    if (const std::string text = normalised(options[i]); !text.empty() && text == normalised(answer)) {
      // A single letter is first of all a letter.
      if (text.size() > 1 || (text[0] >= '0' && text[0] <= '9')) return i;
    }
  if (const auto letter = by_letter(answer, options)) return letter;
  return by_text(answer, options);
}

}  // namespace vp::eval
