#include "judge/judge_verdict.h"

#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace vp::judge {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr int kHighest = 5;

struct Literal {
  enum class Kind { Text, Number, Other } kind = Kind::Other;
  std::string text;  ///< of a number as it was written
  double number = 0;
};
using Dict = std::vector<std::pair<std::string, Literal>>;

/// A flat dict of Python or object of JSON: texts in either quotes, numbers, and the words of both languages.
class DictReader {
 public:
  explicit DictReader(std::string_view text) : text_(text) {}

  /// Nothing where it is not such a dict. `end`: behind its bracket.
  std::optional<Dict> read(std::size_t& end) {
    Dict dict;
    if (!take('{')) return std::nullopt;
    while (!take('}')) {
      const std::optional<Literal> key = literal();
      if (!key || key->kind != Literal::Kind::Text || !take(':')) return std::nullopt;
      const std::optional<Literal> value = literal();
      if (!value) return std::nullopt;
      dict.emplace_back(key->text, *value);
      if (take(',')) continue;
      if (!take('}')) return std::nullopt;
      break;
    }
    end = at_;
    return dict;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && kBlanks.find(text_[at_]) != std::string_view::npos) ++at_;
  }
  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  std::optional<Literal> literal() {
    skip_blanks();
    if (at_ == text_.size()) return std::nullopt;
    const char c = text_[at_];
    if (c == '"' || c == '\'') return quoted(c);
    const std::size_t begin = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '.' || text_[at_] == '-' || text_[at_] == '+'))
      ++at_;
    const std::string word(text_.substr(begin, at_ - begin));
    if (word.empty()) return std::nullopt;
    Literal value;
    value.text = word;
    const char* first = word.data() + (word[0] == '+' ? 1 : 0);
    const auto [rest, error] = std::from_chars(first, word.data() + word.size(), value.number);
    if (error == std::errc() && rest == word.data() + word.size() && std::isfinite(value.number))
      value.kind = Literal::Kind::Number;
    else if (word != "true" && word != "false" && word != "null" && word != "True" && word != "False" &&
             word != "None")
      return std::nullopt;
    return value;
  }
  std::optional<Literal> quoted(char quote) {
    Literal value;
    value.kind = Literal::Kind::Text;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        ++at_;
        return value;
      }
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      value.text += text_[at_];
    }
    return std::nullopt;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

const Literal* find(const Dict& dict, std::string_view name) {
  const Literal* found = nullptr;
  for (const auto& [key, value] : dict)
    if (base::lower_case(key) == name) found = &value;
  return found;
}

std::optional<double> number_of(const Literal& value) {
  if (value.kind == Literal::Kind::Number) return value.number;
  if (value.kind != Literal::Kind::Text) return std::nullopt;
  const std::size_t begin = value.text.find_first_not_of(kBlanks);
  if (begin == std::string::npos) return std::nullopt;
  double number = 0;
  const char* last = value.text.data() + value.text.find_last_not_of(kBlanks) + 1;
  const auto [rest, error] = std::from_chars(value.text.data() + begin, last, number);
  // "4/5" is a score out of five.
  if (error != std::errc() ||
      (rest != last && std::string_view(rest, static_cast<std::size_t>(last - rest)) != "/5"))
    return std::nullopt;
  return number;
}

bool set_score(Verdict& verdict, std::optional<double> number) {
  if (!number || !(*number >= 0 && *number <= kHighest)) return false;
  verdict.score = static_cast<int>(std::lround(*number));
  verdict.rounded = static_cast<double>(verdict.score) != *number;
  return true;
}

/// "yes", "no", "Yes.": nothing where it is neither or both.
std::optional<bool> yes_or_no(std::string_view text) {
  const std::string lower = base::lower_case(std::string(text));
  bool yes = false, no = false;
  std::string word;
  for (std::size_t i = 0; i <= lower.size(); ++i) {
    if (i < lower.size() && lower[i] >= 'a' && lower[i] <= 'z') {
      word += lower[i];
      continue;
    }
    yes = yes || word == "yes";
    no = no || word == "no";
    word.clear();
  }
  if (yes == no) return std::nullopt;
  return yes;
}

std::optional<Verdict> verdict_of(JudgeKind kind, const Dict& dict) {
  Verdict verdict;
  const Literal* score = find(dict, "score");
  if (score == nullptr || !set_score(verdict, number_of(*score))) return std::nullopt;
  if (kind != JudgeKind::Qa) return verdict;
  const Literal* pred = find(dict, "pred");
  if (pred == nullptr) return std::nullopt;
  std::optional<bool> yes = yes_or_no(pred->text);
  if (pred->kind == Literal::Kind::Other) {
    if (pred->text == "true" || pred->text == "True") yes = true;
    if (pred->text == "false" || pred->text == "False") yes = false;
  }
  if (!yes) return std::nullopt;
  verdict.yes = *yes;
  return verdict;
}

/// The numbers from 0 to 5 that stand alone in a text.
std::vector<double> numbers_in(std::string_view text) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) {
      ++i;
      continue;
    }
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data() + i, text.data() + text.size(), number);
    const bool out_of_five = i >= 1 && text[i - 1] == '/' && number == kHighest;
    const bool alone =
        i == 0 || (std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0 && text[i - 1] != '-');
    if (error == std::errc() && alone && !out_of_five) numbers.push_back(number);
    i = static_cast<std::size_t>(rest - text.data());
  }
  return numbers;
}

}  // namespace

std::optional<Verdict> read_verdict(JudgeKind kind, std::string_view reply) {
  for (std::size_t at = reply.find('{'); at != std::string_view::npos; at = reply.find('{', at + 1)) {
    std::size_t end = 0;
    const std::optional<Dict> dict = DictReader(reply.substr(at)).read(end);
    if (dict && !dict->empty()) return verdict_of(kind, *dict);
  }
  // A dict that is broken holds the same words as a sentence.
  const std::vector<double> numbers = numbers_in(reply);
  Verdict verdict;
  if (numbers.size() != 1 || !set_score(verdict, numbers.front())) return std::nullopt;
  if (kind != JudgeKind::Qa) return verdict;
  const std::optional<bool> yes = yes_or_no(reply);
  if (!yes) return std::nullopt;
  verdict.yes = *yes;
  return verdict;
}

std::optional<PublishedReply> read_as_published(std::string_view reply) {
  // ast.literal_eval() strips blanks in front, and Python words are no JSON words.
  const std::size_t begin = reply.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return std::nullopt;
  std::size_t end = 0;
  const std::optional<Dict> dict = DictReader(reply.substr(begin)).read(end);
  if (!dict || reply.find_first_not_of(kBlanks, begin + end) != std::string_view::npos) return std::nullopt;
  PublishedReply published;
  for (const auto& [key, value] : *dict) {
    if (value.kind == Literal::Kind::Other &&
        (value.text == "true" || value.text == "false" || value.text == "null"))
      return std::nullopt;
    if (key == "pred" && value.kind == Literal::Kind::Text) {
      published.pred = base::lower_case(value.text);
      published.has_pred = true;
    }
    if (key != "score") continue;
    published.score.reset();
    if (value.kind == Literal::Kind::Number && std::abs(value.number) < 1e9)
      published.score = static_cast<int>(value.number);  // int(4.8) is 4
    int whole = 0;
    const auto [rest, error] =
        std::from_chars(value.text.data(), value.text.data() + value.text.size(), whole);
    // int("4") is 4, int("4.8") raises an error.
    if (value.kind == Literal::Kind::Text && error == std::errc() &&
        rest == value.text.data() + value.text.size())
      published.score = whole;
  }
  return published;
}

}  // namespace vp::judge
