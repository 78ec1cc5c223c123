// The threads of a CUDA block as fibers of one thread of the CPU: each runs until it waits for others. What a
// GPU answers with wrong numbers or a hang is found here and said: a barrier that not all threads reach, two
// threads at one word of shared memory with nothing between them, shared memory that nobody wrote.
#pragma once

#include <setjmp.h>
#include <ucontext.h>

#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <source_location>
#include <string>
#include <vector>

namespace vp::test {

struct Extent3 {
  unsigned x = 1, y = 1, z = 1;
  Extent3(unsigned x_ = 1, unsigned y_ = 1, unsigned z_ = 1) : x(x_), y(y_), z(z_) {}
  unsigned count() const { return x * y * z; }
};

/// Who touched two bytes of shared memory since the last barrier.
struct SharedTrace {
  std::uint32_t write_epoch = 0, read_epoch = 0;  ///< barriers of the block; 0: never
  std::uint32_t write_warp_epoch = 0, read_warp_epoch = 0;
  std::uint32_t reading_warps = 0, reading_lanes = 0;  ///< the lanes: of the last warp that read
  std::uint16_t writer = 0, reading_warp = 0;
};

/// Runs a grid of blocks, one after the other.
class FiberBlock {
 public:
  enum class Meeting { None, Block, Shuffle, Vote, Warp };

  /// Threads fill a block to warps of 32. What went wrong is appended to `faults`, and ends the grid.
  void run(Extent3 grid, Extent3 block, std::size_t dynamic_shared_bytes, const std::function<void()>& body,
           std::vector<std::string>& faults);

  /// Of the thread that runs.
  const Extent3& thread_index() const { return fibers_[current_]->thread; }
  const Extent3& block_index() const { return block_index_; }
  const Extent3& block_extent() const { return block_extent_; }
  const Extent3& grid_extent() const { return grid_extent_; }

  void wait_for_block(const std::source_location& where);
  /// A lane's part in what a warp does together. Shuffle: the value of lane `source`. Vote: a bit a lane
  /// whose value is not 0.
  std::uint64_t meet_in_warp(Meeting what, unsigned mask, std::uint64_t value, unsigned source,
                             const std::source_location& where);

  /// Counts blocks: static shared memory is another one in each.
  std::uint64_t serial() const { return serial_; }
  std::byte* dynamic_shared() { return dynamic_.data(); }
  std::size_t dynamic_shared_bytes() const { return dynamic_.size(); }
  SharedTrace* dynamic_trace() { return dynamic_trace_.data(); }

  void note_read(SharedTrace* traces, std::size_t bytes, const char* name, std::size_t index);
  void note_write(SharedTrace* traces, std::size_t bytes, const char* name, std::size_t index);
  /// Ends the grid with a fault.
  [[noreturn]] void fail(const char* what, const char* name = "", std::size_t index = 0, unsigned other = 0);

 private:
  struct Fiber {
    ucontext_t context;
    std::jmp_buf place;
    std::unique_ptr<std::byte[]> stack;
    Extent3 thread;
    Meeting waits = Meeting::None;
    const char* file = "";
    unsigned line = 0;
    unsigned mask = 0, source = 0;
    std::uint64_t value = 0, result = 0;
    bool begun = false, done = false;
  };

  static void enter(unsigned low, unsigned high);
  void live();
  void resume(unsigned index);
  void yield();
  void run_block(const std::function<void()>& body);
  bool release_block();
  bool release_warp(unsigned warp, unsigned mask);
  void explain_standstill();
  bool in_my_warp_before(std::uint16_t other, std::uint32_t warp_epoch) const;

  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::jmp_buf scheduler_;
  const std::function<void()>* body_ = nullptr;
  Extent3 grid_extent_, block_extent_, block_index_;
  unsigned current_ = 0, threads_ = 0;
  std::uint64_t serial_ = 0;
  std::uint32_t epoch_ = 1;
  std::vector<std::uint32_t> warp_epochs_;
  std::vector<unsigned> waiting_lanes_;  ///< of each warp, for its others
  std::vector<std::byte> dynamic_;
  std::vector<SharedTrace> dynamic_trace_;
  std::string fault_;
};

/// The block whose thread runs now; null between launches.
inline FiberBlock*& running_block() {
  static thread_local constinit FiberBlock* running = nullptr;
  return running;
}

}  // namespace vp::test
