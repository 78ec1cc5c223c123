// What holds the kernels against their references finds what it is there to find.
#include <ATen/ATen.h>

#include <QtTest>
#include <limits>

#include "core/kernels/cuda/kernel_check.h"

namespace vp::test {

class TestKernelCheck : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { at::manual_seed(16); }

  void writes_beside_an_array() {
    KernelCheck check;
    const std::uint16_t one = 1;
    {
      KernelMemory memory(check.executor());
      auto* numbers = memory.room<std::uint16_t>({5}, at::kHalf);
      memory.put(at::zeros({3}));
      check.executor().copy_in(numbers + 4, &one, sizeof one);
      QCOMPARE(memory.finish(), std::string());
      check.executor().copy_in(numbers + 5, &one, sizeof one);
      QCOMPARE(memory.finish(), std::string("written behind an array\n"));
    }
    KernelMemory memory(check.executor());
    auto* numbers = memory.room<std::uint16_t>({5}, at::kHalf);
    check.executor().copy_in(numbers - 1, &one, sizeof one);
    QCOMPARE(memory.finish(), std::string("written before an array\n"));
  }

  void what_was_not_written_is_no_number() {
    KernelCheck check;
    KernelMemory memory(check.executor());
    for (const at::ScalarType dtype : kKernelDtypes)
      QVERIFY(memory.get(memory.room({3}, dtype)).isnan().all().item<bool>());
  }

  void results_that_are_wrong() {
    for (const at::ScalarType dtype : kKernelDtypes) {
      const KernelTolerance tolerance = tolerance_of(dtype);
      const at::Tensor exact = at::randn({1000}, at::kDouble), rounded = exact.to(dtype);
      QCOMPARE(difference(rounded, exact, tolerance), std::string());
      QVERIFY(!difference(rounded, exact * 1.001, tolerance).empty());
      QVERIFY(!difference(rounded, exact.narrow(0, 0, 999), tolerance).empty());
      const double share = 3 * tolerance.share * exact.abs().max().item<double>();
      for (const double wrong : {exact[7].item<double>() + share, std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity()}) {
        at::Tensor other = rounded.clone();
        other[7] = wrong;
        QVERIFY(!difference(other, exact, tolerance).empty());
      }
    }
  }

  void a_kernel_that_was_never_held_against_a_wrong_reference() {
    KernelCheck check;
    const at::Tensor few = at::randn({4}).to(at::kBFloat16);
    QCOMPARE(check.compare("few", few, few), std::string());
    QCOMPARE(check.never_mutated().size(), std::size_t{1});
    const at::Tensor many = at::randn({2000}).to(at::kBFloat16);
    QCOMPARE(check.compare("few", many, many), std::string());
    QVERIFY(check.never_mutated().empty());
  }
};

}  // namespace vp::test

using vp::test::TestKernelCheck;
QTEST_APPLESS_MAIN(TestKernelCheck)
#include "test_kernel_check.moc"
