// What stands in for a GPU in the tests: what a block's threads do together, and that kernels with faults are
// caught instead of passing or hanging.
#include <QtTest>

#include "support/cuda_fibers.h"
// After the names that it is written with.
#include "kernels/cuda/device.cuh"

namespace vp::test {

class TestCudaFibers : public QObject {
  Q_OBJECT

  CUstream_st stream_;

  void run(unsigned threads, const std::function<void()>& kernel, std::size_t shared_bytes = 0) {
    launch(&stream_, {1}, {threads}, shared_bytes, kernel);
  }
  bool found(const char* words) {
    const std::vector<std::string> faults = std::exchange(stream_.faults, {});
    if (faults.size() != 1) return false;
    const bool named = faults[0].find(words) != std::string::npos;
    if (!named) qWarning("%s", faults[0].c_str());
    return named;
  }

 private slots:
  void cleanup() { QCOMPARE(stream_.faults.size(), std::size_t{0}); }

  void runs_every_thread_of_every_block() {
    std::vector<int> seen(3 * 2 * 2 * 64);
    launch(&stream_, {3, 2, 2}, {32, 2}, 0, [&] {
      const unsigned block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
      ++seen[block * 64 + threadIdx.y * blockDim.x + threadIdx.x];
    });
    QVERIFY(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; }));
  }

  void shuffles_and_votes() {
    std::vector<int> from(32), across(32), up(32), down(32), part(32);
    std::vector<unsigned> ballot(32), any(32), all(32);
    run(32, [&] {
      const int lane = static_cast<int>(threadIdx.x);
      const unsigned everyone = 0xffffffffU;
      from[threadIdx.x] = __shfl_sync(everyone, lane * 10, 5);
      across[threadIdx.x] = __shfl_xor_sync(everyone, lane, 16);
      up[threadIdx.x] = __shfl_up_sync(everyone, lane, 3);
      down[threadIdx.x] = __shfl_down_sync(everyone, lane, 30);
      part[threadIdx.x] = __shfl_sync(everyone, lane, 1, 8);
      ballot[threadIdx.x] = __ballot_sync(everyone, lane % 2);
      any[threadIdx.x] = static_cast<unsigned>(__any_sync(everyone, lane == 7));
      all[threadIdx.x] = static_cast<unsigned>(__all_sync(everyone, lane == 7));
    });
    for (int lane = 0; lane < 32; ++lane) {
      const auto i = static_cast<std::size_t>(lane);
      QCOMPARE(from[i], 50);
      QCOMPARE(across[i], lane ^ 16);
      QCOMPARE(up[i], lane >= 3 ? lane - 3 : lane);
      QCOMPARE(down[i], lane + 30 < 32 ? lane + 30 : lane);
      QCOMPARE(part[i], lane / 8 * 8 + 1);
      QCOMPARE(ballot[i], 0xaaaaaaaaU);
      QCOMPARE(any[i], 1U);
      QCOMPARE(all[i], 0U);
    }
  }

  void hands_data_through_shared_memory() {
    std::vector<float> result(256);
    run(
        256,
        [&] {
          VP_DYNAMIC_SHARED(float, turned);
          VP_SHARED(int, offset, 1);
          if (threadIdx.x == 0) offset[0] = 1000;
          turned[255 - threadIdx.x] = static_cast<float>(threadIdx.x);
          __syncthreads();
          result[threadIdx.x] = turned[threadIdx.x] + static_cast<float>(static_cast<int>(offset[0]));
        },
        256 * sizeof(float));
    for (std::size_t i = 0; i < 256; ++i) QCOMPARE(result[i], static_cast<float>(1255 - i));
  }

  void a_warp_orders_its_own_accesses() {
    std::vector<float> result(64);
    run(64, [&] {
      VP_SHARED(float, word, 64);
      word[threadIdx.x] = static_cast<float>(threadIdx.x);
      __syncwarp();
      const float other = word[threadIdx.x ^ 1];
      __syncwarp();
      word[threadIdx.x] = other;
      result[threadIdx.x] = other;
    });
    QCOMPARE(result[33], 32.0F);
  }

  // --- Faults.

  void a_barrier_that_not_all_threads_reach() {
    run(64, [] {
      if (threadIdx.x < 40) __syncthreads();
    });
    QVERIFY(found("a barrier that not all threads reach"));
    run(64, [] {  // each half another one
      if (threadIdx.x < 32) {
        __syncthreads();
      } else {
        __syncthreads();
      }
    });
    QVERIFY(found("a barrier that not all threads reach"));
  }

  void a_shuffle_that_not_all_lanes_reach() {
    run(32, [] {
      if (threadIdx.x < 16) __shfl_xor_sync(0xffffffffU, 1, 1);
    });
    QVERIFY(found("a barrier that not all threads reach"));
    run(32, [] {
      if (threadIdx.x < 16) __shfl_xor_sync(0x0000ffffU, 1, 16);
    });
    QVERIFY(found("a lane that takes no part"));
  }

  void two_threads_write_one_word() {
    run(64, [] {
      VP_SHARED(float, word, 1);
      if (threadIdx.x == 3 || threadIdx.x == 40) word[0] = 1;
    });
    QVERIFY(found("writes what another thread writes"));
  }

  void a_thread_reads_what_another_one_writes() {
    run(64, [] {
      VP_SHARED(float, words, 64);
      words[threadIdx.x] = 1;
      if (threadIdx.x == 0) return;
      const float before = words[threadIdx.x - 1];  // there already, as the fibers run
      (void)before;
    });
    QVERIFY(found("with no barrier between"));
    run(64, [] {
      VP_SHARED(float, words, 64);
      words[threadIdx.x] = 1;
      __syncthreads();
      const float next = words[(threadIdx.x + 1) % 64];
      words[threadIdx.x] = next;
    });
    QVERIFY(found("with no barrier between"));
  }

  void a_warps_barrier_does_not_order_another_warp() {
    run(64, [] {
      VP_SHARED(float, word, 64);
      word[threadIdx.x] = 1;
      __syncwarp();
      const float other = word[threadIdx.x ^ 32];
      (void)other;
    });
    QVERIFY(!stream_.faults.empty());
    stream_.faults.clear();
  }

  void half_a_word_of_a_wider_one() {
    run(
        32,
        [] {
          VP_DYNAMIC_SHARED(std::uint16_t, halves);
          VP_DYNAMIC_SHARED(std::uint32_t, words);
          if (threadIdx.x == 0) words[1] = 7;
          if (threadIdx.x == 1) halves[3] = 7;
        },
        16);
    QVERIFY(found("writes what another thread writes"));
  }

  void shared_memory_that_nobody_wrote() {
    for (int round = 0; round < 2; ++round) {
      run(32, [round] {
        VP_SHARED(float, word, 1);
        // What an earlier block left is not this block's.
        if (threadIdx.x == 0 && round == 0) word[0] = 1;
        __syncthreads();
        const float value = word[0];
        (void)value;
      });
    }
    QVERIFY(found("that nobody wrote"));
  }

  void beyond_shared_memory() {
    run(32, [] {
      VP_SHARED(float, words, 31);
      words[threadIdx.x] = 0;
    });
    QVERIFY(found("beyond shared memory"));
  }

  void a_pack_that_is_not_aligned() {
    alignas(16) const float numbers[8] = {};
    alignas(16) float written[8] = {};
    run(32, [&] { kernels::cuda::load_pack<4>(numbers + 1); });
    QVERIFY(found("not aligned"));
    run(32, [&] {
      const float zeros[4] = {};
      kernels::cuda::store_floats(written + 1, zeros);
    });
    QVERIFY(found("not aligned"));
  }

  void a_launch_that_no_device_takes() {
    launch(&stream_, {1}, {2048}, 0, [] {});
    QVERIFY(found("cannot run"));
    launch(&stream_, {0}, {32}, 0, [] {});
    QVERIFY(found("cannot run"));
  }

  // A fault leaves fibers in the middle of a kernel; the next launch begins anew.
  void runs_on_after_a_fault() {
    run(64, [] {
      if (threadIdx.x == 0) __syncthreads();
    });
    stream_.faults.clear();
    int sum = 0;
    run(64, [&] { atomicAdd(&sum, 1); });
    QCOMPARE(sum, 64);
  }

  void rounds_to_sixteen_bits() {
    QCOMPARE(__float2bfloat16(1.0F).bits, std::uint16_t{0x3f80});
    QCOMPARE(__float2bfloat16(1.00390625F).bits, std::uint16_t{0x3f80});  // a tie, to even
    QCOMPARE(__float2bfloat16(1.01171875F).bits, std::uint16_t{0x3f82});  // a tie, to even
    for (int bits = 0; bits < 65536; ++bits) {
      const __half half{static_cast<std::uint16_t>(bits)};
      const float value = __half2float(half);
      if (std::isnan(value)) continue;
      QCOMPARE(__float2half(value).bits, half.bits);
    }
    QCOMPARE(__float2half(65519.0F).bits, std::uint16_t{0x7bff});
    QCOMPARE(__float2half(65520.0F).bits, std::uint16_t{0x7c00});
    QCOMPARE(__float2half(1.00048828125F).bits, std::uint16_t{0x3c00});  // a tie, to even
    QCOMPARE(__float2half(0x1.8p-24F).bits, std::uint16_t{2});
  }
};

}  // namespace vp::test

using vp::test::TestCudaFibers;
QTEST_APPLESS_MAIN(TestCudaFibers)
#include "test_cuda_fibers.moc"
