// Kernels that take each row by itself: RMS norm and the gated SiLU.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/cuda/gated_silu.h"
#include "kernels/cuda/rms_norm.h"
#include "kernels/gated_silu.h"
#include "kernels/rms_norm.h"

namespace vp::test {

class TestCudaRows : public QObject {
  Q_OBJECT

  KernelCheck check_;

  std::string norm(std::int64_t rows, std::int64_t width, at::ScalarType dtype, bool residual) {
    const at::Tensor x = at::randn({rows, width}), weight = at::rand({width}).add(0.5).to(dtype);
    const at::Tensor added = residual ? at::randn({rows, width}).to(dtype) : at::Tensor();
    KernelMemory memory(check_.executor());
    auto* x_there = memory.put<float>(x);
    kernels::cuda::RmsNorm work;
    work.x = x_there;
    work.residual = memory.put(added);
    work.sum = residual ? x_there : nullptr;
    work.weight = memory.put(weight);
    work.y = memory.room({rows, width}, dtype);
    work.dtype = cuda_dtype(dtype);
    work.rows = rows;
    work.width = static_cast<int>(width);
    kernels::cuda::launch(work, check_.stream());
    std::string wrong = memory.finish();
    const at::Tensor sum = residual ? x + added.to(at::kFloat) : x;
    if (residual) wrong += check_.compare("RMS norm's sum", memory.get(x_there), sum, {1e-7, 0});
    return wrong + check_.compare("RMS norm", memory.get(work.y),
                                  kernels::rms_norm_plain(sum.to(at::kDouble), weight.to(at::kDouble), 1e-6));
  }

  std::string silu(std::int64_t rows, std::int64_t width, at::ScalarType dtype) {
    const at::Tensor gate_up = at::randn({rows, 2 * width}).mul(3).to(dtype);
    KernelMemory memory(check_.executor());
    kernels::cuda::GatedSilu work;
    work.gate_up = memory.put(gate_up);
    work.y = memory.room({rows, width}, dtype);
    work.dtype = cuda_dtype(dtype);
    work.rows = rows;
    work.width = static_cast<int>(width);
    kernels::cuda::launch(work, check_.stream());
    return memory.finish() + check_.compare("gated SiLU", memory.get(work.y),
                                            kernels::gated_silu_plain(gate_up.to(at::kDouble)));
  }

 private slots:
  void initTestCase() {
    at::manual_seed(17);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void rms_norm_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("a row of the model") << 1 << 4096;
    QTest::newRow("several") << 3 << 1000;
    QTest::newRow("no multiple of a pack") << 5 << 301;
    QTest::newRow("less than a warp") << 2 << 24;
    QTest::newRow("one element") << 1 << 1;
    QTest::newRow("more than 16 warps of packs") << 1 << 5128;
  }
  void rms_norm() {
    QFETCH(int, rows);
    QFETCH(int, width);
    for (const at::ScalarType dtype : kKernelDtypes)
      for (const bool residual : {false, true}) {
        const std::string wrong = norm(rows, width, dtype, residual);
        QVERIFY2(wrong.empty(), wrong.c_str());
      }
  }

  void gated_silu_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("width");
    QTest::newRow("a row of the model") << 1 << 11008;
    QTest::newRow("several") << 3 << 136;
    QTest::newRow("no multiple of a pack") << 3 << 301;
    QTest::newRow("one element") << 1 << 1;
  }
  void gated_silu() {
    QFETCH(int, rows);
    QFETCH(int, width);
    for (const at::ScalarType dtype : kKernelDtypes) {
      const std::string wrong = silu(rows, width, dtype);
      QVERIFY2(wrong.empty(), wrong.c_str());
    }
  }

  void no_rows_at_all() {
    QCOMPARE(silu(0, 8, at::kFloat), std::string());
    QCOMPARE(norm(0, 8, at::kFloat, false), std::string());
  }
};

}  // namespace vp::test

using vp::test::TestCudaRows;
QTEST_APPLESS_MAIN(TestCudaRows)
#include "test_cuda_rows.moc"
