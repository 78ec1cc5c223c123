#pragma once

#include <string>

#include "reproduce/reproduction.h"

namespace vp::cli {

/// The paper's figures and those that were measured, below one another, and what is missing.
std::string reproduction_text(const reproduce::Reproduction& result);
std::string reproduction_json(const reproduce::Reproduction& result);

}  // namespace vp::cli
