#include "support/fiber_block.h"

#include <cstdio>
#include <cstring>

namespace vp::test {
namespace {

constexpr std::size_t kStackBytes = 64 * 1024;
constexpr unsigned kLanes = 32;

const char* named(FiberBlock::Meeting meeting) {
  switch (meeting) {
    case FiberBlock::Meeting::Block:
      return "__syncthreads";
    case FiberBlock::Meeting::Shuffle:
      return "a warp's shuffle";
    case FiberBlock::Meeting::Vote:
      return "a warp's vote";
    case FiberBlock::Meeting::Warp:
      return "__syncwarp";
    case FiberBlock::Meeting::None:
      break;
  }
  return "nothing";
}

/// Saves where the caller stands and goes on where another one saved it; no system call, unlike swapcontext.
void jump(std::jmp_buf& from, std::jmp_buf& to) {
  if (_setjmp(from) == 0) _longjmp(to, 1);
}

void begin(std::jmp_buf& from, const ucontext_t& context) {
  if (_setjmp(from) == 0) setcontext(&context);
}

}  // namespace

void FiberBlock::enter(unsigned low, unsigned high) {
  const std::uintptr_t address = (static_cast<std::uintptr_t>(high) << 32) | low;
  reinterpret_cast<FiberBlock*>(address)->live();  // NOLINT: makecontext carries ints
}

/// A fiber is used again for the next block.
void FiberBlock::live() {
  for (;;) {
    (*body_)();
    fibers_[current_]->done = true;
    yield();
  }
}

/// To the next thread where it can go on, which is most of the time, else to the loop in run_block.
void FiberBlock::yield() {
  Fiber& from = *fibers_[current_];
  if (fault_.empty() && current_ + 1 < threads_) {
    Fiber& next = *fibers_[current_ + 1];
    if (next.begun && !next.done && next.waits == Meeting::None) {
      ++current_;
      return jump(from.place, next.place);
    }
  }
  jump(from.place, scheduler_);
}

void FiberBlock::resume(unsigned index) {
  current_ = index;
  Fiber& fiber = *fibers_[index];
  if (fiber.begun) return jump(scheduler_, fiber.place);
  fiber.begun = true;
  if (!fiber.stack) fiber.stack = std::make_unique<std::byte[]>(kStackBytes);
  getcontext(&fiber.context);
  fiber.context.uc_stack.ss_sp = fiber.stack.get();
  fiber.context.uc_stack.ss_size = kStackBytes;
  fiber.context.uc_link = nullptr;
  const auto address = reinterpret_cast<std::uintptr_t>(this);
  makecontext(&fiber.context, reinterpret_cast<void (*)()>(&FiberBlock::enter), 2,
              static_cast<unsigned>(address), static_cast<unsigned>(address >> 32));
  begin(scheduler_, fiber.context);
}

void FiberBlock::run(Extent3 grid, Extent3 block, std::size_t dynamic_shared_bytes,
                     const std::function<void()>& body, std::vector<std::string>& faults) {
  threads_ = block.count();
  grid_extent_ = grid;
  block_extent_ = block;
  fault_.clear();
  if (threads_ == 0 || threads_ > 1024 || threads_ % kLanes != 0 || grid.count() == 0 || grid.y > 65535 ||
      grid.z > 65535 || dynamic_shared_bytes > 48 * 1024) {
    char text[160];
    std::snprintf(text, sizeof text, "a grid of %u x %u x %u blocks of %u threads with %zu bytes cannot run",
                  grid.x, grid.y, grid.z, threads_, dynamic_shared_bytes);
    faults.emplace_back(text);
    return;
  }
  while (fibers_.size() < threads_) fibers_.push_back(std::make_unique<Fiber>());
  warp_epochs_.assign(threads_ / kLanes, 1);
  waiting_lanes_.assign(threads_ / kLanes, 0);
  dynamic_.resize(dynamic_shared_bytes);
  running_block() = this;
  for (unsigned z = 0; z < grid.z && fault_.empty(); ++z)
    for (unsigned y = 0; y < grid.y && fault_.empty(); ++y)
      for (unsigned x = 0; x < grid.x && fault_.empty(); ++x) {
        block_index_ = {x, y, z};
        run_block(body);
      }
  running_block() = nullptr;
  if (fault_.empty()) return;
  faults.push_back(fault_);
  for (const auto& fiber : fibers_) fiber->begun = false;  // they stand somewhere in the kernel
}

void FiberBlock::run_block(const std::function<void()>& body) {
  ++serial_;
  body_ = &body;
  ++epoch_;
  std::memset(dynamic_.data(), 0xff, dynamic_.size());
  dynamic_trace_.assign((dynamic_.size() + 1) / 2, {});
  for (unsigned i = 0; i < threads_; ++i) {
    Fiber& fiber = *fibers_[i];
    fiber.thread = {i % block_extent_.x, i / block_extent_.x % block_extent_.y,
                    i / (block_extent_.x * block_extent_.y)};
    fiber.waits = Meeting::None;
    fiber.done = false;
  }
  for (;;) {
    bool ran = false, left = false;
    for (unsigned i = 0; i < threads_; ++i) {
      const Fiber& fiber = *fibers_[i];
      if (fiber.done) continue;
      left = true;
      if (fiber.waits != Meeting::None) continue;
      ran = true;
      resume(i);
      if (!fault_.empty()) return;
    }
    if (!left) return;
    if (!ran && !release_block()) return explain_standstill();
  }
}

/// Opens the barrier at which every thread of the block stands.
bool FiberBlock::release_block() {
  const Fiber& first = *fibers_[0];
  for (unsigned i = 0; i < threads_; ++i) {
    const Fiber& fiber = *fibers_[i];
    if (fiber.done || fiber.waits != Meeting::Block) return false;
    if (fiber.line != first.line || std::strcmp(fiber.file, first.file) != 0) return false;
  }
  for (unsigned i = 0; i < threads_; ++i) fibers_[i]->waits = Meeting::None;
  ++epoch_;
  return true;
}

void FiberBlock::explain_standstill() {
  // The two threads that wait for each other: the first that waits, and the first that is elsewhere.
  const auto place = [this](unsigned i) {
    const Fiber& fiber = *fibers_[i];
    char text[300];
    if (fiber.done)
      std::snprintf(text, sizeof text, "thread %u has ended", i);
    else
      std::snprintf(text, sizeof text, "thread %u waits at %s (%s:%u)", i, named(fiber.waits), fiber.file,
                    fiber.line);
    return std::string(text);
  };
  unsigned waiting = 0;
  while (fibers_[waiting]->done) ++waiting;
  const Fiber& one = *fibers_[waiting];
  unsigned other = 0;
  while (other < threads_) {
    const Fiber& fiber = *fibers_[other];
    if (fiber.done || fiber.waits != one.waits || fiber.line != one.line) break;
    ++other;
  }
  fault_ = "a barrier that not all threads reach: " + place(waiting) + ", " +
           (other < threads_ ? place(other) : "the others of its mask are no threads of this block");
}

void FiberBlock::wait_for_block(const std::source_location& where) {
  Fiber& fiber = *fibers_[current_];
  fiber.waits = Meeting::Block;
  fiber.file = where.file_name();
  fiber.line = where.line();
  yield();
}

std::uint64_t FiberBlock::meet_in_warp(Meeting what, unsigned mask, std::uint64_t value, unsigned source,
                                       const std::source_location& where) {
  const unsigned lane = current_ % kLanes;
  if ((mask >> lane & 1) == 0) fail("a lane calls with a mask that it is not in");
  if (what == Meeting::Shuffle && (mask >> source & 1) == 0)
    fail("a shuffle reads from a lane that takes no part in it");
  Fiber& fiber = *fibers_[current_];
  fiber.waits = what;
  fiber.file = where.file_name();
  fiber.line = where.line();
  fiber.mask = mask;
  fiber.source = source;
  fiber.value = value;
  unsigned& waiting = waiting_lanes_[current_ / kLanes];
  waiting |= 1U << lane;
  if ((waiting & mask) != mask || !release_warp(current_ / kLanes, mask)) yield();
  return fiber.result;
}

/// Gives the lanes of the mask what they met for, when the last of them has come.
bool FiberBlock::release_warp(unsigned warp, unsigned mask) {
  const Fiber& last = *fibers_[current_];
  const unsigned first = warp * kLanes;
  std::uint64_t votes = 0;
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((mask >> lane & 1) == 0) continue;
    const Fiber& fiber = *fibers_[first + lane];
    if (fiber.done || fiber.waits != last.waits || fiber.mask != mask || fiber.line != last.line)
      return false;
    votes |= static_cast<std::uint64_t>(fiber.value != 0) << lane;
  }
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if ((mask >> lane & 1) == 0) continue;
    Fiber& fiber = *fibers_[first + lane];
    fiber.result = fiber.waits == Meeting::Vote ? votes : fibers_[first + fiber.source]->value;
  }
  // Only __syncwarp orders what lanes do to memory, and here only that of a whole warp.
  if (last.waits == Meeting::Warp && mask == 0xffffffffU) ++warp_epochs_[warp];
  for (unsigned lane = 0; lane < kLanes; ++lane)
    if ((mask >> lane & 1) != 0) fibers_[first + lane]->waits = Meeting::None;
  waiting_lanes_[warp] &= ~mask;
  return true;
}

void FiberBlock::fail(const char* what, const char* name, std::size_t index, unsigned other) {
  char text[300];
  const Extent3& block = block_index_;
  std::snprintf(text, sizeof text, "block (%u, %u, %u), thread %u: %s", block.x, block.y, block.z, current_,
                what);
  fault_ = text;
  if (name[0] != '\0') {
    std::snprintf(text, sizeof text, " (%s[%zu]; thread %u)", name, index, other);
    fault_ += text;
  }
  for (;;) yield();
}

bool FiberBlock::in_my_warp_before(std::uint16_t other, std::uint32_t warp_epoch) const {
  return other / kLanes == current_ / kLanes && warp_epoch < warp_epochs_[current_ / kLanes];
}

void FiberBlock::note_read(SharedTrace* traces, std::size_t bytes, const char* name, std::size_t index) {
  const unsigned warp = current_ / kLanes;
  for (std::size_t i = 0; i < (bytes + 1) / 2; ++i) {
    SharedTrace& trace = traces[i];
    if (trace.write_epoch == 0) fail("reads shared memory that nobody wrote", name, index, current_);
    if (trace.write_epoch == epoch_ && trace.writer != current_ &&
        !in_my_warp_before(trace.writer, trace.write_warp_epoch))
      fail("reads what another thread writes with no barrier between", name, index, trace.writer);
    if (trace.read_epoch != epoch_) {
      trace.read_epoch = epoch_;
      trace.reading_warps = 0;
    }
    const std::uint32_t warp_epoch = warp_epochs_[warp];
    if (trace.reading_warps == 0 || trace.reading_warp != warp || trace.read_warp_epoch != warp_epoch)
      trace.reading_lanes = 0;
    trace.reading_warps |= 1U << warp;
    trace.reading_warp = static_cast<std::uint16_t>(warp);
    trace.read_warp_epoch = warp_epoch;
    trace.reading_lanes |= 1U << current_ % kLanes;
  }
}

void FiberBlock::note_write(SharedTrace* traces, std::size_t bytes, const char* name, std::size_t index) {
  const unsigned warp = current_ / kLanes;
  for (std::size_t i = 0; i < (bytes + 1) / 2; ++i) {
    SharedTrace& trace = traces[i];
    if (trace.write_epoch == epoch_ && trace.writer != current_ &&
        !in_my_warp_before(trace.writer, trace.write_warp_epoch))
      fail("writes what another thread writes with no barrier between", name, index, trace.writer);
    if (trace.read_epoch == epoch_) {
      const bool by_other_warp = (trace.reading_warps & ~(1U << warp)) != 0;
      const bool by_other_lane = trace.reading_warp == warp && trace.read_warp_epoch == warp_epochs_[warp] &&
                                 (trace.reading_lanes & ~(1U << current_ % kLanes)) != 0;
      if (by_other_warp || by_other_lane)
        fail("writes what another thread reads with no barrier between", name, index,
             by_other_warp ? trace.reading_warp * kLanes
                           : warp * kLanes + static_cast<unsigned>(__builtin_ctz(
                                                 trace.reading_lanes & ~(1U << current_ % kLanes))));
    }
    trace.write_epoch = epoch_;
    trace.write_warp_epoch = warp_epochs_[warp];
    trace.writer = static_cast<std::uint16_t>(current_);
  }
}

}  // namespace vp::test
