#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace vp::checkpoint {

/// Parts of STAB that are left out: those that a checkpoint was trained without (the paper's ablation, spec
/// section 8; "ablation" in config.json), and those that are switched off while a whole model answers (an
/// intervention, which is another thing: the rest of the model was trained to have the part).
struct Ablation {
  bool lste = false;   ///< z = e; the dense connection stays, so LSD gets 2e
  bool gstra = false;  ///< the context token is proj(f): α counts as 1
  bool fsra = false;  ///< the context token is proj(c): α counts as 0; with `gstra` there is no context token
  bool row = false;   ///< no row-split tokens
  bool lsd = false;   ///< a window's token is its mean: average pooling

  bool any() const { return *this != Ablation{}; }
  /// What is left out in either.
  Ablation operator|(const Ablation& other) const;
  bool operator==(const Ablation&) const = default;
};

/// A part's name in config.json and on the command line, and its switch.
struct AblationPart {
  std::string_view name;
  bool Ablation::*left_out;
};
inline constexpr std::array<AblationPart, 5> kAblationParts{{{"fsra", &Ablation::fsra},
                                                             {"gstra", &Ablation::gstra},
                                                             {"lste", &Ablation::lste},
                                                             {"row", &Ablation::row},
                                                             {"lsd", &Ablation::lsd}}};

/// The part of this name, or null.
const AblationPart* find_part(std::string_view name);
/// The names of what is left out, in the order of kAblationParts.
std::vector<std::string> names_of(const Ablation& ablation);
/// "fsra, gstra, lste, row, lsd"
std::string part_names();

}  // namespace vp::checkpoint
