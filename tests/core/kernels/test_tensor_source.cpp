// Parameters from a checkpoint: conversion, refusals, digest.
#include "kernels/tensor_source.h"

#include <ATen/ATen.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include "base/error.h"
#include "kernels/stored_dtype.h"

#include <QtTest>

namespace {

using vp::checkpoint::Dtype;
using vp::checkpoint::MemoryWeights;

template <typename T>
void add(MemoryWeights& weights, const std::string& name, Dtype dtype, std::vector<std::int64_t> shape,
         const std::vector<T>& values) {
  std::vector<std::byte> bytes(values.size() * sizeof(T));
  std::memcpy(bytes.data(), values.data(), bytes.size());
  weights.add({name, dtype, std::move(shape)}, std::move(bytes));
}

vp::kernels::CheckpointTensorSource source_of(const MemoryWeights& weights, at::ScalarType dtype,
                                              vp::base::Progress& progress) {
  return {weights, at::TensorOptions(dtype), 1 << 20, progress, {}};
}

}  // namespace

class TestTensorSource : public QObject {
  Q_OBJECT

 private slots:
  void convertsToTheModelsPrecision() {
    MemoryWeights weights;
    add<float>(weights, "a", Dtype::Float32, {2, 2}, {1.0f, -2.5f, 3.0f, 1e-3f});
    add<std::uint16_t>(weights, "b", Dtype::BFloat16, {2}, {0x3F80, 0xC020});  // 1, -2.5
    vp::base::NoProgress progress;
    auto source = source_of(weights, at::kFloat, progress);
    QVERIFY(source.take("b", {2}).equal(at::tensor({1.0f, -2.5f})));
    auto rounded = source_of(weights, at::kBFloat16, progress);
    QVERIFY(rounded.take("a", {2, 2})
                .equal(at::tensor({1.0f, -2.5f, 3.0f, 1e-3f}).view({2, 2}).to(at::kBFloat16)));
  }

  void stacksWithoutChangingTheOrder() {
    MemoryWeights weights;
    add<float>(weights, "q", Dtype::Float32, {2, 2}, {1, 2, 3, 4});
    add<float>(weights, "k", Dtype::Float32, {1, 2}, {5, 6});
    vp::base::NoProgress progress;
    auto source = source_of(weights, at::kFloat, progress);
    QVERIFY(source.take_stacked({"q", "k"}, {2, 1}, {2}).equal(at::arange(1, 7, at::kFloat).view({3, 2})));
  }

  void matricesStayInTheirFile() {
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("model.safetensors").toStdString();
    const at::Tensor halves = at::randn({3, 8}).to(at::kHalf), words = at::randn({3, 8}).to(at::kBFloat16);
    vp::checkpoint::TensorsToWrite tensors;
    vp::kernels::add_tensor(tensors, "halves", halves);
    vp::kernels::add_tensor(tensors, "nan", at::full({3, 8}, std::nanf("")));
    vp::kernels::add_tensor(tensors, "words", words);
    vp::checkpoint::write_safetensors(file, tensors.tensors(), {});
    vp::base::NoProgress progress;
    const auto weights = vp::checkpoint::open_safetensors(file);
    const auto source_in = [&](at::ScalarType dtype) {
      return vp::kernels::CheckpointTensorSource(*weights, at::TensorOptions(dtype), 1 << 20, progress, {});
    };
    auto source = source_in(at::kFloat);
    const vp::kernels::WeightMatrix both = source.take_matrices({"halves", "words"}, {3, 3}, 8);
    QCOMPARE(both.pieces().size(), std::size_t{2});
    const at::Tensor first = std::get<at::Tensor>(both.pieces()[0]);
    const at::Tensor second = std::get<at::Tensor>(both.pieces()[1]);
    QVERIFY(first.equal(halves) && second.equal(words));
    const auto in_file = [&](const at::Tensor& piece, const char* name) {
      return piece.data_ptr() == weights->view(*weights->find(name))->bytes.data();
    };
    QVERIFY(in_file(first, "halves") && in_file(second, "words"));
    // The other arithmetic takes what it multiplies in.
    auto rounded = source_in(at::kBFloat16);
    QVERIFY(rounded.take_matrix("halves", 3, 8).dense().equal(halves.to(at::kBFloat16)));
    QVERIFY(in_file(rounded.take_matrix("words", 3, 8).dense(), "words"));
    QCOMPARE(source.digest(), rounded.digest());
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, source.take_matrix("nan", 3, 8));
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, source.take_matrix("words", 8, 3));
  }

  void refuses_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("missing") << "absent"
                             << "lacks the tensor absent of shape [2]";
    QTest::newRow("misshapen") << "long"
                               << "has the shape [3] where config.json calls for [2]";
    QTest::newRow("NaN") << "nan"
                         << "NaN or an infinity";
    QTest::newRow("infinity") << "inf"
                              << "NaN or an infinity";
    QTest::newRow("bfloat16 infinity") << "half_inf"
                                       << "NaN or an infinity";
    QTest::newRow("integers") << "int"
                              << "holds int32";
    QTest::newRow("too large for bfloat16") << "huge"
                                            << "too large for";
  }

  void refuses() {
    QFETCH(QString, name);
    QFETCH(QString, expected);
    MemoryWeights weights;
    add<float>(weights, "long", Dtype::Float32, {3}, {1, 2, 3});
    add<float>(weights, "nan", Dtype::Float32, {2}, {1, std::nanf("")});
    add<float>(weights, "inf", Dtype::Float32, {2}, {1, -std::numeric_limits<float>::infinity()});
    add<std::uint16_t>(weights, "half_inf", Dtype::BFloat16, {2}, {0x3F80, 0x7F80});
    add<std::int32_t>(weights, "int", Dtype::Int32, {2}, {1, 2});
    add<float>(weights, "huge", Dtype::Float32, {2}, {1, std::numeric_limits<float>::max()});
    vp::base::NoProgress progress;
    auto source = source_of(weights, at::kBFloat16, progress);
    try {
      source.take(name.toStdString(), {2});
      QFAIL("was taken");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Checkpoint);
      QVERIFY2(QString(error.what()).contains(expected), error.what());
    }
  }

  void theDigestKnowsTheContentNotTheOrder() {
    MemoryWeights weights;
    add<float>(weights, "a", Dtype::Float32, {2}, {1, 2});
    add<float>(weights, "b", Dtype::Float32, {2}, {3, 4});
    vp::base::NoProgress progress;
    auto first = source_of(weights, at::kFloat, progress),
         second = source_of(weights, at::kBFloat16, progress);
    first.take("a", {2});
    first.take("b", {2});
    second.take("b", {2});
    second.take("a", {2});
    const std::string digest = first.digest();
    QCOMPARE(second.digest(), digest);  // of what is stored, not of what it became
    MemoryWeights other;
    add<float>(other, "a", Dtype::Float32, {2}, {1, 2});
    add<float>(other, "b", Dtype::Float32, {2}, {3, 5});
    auto third = source_of(other, at::kFloat, progress);
    third.take("a", {2});
    third.take("b", {2});
    QVERIFY(third.digest() != digest);
  }

  void randomWeightsDependOnNameAndSeedOnly() {
    vp::kernels::RandomTensorSource a(at::kFloat, 1), b(at::kFloat, 1), c(at::kFloat, 2);
    b.take("y.weight", {3, 3});
    QVERIFY(a.take("x.weight", {3, 3}).equal(b.take("x.weight", {3, 3})));
    QVERIFY(!a.take("x.weight", {3, 3}).equal(c.take("x.weight", {3, 3})));
    QVERIFY(a.take("norm.weight", {3}).equal(at::ones({3})));
    QVERIFY(a.take("norm.bias", {3}).equal(at::zeros({3})));
  }
};

QTEST_GUILESS_MAIN(TestTensorSource)
#include "test_tensor_source.moc"
