// The kernels of STAB: attention of folded queries with its map, attention within windows, depth-wise
// convolution.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/cuda/depthwise_conv.h"
#include "kernels/cuda/folded_attention.h"
#include "kernels/cuda/window_attention.h"
#include "kernels/depthwise_conv.h"
#include "kernels/folded_attention.h"
#include "kernels/window_attention.h"

namespace vp::test {

namespace cuda = kernels::cuda;

class TestCudaVisual : public QObject {
  Q_OBJECT

  KernelCheck check_;

 private slots:
  void initTestCase() {
    at::manual_seed(20);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void folded_attention_data() {
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("tokens");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("splits");
    QTest::newRow("as FSRA") << 2 << 70 << 704 << 8 << 1;
    QTest::newRow("as GSTRA, split") << 1 << 300 << 176 << 11 << 5;
    QTest::newRow("no multiple of a pack") << 2 << 33 << 75 << 3 << 2;
    QTest::newRow("an odd number of tokens, split") << 1 << 65 << 64 << 14 << 3;
    QTest::newRow("a split without tokens") << 1 << 5 << 8 << 1 << 4;
    QTest::newRow("one token") << 1 << 1 << 4 << 1 << 1;
  }
  void folded_attention() {
    QFETCH(int, batch);
    QFETCH(int, tokens);
    QFETCH(int, width);
    QFETCH(int, heads);
    QFETCH(int, splits);
    const at::Tensor x = at::randn({batch, tokens, width}).mul(2).add(0.5);
    const at::Tensor keys = at::randn({heads, width}).div(std::sqrt(static_cast<double>(width)));
    KernelMemory memory(check_.executor());
    cuda::FoldedAttention work;
    work.x = memory.put<float>(x);
    work.keys = memory.put<float>(keys);
    work.key_sums = memory.put<float>(keys.sum(-1));
    work.weights = memory.room<float>({batch, heads, tokens});
    work.mean = memory.room<float>({batch, heads, width});
    work.batch = batch;
    work.tokens = tokens;
    work.width = width;
    work.heads = heads;
    work.splits = splits;
    work.workspace = memory.room<float>({cuda::folded_attention_workspace(work)});
    cuda::launch(work, check_.stream());
    std::string wrong = memory.finish();
    const kernels::FoldedAttention expected =
        kernels::folded_attention(x.to(at::kDouble), keys.to(at::kDouble), 1e-5);
    wrong += check_.compare("folded attention's map", memory.get(work.weights), expected.weights);
    wrong += check_.compare("folded attention's mean", memory.get(work.mean), expected.mean);
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void folded_splits() {
    cuda::FoldedAttention work;
    work.tokens = 4096;
    work.width = 1408;
    work.heads = 11;
    work.batch = 2;
    QCOMPARE(cuda::folded_attention_splits(work, 132), 88);
    work.tokens = 40;
    QCOMPARE(cuda::folded_attention_splits(work, 132), 2);
  }

  void window_attention_data() {
    QTest::addColumn<int>("windows");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("heads");
    QTest::newRow("as LSD") << 6 << 4 << 704 << 8;
    QTest::newRow("nine patches, odd width") << 5 << 9 << 75 << 3;
    QTest::newRow("the most patches") << 3 << 32 << 48 << 5;
    QTest::newRow("one patch") << 1 << 1 << 16 << 1;
  }
  void window_attention() {
    QFETCH(int, windows);
    QFETCH(int, size);
    QFETCH(int, width);
    QFETCH(int, heads);
    std::string wrong;
    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor tokens = at::randn({windows, size, width}).mul(2).add(0.5);
      const at::Tensor queries =
          at::randn({heads, windows, width}).div(std::sqrt(static_cast<double>(width))).to(dtype);
      KernelMemory memory(check_.executor());
      cuda::WindowAttention work;
      work.tokens = memory.put<float>(tokens);
      work.queries = memory.put(queries);
      work.weights = memory.room<float>({heads, windows, size});
      work.mean = memory.room({heads, windows, width}, dtype);
      work.dtype = cuda_dtype(dtype);
      work.windows = windows;
      work.size = size;
      work.width = width;
      work.heads = heads;
      cuda::launch(work, check_.stream());
      wrong += memory.finish();
      const kernels::WindowAttention expected = kernels::window_attention(tokens, queries.to(at::kFloat));
      const std::string of = std::string("window attention of ") + at::toString(dtype);
      wrong += check_.compare(of + ": map", memory.get(work.weights), expected.weights);
      wrong += check_.compare(of + ": mean", memory.get(work.mean), expected.mean);
    }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void depthwise_conv_data() {
    QTest::addColumn<QList<int>>("sizes");  // batch, frames, height, width, channels
    QTest::addColumn<QList<int>>("kernel");
    QTest::addColumn<bool>("add_input");
    using L = QList<int>;
    QTest::newRow("3 x 3 x 3") << L{1, 4, 5, 7, 32} << L{3, 3, 3} << true;
    QTest::newRow("along time, channels of two") << L{2, 4, 3, 3, 46} << L{3, 1, 1} << false;
    QTest::newRow("odd channels, wide") << L{1, 2, 3, 9, 13} << L{1, 3, 7} << false;
    QTest::newRow("larger than the picture") << L{1, 1, 2, 2, 8} << L{3, 5, 5} << true;
    QTest::newRow("one element") << L{1, 1, 1, 1, 1} << L{1, 1, 1} << false;
  }
  void depthwise_conv() {
    QFETCH(QList<int>, sizes);
    QFETCH(QList<int>, kernel);
    QFETCH(bool, add_input);
    std::string wrong;
    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor x = at::randn({sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]}).to(dtype);
      const at::Tensor weight = at::randn({sizes[4], 1, kernel[0], kernel[1], kernel[2]});
      const at::Tensor bias = at::randn({sizes[4]});
      KernelMemory memory(check_.executor());
      cuda::DepthwiseConv work;
      work.x = memory.put(x);
      work.taps = memory.put<float>(kernels::depthwise_taps(weight));
      work.bias = memory.put<float>(bias);
      work.y = memory.room(x.sizes(), dtype);
      work.dtype = cuda_dtype(dtype);
      work.batch = sizes[0];
      work.frames = sizes[1];
      work.height = sizes[2];
      work.width = sizes[3];
      work.channels = sizes[4];
      work.kernel_t = kernel[0];
      work.kernel_h = kernel[1];
      work.kernel_w = kernel[2];
      work.add_input = add_input;
      cuda::launch(work, check_.stream());
      wrong += memory.finish();
      const at::Tensor exact = x.to(at::kDouble);
      at::Tensor expected =
          kernels::depthwise_conv3d_plain(exact, weight.to(at::kDouble), bias.to(at::kDouble));
      if (add_input) expected = expected + exact;
      wrong += check_.compare("depth-wise convolution", memory.get(work.y), expected);
    }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }
};

}  // namespace vp::test

using vp::test::TestCudaVisual;
QTEST_APPLESS_MAIN(TestCudaVisual)
#include "test_cuda_visual.moc"
