#pragma once

// What this process may use of the machine. Without LibTorch.
#include <cstdint>
#include <string>

#include "base/message.h"

namespace vp::engine {

/// Processors that this process may run on, hyper-threads counted each.
int processor_count();

/// How many threads compute where `wanted` were asked for: one a physical core that this process may run on
/// for 0, and never more than there are processors for them. Threads that wait for each other's processor
/// take fifty times as long.
int usable_threads(int wanted);
/// One sentence for who asked for more than that; empty for who did not.
base::Message threads_notice(int wanted);

/// Lets the C library keep the pages of freed tensors for the next ones: each forward pass allocates and
/// frees the same sizes, and having the kernel clear fresh pages every time costs a tenth of the encoding.
void keep_freed_memory();

/// Cores that this process may run on, hyper-threads counted once.
int physical_cores();

/// Bytes that can still be taken without swapping; the address-space limit of the process counts too.
std::int64_t available_memory();

/// Bytes of memory that this process alone takes: mapped files, which others share and the system may drop,
/// are not among them. -1 where the system does not say.
std::int64_t private_memory();

/// Throws Error(Device) when the address-space limit of the process leaves too little for the buffers of
/// usable_threads(`threads`) threads: OpenBLAS tries for ever to get its own, and nothing could stop it.
void check_address_space(int threads);

/// "13.6 GB"
std::string bytes_text(std::int64_t bytes);

}  // namespace vp::engine
