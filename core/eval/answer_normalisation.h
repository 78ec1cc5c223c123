#pragma once

#include <string>
#include <string_view>

namespace vp::eval {

/// An answer in the form in which two are compared: ASCII letters in lower case, no articles (a, an, the), no
/// punctuation except a decimal point, single blanks, number words as digits ("Twenty-one." → "21"). Articles
/// are kept where nothing else is left. Other characters than ASCII stay as they are.
std::string normalised(std::string_view answer);

}  // namespace vp::eval
