#pragma once

#include <utility>

#include "base/error.h"

namespace vp::base {

/// A GPU failed: nothing that lies on it can be used any more. What is loaded again may work.
class DeviceLost : public Error {
 public:
  explicit DeviceLost(Message message) : Error(ErrorCode::Device, std::move(message)) {}
};

}  // namespace vp::base
