#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "library/search_terms.h"

namespace vp::library {

class Database;

/// What stands in a session around the first of the words that the full-text index has; empty where there is
/// none, and where it stands in `title`, which shows it already.
std::string words_around(const Database& database, std::span<const SearchTerm> terms, std::int64_t session,
                         std::string_view title);

}  // namespace vp::library
