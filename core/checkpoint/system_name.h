#pragma once

#include "base/message.h"
#include "checkpoint/model_config.h"

namespace vp::checkpoint {

/// The system's name, for people.
base::Message name_of(System system);

}  // namespace vp::checkpoint
