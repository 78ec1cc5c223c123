// What a decoder's layer does for new tokens between its products: rotary positions with the write into the
// cache, attention over the cache, and the columns of it that an answer's words are recorded with.
#include <ATen/ATen.h>

#include <QtTest>
#include <limits>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/causal_attention.h"
#include "kernels/cuda/cached_attention.h"
#include "kernels/cuda/rotary_cache.h"
#include "kernels/kept_rows.h"
#include "kernels/rotary.h"

namespace vp::test {

namespace cuda = kernels::cuda;
using kernels::KeptForm;
using kernels::KeptRows;

class TestCudaDecoding : public QObject {
  Q_OBJECT

  KernelCheck check_;

  static constexpr KeptForm kForms[] = {KeptForm::AsComputed, KeptForm::Float16, KeptForm::Codes};

  static cuda::KeptForm cuda_form(KeptForm form) {
    return form == KeptForm::AsComputed ? cuda::KeptForm::AsComputed
           : form == KeptForm::Float16  ? cuda::KeptForm::HalfPrecision
                                        : cuda::KeptForm::Codes;
  }
  static std::string name_of_form(KeptForm form) {
    return form == KeptForm::AsComputed ? " as computed"
           : form == KeptForm::Float16  ? " as halves"
                                        : " as codes";
  }

  /// (heads, capacity, head_dim) of which the first positions are `rows`; the rest is NaN, or codes whose
  /// scales are.
  static KeptRows with_room(const KeptRows& rows, std::int64_t capacity) {
    const std::int64_t heads = rows.rows.size(0), m = rows.rows.size(1);
    KeptRows cache(at::full({heads, capacity, rows.rows.size(2)},
                            rows.has_codes() ? 1.0 : std::numeric_limits<double>::quiet_NaN(),
                            rows.rows.options()));
    cache.rows.narrow(1, 0, m).copy_(rows.rows);
    if (rows.has_codes()) {
      cache.scales = at::full({heads, capacity, rows.scales.size(2)},
                              std::numeric_limits<double>::quiet_NaN(), rows.scales.options());
      cache.scales.narrow(1, 0, m).copy_(rows.scales);
    }
    return cache;
  }

  /// As KeptRows::write rounds them; the CPU's codes are of bfloat16 or float32 numbers.
  static KeptRows kept(KeptForm form, const at::Tensor& fresh) {  // (n, heads, head_dim)
    KeptRows rows(form, fresh.size(1), fresh.size(0), fresh.size(2), fresh.options());
    rows.write(0, form == KeptForm::Codes && fresh.scalar_type() == at::kHalf ? fresh.to(at::kFloat) : fresh);
    return rows;
  }

  struct Sizes {
    int n, heads, key_value_heads, head_dim, length, splits;
  };

  std::string rotate(const Sizes& s, at::ScalarType dtype, KeptForm form, const std::string& name) {
    const std::int64_t capacity = s.length + 2, first = s.length - s.n;
    const std::int64_t all = s.heads + 2 * s.key_value_heads;
    const at::Tensor rows = at::randn({s.n, all, s.head_dim}).to(dtype);
    const at::Tensor angles = at::rand({capacity, s.head_dim / 2}).mul(6);
    const at::Tensor cosines = angles.cos(), sines = angles.sin();
    KernelMemory memory(check_.executor());
    const auto* there = memory.put<std::byte>(rows);
    const std::int64_t head_bytes = s.head_dim * static_cast<std::int64_t>(rows.element_size());
    cuda::RotaryCache work;
    work.query = there;
    work.key = there + s.heads * head_bytes;
    work.value = there + (s.heads + s.key_value_heads) * head_bytes;
    work.stride = all * s.head_dim;
    work.cosines = memory.put<float>(cosines);
    work.sines = memory.put<float>(sines);
    work.position = memory.put<std::int32_t>(at::full({1}, first, at::kInt));
    work.turned = memory.room({s.n, s.heads, s.head_dim}, dtype);
    const KeptRows like(form, s.key_value_heads, capacity, s.head_dim, rows.options());
    for (cuda::KeptCache* cache : {&work.keys, &work.values}) {
      cache->rows = memory.room(like.rows.sizes(), like.rows.scalar_type());
      if (like.has_codes()) cache->scales = memory.room<float>(like.scales.sizes());
    }
    work.dtype = cuda_dtype(dtype);
    work.form = cuda_form(form);
    work.n = s.n;
    work.heads = s.heads;
    work.key_value_heads = s.key_value_heads;
    work.head_dim = s.head_dim;
    work.capacity = capacity;
    cuda::launch(work, check_.stream());
    std::string wrong = memory.finish();

    const auto turned = [&](std::int64_t from, std::int64_t count) {
      return kernels::rotate(rows.narrow(1, from, count).to(at::kDouble),
                             cosines.narrow(0, first, s.n).to(at::kDouble),
                             sines.narrow(0, first, s.n).to(at::kDouble));
    };
    wrong += check_.compare("turned queries", memory.get(work.turned), turned(0, s.heads));
    const auto cache_holds = [&](const std::string& what, const cuda::KeptCache& cache,
                                 const at::Tensor& fresh) {
      KeptRows found(memory.get(cache.rows));
      if (form == KeptForm::Codes) found.scales = memory.get(cache.scales);
      const at::Tensor expected = kept(form, fresh.to(dtype)).numbers(at::kFloat);
      const at::Tensor numbers = found.narrow(first, s.n).numbers(at::kFloat);
      // A number between two codes or halves may become either.
      KernelTolerance tolerance = tolerance_of(dtype);
      if (form == KeptForm::Codes) tolerance.share += 1.0 / 127;
      if (form == KeptForm::Float16) tolerance = {tolerance.share + 0x1p-10, tolerance.gain + 0x1p-12};
      wrong += check_.compare(what + " of " + at::toString(dtype) + name_of_form(form), numbers, expected,
                              tolerance);
      const at::Tensor others = at::cat({found.narrow(0, first).rows, found.narrow(s.length, 2).rows}, 1);
      const bool untouched =
          form == KeptForm::Codes ? others.eq(-1).all().item<bool>() : others.isnan().all().item<bool>();
      if (!untouched) wrong += what + ": other positions were written";
    };
    cache_holds("keys", work.keys, turned(s.heads, s.key_value_heads));
    cache_holds("values", work.values, rows.narrow(1, s.heads + s.key_value_heads, s.key_value_heads));
    return wrong.empty() ? wrong : name + ": " + wrong;
  }

  std::string attend(const Sizes& s, at::ScalarType dtype, KeptForm form) {
    const double scale = 1 / std::sqrt(static_cast<double>(s.head_dim));
    const std::int64_t capacity = s.length + 5;
    const at::Tensor query = at::randn({s.n, s.heads, s.head_dim}).to(dtype);
    const KeptRows keys = kept(form, at::randn({s.length, s.key_value_heads, s.head_dim}).to(dtype));
    const KeptRows values =
        kept(form, at::randn({s.length, s.key_value_heads, s.head_dim}).add(0.3).to(dtype));
    KernelMemory memory(check_.executor());
    const auto put = [&](const KeptRows& rows) {
      const KeptRows cache = with_room(rows, capacity);
      return cuda::KeptCache{memory.put(cache.rows), memory.put<float>(cache.scales)};
    };
    cuda::CachedAttention work;
    work.query = memory.put(query);
    work.keys = put(keys);
    work.values = put(values);
    work.length = memory.put<std::int32_t>(at::full({1}, s.length, at::kInt));
    work.output = memory.room({s.n, s.heads, s.head_dim}, dtype);
    work.log_sums = memory.room<float>({s.n, s.heads});
    work.dtype = cuda_dtype(dtype);
    work.form = cuda_form(form);
    work.n = s.n;
    work.heads = s.heads;
    work.key_value_heads = s.key_value_heads;
    work.head_dim = s.head_dim;
    work.capacity = capacity;
    work.splits = s.splits;
    work.scale = static_cast<float>(scale);
    work.workspace = memory.room<float>({cuda::attention_workspace(work)});
    cuda::launch(work, check_.stream());

    const at::Tensor exact_keys = keys.numbers(at::kDouble), exact_values = values.numbers(at::kDouble);
    const at::Tensor expected =
        kernels::causal_attention(query.to(at::kDouble), exact_keys, exact_values, scale);
    const std::string kept_so = std::string(at::toString(dtype)) + name_of_form(form);
    std::string wrong =
        memory.finish() + check_.compare("attention over " + kept_so, memory.get(work.output), expected);

    // The last token's columns, over some of the heads.
    const at::Tensor heads = at::arange(0, s.heads, 2, at::kInt);
    const at::Tensor positions = at::arange(0, s.length, 1 + s.length / 300, at::kInt).flip(0);
    const auto* log_sums = work.log_sums;
    cuda::AttendedColumns row;
    row.query = static_cast<const std::byte*>(work.query) +
                static_cast<std::size_t>((s.n - 1) * s.heads * s.head_dim) * query.element_size();
    row.keys = work.keys;
    row.log_sums = log_sums + (s.n - 1) * s.heads;
    row.positions = memory.put<std::int32_t>(positions);
    row.chosen_heads = memory.put<std::int32_t>(heads);
    row.weights = memory.room<float>({positions.size(0)});
    row.dtype = work.dtype;
    row.form = work.form;
    row.columns = static_cast<int>(positions.size(0));
    row.chosen = static_cast<int>(heads.size(0));
    row.heads = s.heads;
    row.key_value_heads = s.key_value_heads;
    row.head_dim = s.head_dim;
    row.capacity = capacity;
    row.scale = work.scale;
    cuda::launch(row, check_.stream());

    const at::Tensor of_heads = exact_keys.repeat_interleave(s.heads / s.key_value_heads, 0);
    const at::Tensor scores = at::matmul(of_heads, query[s.n - 1].to(at::kDouble).unsqueeze(-1)).squeeze(-1) *
                              scale;  // (heads, length)
    const at::Tensor weights =
        at::softmax(scores, -1).index_select(0, heads).mean(0).index_select(0, positions);
    wrong += memory.finish() + check_.compare("columns of " + kept_so, memory.get(row.weights), weights);
    wrong += check_.compare("logarithms of sums", memory.get(log_sums)[s.n - 1], at::logsumexp(scores, {1}));
    return wrong;
  }

 private slots:
  void initTestCase() {
    at::manual_seed(19);
    qInfo("%s", check_.executor().where().c_str());
  }
  void cleanupTestCase() {
    for (const std::string& name : check_.never_mutated()) QFAIL(name.c_str());
  }

  void rotation_into_the_cache() {
    std::string wrong;
    for (const at::ScalarType dtype : kKernelDtypes)
      for (const KeptForm form : kForms) {
        wrong += rotate({1, 4, 4, 128, 7, 1}, dtype, form, "a head of the model");
        wrong += rotate({3, 6, 2, 80, 9, 1}, dtype, form, "shared keys, three tokens");
        wrong += rotate({2, 1, 1, 6, 2, 1}, dtype, form, "six columns");
        wrong += rotate({1, 1, 1, 256, 5, 1}, dtype, form, "the most columns");
        wrong += rotate({5, 3, 1, 34, 6, 1}, dtype, form, "a group of two");
      }
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  // A number that is not finite makes its group NaN in codes, and one beyond float16's range its largest.
  void numbers_that_cannot_be_kept() {
    at::Tensor rows = at::zeros({1, 3, 64});
    rows[0][1][5] = 1e6;
    rows[0][2][3] = std::numeric_limits<float>::quiet_NaN();
    rows[0][2][40] = 1e-38;  // its scale has no inverse
    KernelMemory memory(check_.executor());
    cuda::RotaryCache work;
    auto* there = memory.put<float>(rows);
    work.query = there;
    work.key = there + 64;
    work.value = there + 128;
    work.cosines = memory.put<float>(at::ones({1, 32}));
    work.sines = memory.put<float>(at::zeros({1, 32}));
    work.position = memory.put<std::int32_t>(at::zeros({1}, at::kInt));
    work.turned = memory.room({64});
    work.keys = {memory.room({64}, at::kChar), memory.room<float>({2})};
    work.values = {memory.room({64}, at::kChar), memory.room<float>({2})};
    work.dtype = cuda::Dtype::Float32;
    work.form = cuda::KeptForm::Codes;
    work.heads = work.key_value_heads = 1;
    work.head_dim = 64;
    work.capacity = 1;
    cuda::launch(work, check_.stream());
    const at::Tensor scales = memory.get(work.values.scales);
    QVERIFY(std::isnan(scales[0].item<float>()));
    QVERIFY(memory.get(work.values.rows).narrow(0, 32, 32).eq(0).all().item<bool>());
    work.form = cuda::KeptForm::HalfPrecision;
    work.values.rows = memory.room({64}, at::kHalf);
    work.keys.rows = memory.room({64}, at::kHalf);
    cuda::launch(work, check_.stream());
    QCOMPARE(memory.get(work.keys.rows)[5].item<float>(), 65504.0F);
    QVERIFY(memory.get(work.values.rows)[3].isnan().item<bool>());
    QCOMPARE(memory.finish(), std::string());
  }

  void attention_over_the_cache_data() {
    QTest::addColumn<int>("n");
    QTest::addColumn<int>("heads");
    QTest::addColumn<int>("key_value_heads");
    QTest::addColumn<int>("head_dim");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("splits");
    QTest::newRow("heads of the model") << 1 << 2 << 2 << 128 << 301 << 1;
    QTest::newRow("eight splits, shared keys") << 1 << 4 << 2 << 64 << 1000 << 8;
    QTest::newRow("three new tokens") << 3 << 2 << 2 << 80 << 77 << 2;
    QTest::newRow("the most columns") << 2 << 1 << 1 << 256 << 130 << 3;
    QTest::newRow("few columns") << 1 << 3 << 1 << 8 << 200 << 1;
    QTest::newRow("more splits than positions") << 1 << 2 << 1 << 16 << 1 << 4;
  }
  void attention_over_the_cache() {
    QFETCH(int, n);
    QFETCH(int, heads);
    QFETCH(int, key_value_heads);
    QFETCH(int, head_dim);
    QFETCH(int, length);
    QFETCH(int, splits);
    std::string wrong;
    for (const at::ScalarType dtype : kKernelDtypes)
      for (const KeptForm form : kForms)
        wrong += attend({n, heads, key_value_heads, head_dim, length, splits}, dtype, form);
    QVERIFY2(wrong.empty(), wrong.c_str());
  }

  void number_of_splits() {
    QCOMPARE(cuda::attention_splits(1, 32, 4096, 132), 17);
    QCOMPARE(cuda::attention_splits(1, 32, 100, 132), 1);
    QCOMPARE(cuda::attention_splits(8, 64, 4096, 132), 2);
    QCOMPARE(cuda::attention_splits(1, 1, 1 << 20, 132), 64);
  }
};

}  // namespace vp::test

using vp::test::TestCudaDecoding;
QTEST_APPLESS_MAIN(TestCudaDecoding)
#include "test_cuda_decoding.moc"
