#pragma once

namespace vp::app {

/// Loads what computes: LibTorch, and everything of core that uses it. Must have returned before anything of
/// that is called; any thread may call it, as often as it likes. Takes half a second the first time. Throws
/// Error(Device).
void open_engine_library();

}  // namespace vp::app
