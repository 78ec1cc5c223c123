#pragma once

#include <QString>
#include <optional>
#include <vector>

namespace vp::ui {

/// The sentences of core that users meet most, with %1, %2 … where a name or a number stands. They are
/// English; the window says them in the language in use.
std::vector<const char*> core_sentences();

/// One of core_sentences() with what stands in it, in the language in use; nothing for any other sentence.
std::optional<QString> in_own_language(const QString& sentence);

}  // namespace vp::ui
