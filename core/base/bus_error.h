#pragma once

namespace vp::base {

/// From now on a page of a mapped file that cannot be read (the file was cut short by another program, or its
/// disk failed) ends the program with one sentence on standard error and ErrorCode::Checkpoint as its exit
/// code, instead of a bus error that says nothing. Other bus errors stay what they are. For the programs'
/// main(): whoever maps a file checks its size first, and what is lost later cannot be gone on without.
void explain_bus_errors();

}  // namespace vp::base
