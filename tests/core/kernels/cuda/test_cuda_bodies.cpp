// What stands between tensors and the launches: layouts that a kernel does not take, dtypes, shapes, the
// forms of weights and caches. What the kernels compute is held against double precision in the other tests.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/kernels/cuda/kernel_check.h"
#include "kernels/causal_attention.h"
#include "kernels/cuda_bodies.h"
#include "kernels/gated_silu.h"
#include "kernels/libtorch_version.h"
#include "kernels/rms_norm.h"
#include "kernels/rotary.h"
#include "support/adapter_place.h"

namespace vp::test {

using namespace kernels;

class TestCudaBodies : public QObject {
  Q_OBJECT

  at::Device device_ = adapter_place().device;

  at::Tensor there(const at::Tensor& x) const { return x.defined() ? x.to(device_) : x; }
  QuantisedRows there(const QuantisedRows& x) const {
    return {x.bits, x.columns, there(x.codes), there(x.scales), there(x.offsets)};
  }
  /// Empty, or what is wrong.
  static std::string held(const at::Tensor& result, const at::Tensor& reference) {
    std::string wrong;
    for (const std::string& fault : adapter_faults()) wrong += fault + "\n";
    if (result.sizes() != reference.sizes()) return wrong + "The result has another shape.";
    return wrong +
           difference(result.to(at::kCPU), reference.to(at::kDouble), tolerance_of(result.scalar_type()));
  }
  template <typename F>
  static bool refuses(const F& f) {
    try {
      f();
    } catch (const c10::Error&) {
      return adapter_faults().empty();
    }
    return false;
  }

 private slots:
  void initTestCase() {
    at::manual_seed(23);
    qInfo("%s", adapter_place().where.c_str());
  }

  void norms_rows_of_any_layout() {
    const at::NoGradGuard no_grad;
    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor weight = at::rand({37}).add(0.5).to(dtype);
      const at::Tensor x = at::randn({37, 5}).t();  // columns first
      const at::Tensor reference = rms_norm_plain(x.to(at::kDouble), weight.to(at::kDouble), 1e-6);
      QCOMPARE(held(rms_norm_cuda(there(x), there(weight), 1e-6), reference), std::string());
      const at::Tensor residual = at::randn({5, 74}).to(dtype).narrow(1, 3, 37);
      const at::Tensor sum = there(x.clone(at::MemoryFormat::Contiguous));
      const at::Tensor y = add_and_rms_norm_cuda(sum, there(residual), there(weight), 1e-6);
      const at::Tensor added = x.to(at::kDouble) + residual.to(at::kDouble);
      QCOMPARE(held(y, rms_norm_plain(added, weight.to(at::kDouble), 1e-6)), std::string());
      QCOMPARE(held(sum, added), std::string());
    }
  }

  void refuses_other_norms() {
    const at::Tensor x = there(at::randn({3, 16})), weight = there(at::ones({16}));
    QVERIFY(refuses([&] { rms_norm_cuda(x.to(at::kBFloat16), weight, 1e-6); }));
    QVERIFY(refuses([&] { rms_norm_cuda(x, weight.to(at::kInt), 1e-6); }));
    QVERIFY(refuses([&] { rms_norm_cuda(x, weight.narrow(0, 0, 15), 1e-6); }));
    QVERIFY(refuses([&] { rms_norm_cuda(x.unsqueeze(0), weight, 1e-6); }));
    QVERIFY(refuses([&] { add_and_rms_norm_cuda(x, x.narrow(0, 0, 2), weight, 1e-6); }));
    QVERIFY(refuses([&] { add_and_rms_norm_cuda(x, x.to(at::kHalf), weight, 1e-6); }));
    // Its sum would be lost in a copy.
    QVERIFY(refuses([&] { add_and_rms_norm_cuda(x.t().contiguous().t(), x, weight, 1e-6); }));
  }

  void gates_rows_of_any_layout() {
    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor x = at::randn({6, 50}).to(dtype).narrow(1, 1, 46);
      QCOMPARE(held(gated_silu_cuda(there(x)), gated_silu_plain(x.to(at::kDouble))), std::string());
    }
    QVERIFY(refuses([&] { gated_silu_cuda(there(at::randn({2, 5}))); }));
    QVERIFY(refuses([&] { gated_silu_cuda(there(at::ones({2, 4}, at::kInt))); }));
  }

  void multiplies_dense_rows() {
    for (const at::ScalarType stored : kKernelDtypes)
      for (const at::ScalarType dtype : kKernelDtypes)
        for (const std::int64_t n : {1, 3}) {
          const at::Tensor weight = (at::randn({21, 72}) / 8).to(stored);
          const at::Tensor x = at::randn({72, n}).to(dtype).t(), bias = at::randn({21}).to(dtype);
          const at::Tensor reference =
              at::linear(x.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble));
          const at::Tensor y = matrix_vector_cuda(there(x), there(weight), there(bias), dtype);
          QCOMPARE(y.scalar_type(), dtype);
          QCOMPARE(held(y, reference), std::string());
          QCOMPARE(held(matrix_vector_cuda(there(x), there(weight), {}, at::kFloat),
                        reference - bias.to(at::kDouble)),
                   std::string());
        }
  }

  void multiplies_codes() {
    for (const int bits : {8, 4})
      for (const at::ScalarType dtype : kKernelDtypes) {
        const QuantisedRows weight = quantise(at::randn({19, 300}) / 16, bits);
        const at::Tensor x = at::randn({2, 300}).to(dtype);
        const at::Tensor reference =
            at::matmul(x.to(at::kDouble), dequantise(weight, at::kFloat).to(at::kDouble).t());
        QCOMPARE(held(matrix_vector_cuda(there(x), there(weight), {}, at::kFloat), reference), std::string());
      }
  }

  void refuses_other_matrices() {
    const at::Tensor x = there(at::randn({2, 64})), weight = there(at::randn({16, 64}));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight.t().contiguous().t(), {}, at::kFloat); }));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight.narrow(1, 0, 32), {}, at::kFloat); }));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight.to(at::kChar), {}, at::kFloat); }));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight, {}, at::kBFloat16); }));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight, there(at::ones({16}, at::kHalf)), at::kFloat); }));
    QVERIFY(refuses([&] { matrix_vector_cuda(x, weight, there(at::ones({15})), at::kFloat); }));
    QuantisedRows codes = there(quantise(at::randn({16, 64}), 8));
    QVERIFY(refuses([&] { matrix_vector_cuda(x.narrow(1, 0, 63), codes, {}, at::kFloat); }));
    codes.scales = codes.scales.to(at::kFloat);
    QVERIFY(refuses([&] { matrix_vector_cuda(x, codes, {}, at::kFloat); }));
  }

  void keeps_and_attends() {
    constexpr std::int64_t kHeads = 4, kGroups = 2, kDim = 24, kCapacity = 150;
    const at::Tensor angles = at::outer(at::arange(kCapacity, at::kFloat), at::rand({kDim / 2}));
    const at::Tensor cosines = angles.cos(), sines = angles.sin();
    for (const KeptForm form : {KeptForm::AsComputed, KeptForm::Float16, KeptForm::Codes})
      for (const at::ScalarType dtype : kKernelDtypes) {
        // One form for the whole: float16 kept under float16 is as computed, and codes are float32's on the
        // CPU.
        const at::TensorOptions options = at::dtype(dtype);
        KeptRows keys(form, kGroups, kCapacity, kDim, options),
            values(form, kGroups, kCapacity, kDim, options);
        KeptRows keys_there(form, kGroups, kCapacity, kDim, options.device(device_));
        KeptRows values_there(form, kGroups, kCapacity, kDim, options.device(device_));
        std::int64_t first = 0;
        for (const std::int64_t n : {140, 2, 1}) {
          const at::Tensor qkv = (at::randn({n, kHeads + 2 * kGroups + 3, kDim}) / 2).to(dtype);
          const at::Tensor own = qkv.narrow(1, 1, kHeads + 2 * kGroups);  // tokens lie further apart
          const at::Tensor position = at::full({1}, first, at::kInt);
          const at::Tensor turned =
              rotate_into_cache_cuda(there(qkv).narrow(1, 1, kHeads + 2 * kGroups), there(cosines),
                                     there(sines), there(position), keys_there, values_there);
          const at::Tensor qk = rotate(own.narrow(1, 0, kHeads + kGroups), cosines.narrow(0, first, n),
                                       sines.narrow(0, first, n));
          QCOMPARE(held(turned, qk.narrow(1, 0, kHeads)), std::string());
          const at::ScalarType written =
              dtype == at::kHalf ? at::kFloat : dtype;  // what the CPU's codes take
          keys.write(first, qk.narrow(1, kHeads, kGroups).to(written));
          values.write(first, own.narrow(1, kHeads + kGroups, kGroups).to(written));
          first += n;
          const KeptRows so_far = keys_there.narrow(0, first);
          QVERIFY(held(so_far.numbers(dtype), keys.narrow(0, first).numbers(at::kFloat)).empty() ||
                  form == KeptForm::Codes);  // a code may be the next one
          QVERIFY((so_far.numbers(at::kFloat).to(at::kCPU) - keys.narrow(0, first).numbers(at::kFloat))
                      .abs()
                      .max()
                      .item<float>() < 0.04F);
          if (n > kMostQueriesCuda) continue;
          const at::Tensor reference =
              causal_attention(turned.to(at::kCPU).to(at::kFloat), so_far.numbers(at::kFloat).to(at::kCPU),
                               values_there.narrow(0, first).numbers(at::kFloat).to(at::kCPU), 0.2);
          const at::Tensor length = there(at::full({1}, first, at::kInt));
          QVERIFY(cached_attention_has_cuda_body(turned, keys_there, values_there));
          QCOMPARE(held(cached_attention_cuda(turned, keys_there, values_there, length, 0.2), reference),
                   std::string());
          // The part of the cache that is filled, as a view.
          QCOMPARE(held(cached_attention_cuda(turned, so_far, values_there.narrow(0, first), length, 0.2),
                        reference),
                   std::string());
        }
      }
  }

  void refuses_other_caches() {
    const at::TensorOptions options = at::device(device_).dtype(at::kFloat);
    const KeptRows cache(KeptForm::AsComputed, 2, 16, 8, options);
    const at::Tensor table = at::ones({16, 4}, options), qkv = at::ones({1, 8, 8}, options);
    const at::Tensor at = at::zeros({1}, options.dtype(at::kInt)), query = at::ones({1, 4, 8}, options);
    const auto rotate_with = [&](const at::Tensor& x, const at::Tensor& cosines, const at::Tensor& position,
                                 const KeptRows& keys) {
      return refuses([&] { rotate_into_cache_cuda(x, cosines, table, position, keys, cache); });
    };
    QVERIFY(!rotate_with(qkv, table, at, cache));
    QVERIFY(rotate_with(qkv.narrow(1, 0, 4), table, at, cache));
    QVERIFY(rotate_with(qkv.transpose(1, 2), table, at, cache));
    QVERIFY(rotate_with(qkv.to(at::kBFloat16), table, at, cache));  // the cache holds float32
    QVERIFY(rotate_with(qkv, table.narrow(0, 0, 15), at, cache));
    QVERIFY(rotate_with(qkv, table, at.to(at::kLong), cache));
    QVERIFY(rotate_with(qkv, table, at, KeptRows(cache.rows.transpose(1, 2))));
    QVERIFY(refuses([&] { cached_attention_cuda(query, cache, cache, at.to(at::kLong), 1); }));
    QVERIFY(refuses([&] { cached_attention_cuda(query.narrow(2, 0, 7), cache, cache, at, 1); }));
    QVERIFY(refuses([&] { cached_attention_cuda(query.expand({9, 4, 8}), cache, cache, at, 1); }));
    QVERIFY(refuses([&] { cached_attention_cuda(query.narrow(1, 0, 3), cache, cache, at, 1); }));
  }

  void attends_as_stab_does() {
    const at::Tensor x = at::randn({41, 3, 24}).transpose(0, 1) + 0.3, keys = at::randn({24, 5}).t() / 5;
    const kernels::FoldedAttention folded = folded_attention_cuda(there(x), there(keys), 1e-5);
    const kernels::FoldedAttention plain = folded_attention(x.to(at::kDouble), keys.to(at::kDouble), 1e-5);
    QCOMPARE(held(folded.weights, plain.weights), std::string());
    QCOMPARE(held(folded.mean, plain.mean), std::string());
    QVERIFY(refuses([&] { folded_attention_cuda(there(x.to(at::kHalf)), there(keys), 1e-5); }));
    QVERIFY(refuses([&] { folded_attention_cuda(there(x), there(keys.narrow(1, 0, 23)), 1e-5); }));

    const at::Tensor tokens = at::randn({7, 12, 4}).transpose(1, 2);
    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor queries = at::randn({7, 3, 12}).to(dtype).transpose(0, 1);
      const kernels::WindowAttention mine = window_attention_cuda(there(tokens), there(queries));
      const kernels::WindowAttention reference = window_attention(tokens, queries.to(at::kFloat));
      QCOMPARE(held(mine.weights, reference.weights), std::string());
      QCOMPARE(held(mine.mean, reference.mean), std::string());
    }
    QVERIFY(!window_attention_has_cuda_body(at::empty({1, 33, 8})));
    QVERIFY(!window_attention_has_cuda_body(at::empty({1, 16, 800})));
    QVERIFY(refuses([&] { window_attention_cuda(there(tokens), there(at::randn({3, 7, 11}))); }));

    for (const at::ScalarType dtype : kKernelDtypes) {
      const at::Tensor volume = at::randn({1, 10, 2, 5, 6}).to(dtype).permute({0, 2, 3, 4, 1});
      const at::Tensor weight = at::randn({10, 1, 3, 3, 3}) / 5, bias = at::randn({10});
      const at::Tensor reference =
          depthwise_conv3d_plain(volume.to(at::kDouble), weight.to(at::kDouble), bias.to(at::kDouble)) +
          volume.to(at::kDouble);
      QCOMPARE(held(depthwise_conv3d_cuda(there(volume), there(depthwise_taps(weight)), there(bias),
                                          {3, 3, 3}, true),
                    reference),
               std::string());
      QVERIFY(refuses([&] {
        depthwise_conv3d_cuda(there(volume), there(depthwise_taps(weight)).to(at::kHalf), there(bias),
                              {3, 3, 3}, true);
      }));
      QVERIFY(refuses([&] {
        depthwise_conv3d_cuda(there(volume), there(depthwise_taps(weight)), there(bias), {3, 3, 2}, true);
      }));
    }
  }

#if VP_LIBTORCH_FUSES_ATTENTION
  // What reads a prompt on a GPU is LibTorch's, on the CPU the same function.
  void attends_as_libtorch_does() {
    for (const auto& [n, m] : {std::pair{9, 9}, std::pair{5, 12}, std::pair{1, 7}})
      for (const std::int64_t groups : {4, 2}) {
        const at::Tensor query = at::randn({n, 4, 16});
        const KeptRows keys(at::randn({groups, 20, 16})), values(at::randn({groups, 20, 16}));
        const KeptRows seen = keys.narrow(0, m), mixed = values.narrow(0, m);
        QCOMPARE(held(fused_causal_attention(there(query), there(seen.rows), there(mixed.rows), 0.25),
                      causal_attention(query, seen, mixed, 0.25)),
                 std::string());
      }
  }
#endif

  void chooses_the_likeliest() {
    const at::Tensor logits = at::randn({3001});
    const at::Tensor token = there(at::empty({1}, at::kInt)), likelihood = there(at::empty({1}));
    choose_token_cuda(there(logits), 0, 1, {}, token, likelihood);
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QCOMPARE(token.item<int>(), logits.argmax().item<int>());
    QVERIFY(std::abs(likelihood.item<float>() - at::log_softmax(logits, 0).max().item<float>()) < 1e-5F);
    choose_token_cuda(there(logits), 0.7, 0.9, there(at::full({1}, 0.5, at::kDouble)), token, likelihood);
    QCOMPARE(adapter_faults(), std::vector<std::string>());
    QVERIFY(token.item<int>() >= 0);
    QVERIFY(refuses([&] { choose_token_cuda(there(logits), 0.7, 0.9, {}, token, likelihood); }));
    QVERIFY(refuses([&] { choose_token_cuda(there(logits), 0, 1, {}, token.to(at::kLong), likelihood); }));
    QVERIFY(refuses([&] { choose_token_cuda(there(logits), 0, 0, {}, token, likelihood); }));
  }
};

}  // namespace vp::test

using vp::test::TestCudaBodies;
QTEST_GUILESS_MAIN(TestCudaBodies)
#include "test_cuda_bodies.moc"
