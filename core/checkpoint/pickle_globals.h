#pragma once

#include <optional>
#include <string_view>

#include "checkpoint/pickle.h"

namespace vp::checkpoint {

/// What "MODULE.NAME" means in a pickle of tensors; nothing for every name that is not allowed there.
std::optional<PickleGlobal> find_pickle_global(std::string_view module, std::string_view name);

}  // namespace vp::checkpoint
