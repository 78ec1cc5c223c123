#include "library/words_around.h"

#include <algorithm>

#include "library/database.h"

namespace vp::library {
namespace {

/// Of an excerpt what stands in the text itself.
std::string_view without_ellipses(std::string_view excerpt) {
  constexpr std::string_view kEllipsis = "…";
  if (excerpt.starts_with(kEllipsis)) excerpt.remove_prefix(kEllipsis.size());
  if (excerpt.ends_with(kEllipsis)) excerpt.remove_suffix(kEllipsis.size());
  return excerpt;
}

}  // namespace

std::string words_around(const Database& database, std::span<const SearchTerm> terms, std::int64_t session,
                         std::string_view title) {
  const auto indexed =
      std::find_if(terms.begin(), terms.end(), [](const SearchTerm& term) { return term.plain; });
  if (indexed == terms.end()) return {};
  Statement around(
      database,
      "SELECT snippet(turn_text, -1, '', '', '…', 12) FROM turn_text JOIN turn ON turn.id = "
      "turn_text.rowid WHERE turn_text MATCH ?1 AND turn.session = ?2 ORDER BY turn.place LIMIT 1");
  around.bind(1, std::string_view(indexed->words)).bind(2, session);
  if (!around.step()) return {};
  const std::string text = around.text(0);
  return title.find(without_ellipses(text)) == std::string_view::npos ? text : std::string();
}

}  // namespace vp::library
