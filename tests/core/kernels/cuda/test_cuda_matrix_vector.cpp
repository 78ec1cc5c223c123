// Products of a matrix with one or a few vectors, in every form of the weights.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/cuda/matrix_vector.h"
#include "kernels/quantised_rows.h"

namespace vp::test {

using kernels::cuda::WeightForm;

class TestCudaMatrixVector : public QObject {
  Q_OBJECT

  KernelCheck check_;

  struct Case {
    int n, rows, columns;
    at::ScalarType dtype;
    bool bias = false, to_float = false;
  };

  std::string run(const Case& c, const std::string& name, WeightForm form, const at::Tensor& weight,
                  const kernels::QuantisedRows* codes, const at::Tensor& exact) {
    const at::Tensor x = at::randn({c.n, c.columns}).to(c.dtype);
    const at::Tensor bias = c.bias ? at::randn({c.rows}).to(c.dtype) : at::Tensor();
    const at::ScalarType y_dtype = c.to_float ? at::kFloat : c.dtype;
    KernelMemory memory(check_.executor());
    kernels::cuda::MatrixVector work;
    work.x = memory.put(x);
    work.weight = memory.put(weight);
    if (codes != nullptr) {
      work.scales = memory.put<std::uint16_t>(codes->scales);
      work.offsets = memory.put<std::uint16_t>(codes->offsets);
    }
    work.bias = memory.put(bias);
    work.y = memory.room({c.n, c.rows}, y_dtype);
    work.dtype = cuda_dtype(c.dtype);
    work.y_dtype = cuda_dtype(y_dtype);
    work.form = form;
    work.n = c.n;
    work.rows = c.rows;
    work.columns = c.columns;
    kernels::cuda::launch(work, check_.stream());
    at::Tensor expected = at::matmul(x.to(at::kDouble), exact.t());
    if (c.bias) expected = expected + bias.to(at::kDouble);
    return memory.finish() + check_.compare("matrix-vector in " + name, memory.get(work.y), expected);
  }

  std::string dense(const Case& c, at::ScalarType stored) {
    const at::Tensor weight = at::randn({c.rows, c.columns}).to(stored);
    const WeightForm form = stored == at::kFloat      ? WeightForm::Float32
                            : stored == at::kBFloat16 ? WeightForm::BFloat16
                                                      : WeightForm::Float16;
    return run(c, name_of(stored), form, weight, nullptr, weight.to(at::kDouble));
  }

  std::string quantised(const Case& c, int bits) {
    const kernels::QuantisedRows codes = kernels::quantise(at::randn({c.rows, c.columns}), bits);
    const at::Tensor exact = kernels::dequantise(codes, at::kFloat).to(at::kDouble);
    return run(c, std::to_string(bits) + " bits", bits == 8 ? WeightForm::Codes8 : WeightForm::Codes4,
               codes.codes, &codes, exact);
  }

 private slots:
  void initTestCase() {
    at::manual_seed(18);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void product_data() {
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::newRow("few rows") << 1 << 150 << 1000;
    QTest::newRow("three vectors") << 3 << 91 << 264;
    QTest::newRow("six vectors") << 6 << 50 << 512;
    QTest::newRow("no multiple of a pack or a group") << 1 << 203 << 301;
    QTest::newRow("the same, two vectors") << 2 << 203 << 75;
    QTest::newRow("one element") << 1 << 1 << 1;
  }
  void product() {
    QFETCH(int, n);
    QFETCH(int, rows);
    QFETCH(int, columns);
    std::string wrong;
    for (const at::ScalarType dtype : kKernelDtypes) {
      Case c{n, rows, columns, dtype};
      wrong += dense(c, dtype) + quantised(c, 8) + quantised(c, 4);
      if (dtype == at::kFloat) {
        wrong += dense(c, at::kBFloat16) + dense(c, at::kHalf);
      } else {
        c.bias = c.to_float = true;
        wrong += dense(c, dtype) + quantised(c, 4);
      }
    }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  // Of few rows all warps of a block split the columns; these are enough for each warp, or two, to have its
  // own.
  void many_rows() {
    const std::string wrong = quantised({1, 8201, 64, at::kFloat}, 4);
    QVERIFY2(wrong.empty(), wrong.c_str());
  }
};

}  // namespace vp::test

using vp::test::TestCudaMatrixVector;
QTEST_APPLESS_MAIN(TestCudaMatrixVector)
#include "test_cuda_matrix_vector.moc"
