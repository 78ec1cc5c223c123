#pragma once

#include <QPalette>
#include <QString>
#include <vector>

#include "engine/interventions.h"

class QTextEdit;

namespace vp::ui {

/// The ground of a token whose log-probability changed: orange for less, blue for more, deepest from
/// kDeepestChange on. Both can be told apart by the colour-blind.
inline constexpr double kDeepestChange = 2;
QColor change_colour(const QPalette& palette, double change);

/// A change or log-probability with its sign and three places, in the user's number format.
QString signed_number(double value);

/// What stands for a token: its text, with signs for line breaks, the end and parts of a character.
QString shown_token(const engine::AnswerToken& token);

/// Writes the tokens into `display`, each on the ground of its change and with a tool tip of its numbers.
/// `changed`: their log-probabilities now; empty for the unchanged answer itself.
void show_tokens(QTextEdit& display, const std::vector<engine::AnswerToken>& tokens,
                 const std::vector<float>& changed);

}  // namespace vp::ui
