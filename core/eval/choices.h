#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eval/prediction.h"

namespace vp::eval {

/// "A" for place 0; `place` is below 26.
std::string letter_of(std::size_t place);

/// What the model is asked: the question; of a multiple choice with an option a line behind its letter, and
/// the request to answer with a letter.
std::string asked_text(const Question& question);

/// The option that an answer names: by its letter ("B", "(b)", "B. The red one", "The answer is B."), or by
/// its text alone. Nothing where it names none, or several ("A or B"). An article is no letter: "A man runs"
/// names option A only where that is its text.
std::optional<std::size_t> read_choice(std::string_view answer, std::span<const std::string> options);

}  // namespace vp::eval
