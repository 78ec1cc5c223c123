// STAB against what the authors' implementation gives, in its plain and in its folded form.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "stab/stab.h"
#include "support/golden_tensors.h"
#include "support/rounding.h"

// Qt's macros (slots, emit) come after LibTorch, whose headers use these names.
#include <QtTest>

namespace {

using vp::test::relative_error;

constexpr double kTolerance = 2e-4;  // what two correct float32 implementations differ by at most
const std::filesystem::path kGolden = std::filesystem::path(VP_TEST_DATA) / "golden" / "stab";

vp::checkpoint::VisionConfig golden_config() {
  vp::checkpoint::VisionConfig config;
  config.image_size = 224;
  config.image_size_teacher = 112;
  config.hidden_size = 64;
  return config;
}

/// Random weights that bfloat16 holds exactly, for arithmetic in float32; factors are kept in `factors`.
class RoundedWeights final : public vp::kernels::TensorSource {
 public:
  explicit RoundedWeights(std::uint64_t seed, at::ScalarType factors = at::kFloat)
      : rounded_(at::kBFloat16, seed), factors_(factors) {}

  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    return rounded_.take(name, shape).to(at::kFloat);
  }
  at::Tensor take_factors(const std::string& name, at::IntArrayRef shape) override {
    return rounded_.take(name, shape).to(factors_);
  }
  at::Tensor take_stacked(const std::vector<std::string>& names, const std::vector<std::int64_t>& rows,
                          at::IntArrayRef trailing) override {
    return rounded_.take_stacked(names, rows, trailing).to(at::kFloat);
  }
  bool has(const std::string& name) const override { return rounded_.has(name); }
  at::TensorOptions options() const override { return at::kFloat; }

 private:
  vp::kernels::RandomTensorSource rounded_;
  at::ScalarType factors_;
};

}  // namespace

class TestStab : public QObject {
  Q_OBJECT

 private slots:
  void equalsTheAuthors_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("folded");
    for (const char* name : {"square", "landscape", "portrait", "padded"})
      for (const bool folded : {false, true})
        QTest::addRow("%s, %s", name, folded ? "folded" : "plain") << QString(name) << folded;
  }

  void equalsTheAuthors() {
    QFETCH(QString, name);
    QFETCH(bool, folded);
    std::ifstream stream(kGolden / "cases.json");
    const nlohmann::json entry = nlohmann::json::parse(stream)["cases"][name.toStdString()];
    vp::test::MapTensorSource source(vp::test::load_tensors(kGolden / "weights.safetensors"), at::kFloat);
    const vp::stab::Stab stab(golden_config(), 96, source, "");
    const at::Tensor pixels = vp::test::golden_chunks(entry);
    const at::NoGradGuard no_grad;
    const vp::stab::StabResult result =
        folded ? vp::stab::FoldedStab(stab).forward(pixels) : stab.forward(pixels, false);

    auto expected = vp::test::load_tensors(kGolden / (name.toStdString() + ".safetensors"));
    const auto check = [&](const std::string& key, const at::Tensor& actual) {
      QVERIFY2(expected.contains(key), key.c_str());
      const double error = relative_error(actual, expected[key]);
      QVERIFY2(error < kTolerance, qPrintable(QString("%1: %2").arg(key.c_str()).arg(error)));
    };
    check("lste", result.lste.permute({0, 4, 1, 2, 3}));
    check("gstra", result.gstra);
    check("gstra_attention", result.gstra_attention);
    for (std::size_t i = 0; i < result.frames.size(); ++i) {
      const vp::stab::FrameResult& frame = result.frames[i];
      const std::string prefix = "frame" + std::to_string(i) + ".";
      QCOMPARE(frame.tokens.size(0), entry["tokens"][i].get<std::int64_t>());
      check(prefix + "lsd_attention", frame.lsd_attention);
      check(prefix + "lsd", frame.lsd);
      check(prefix + "fsra_attention", frame.fsra_attention);
      check(prefix + "fsra", frame.fsra);
      check(prefix + "context", frame.context);
      check(prefix + "tokens", frame.tokens);
    }
  }

  // The sizes of the released model, where every kernel takes its wide path: folded = plain, and bfloat16
  // near it. On the longest way to a token twelve values are rounded one after the other (patches, their
  // embedding, LSTE's three, LSD's query, folded query, mean, value and result, the projector's two): the
  // worst of each, and all of one sign, would add up to twelve roundings.
  void foldedEqualsPlainAtReleasedWidth_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("gstraHeads");
    QTest::addColumn<int>("top");
    QTest::newRow("d = 1024, square") << 1024 << 8 << 0;
    QTest::newRow("d = 1024, wide") << 1024 << 8 << 6;
    QTest::newRow("d = 1408") << 1408 << 11 << 4;
    QTest::newRow("d = 72, no multiple of 16") << 72 << 8 << 2;
  }

  void foldedEqualsPlainAtReleasedWidth() {
    QFETCH(int, width);
    QFETCH(int, gstraHeads);
    QFETCH(int, top);
    vp::checkpoint::VisionConfig config = golden_config();
    config.hidden_size = width;
    config.gstra_heads = gstraHeads;
    at::Tensor pixels = vp::test::golden_pixels({1, 4, 4, 224, 224}, 7);
    pixels.select(2, 3).zero_().narrow(2, top * 14, 224 - 2 * top * 14).fill_(1);
    RoundedWeights exact(11);
    vp::kernels::RandomTensorSource rounded(at::kBFloat16, 11);
    const at::NoGradGuard no_grad;
    const vp::stab::Stab stab(config, 128, exact, "");
    const vp::stab::StabResult plain = stab.forward(pixels, false);
    const vp::stab::StabResult folded = vp::stab::FoldedStab(stab).forward(pixels);
    const vp::stab::StabResult half = vp::stab::FoldedStab({config, 128, rounded, ""}).forward(pixels);
    const auto compare = [](const vp::stab::StabResult& a, const vp::stab::StabResult& b) {
      double worst =
          std::max(relative_error(a.gstra, b.gstra), relative_error(a.gstra_attention, b.gstra_attention));
      for (std::size_t i = 0; i < a.frames.size(); ++i) {
        worst = std::max(worst, relative_error(a.frames[i].tokens, b.frames[i].tokens));
        worst = std::max(worst, relative_error(a.frames[i].lsd_attention, b.frames[i].lsd_attention));
        worst = std::max(worst, relative_error(a.frames[i].fsra_attention, b.frames[i].fsra_attention));
      }
      return worst;
    };
    const double in_float = compare(folded, plain), in_bfloat16 = compare(half, plain);
    qInfo("largest relative error: float32 %.1e, bfloat16 %.1e", in_float, in_bfloat16);
    QVERIFY(in_float < kTolerance);
    QVERIFY(in_bfloat16 < vp::test::rounding_tolerance(at::kBFloat16, 12));
  }

  // A prepared checkpoint's matrices stay in the 16 bits in which the file is mapped.
  void matricesKeptIn16BitsGiveTheSameNumbers() {
    const vp::checkpoint::VisionConfig config = golden_config();
    const at::Tensor pixels = vp::test::golden_pixels({2, 4, 4, 224, 224}, 7);
    const at::NoGradGuard no_grad;
    RoundedWeights widened(11), kept(11, at::kBFloat16);
    const vp::stab::Stab of_floats(config, 96, widened, ""), of_halves(config, 96, kept, "");
    const auto same = [](const vp::stab::StabResult& a, const vp::stab::StabResult& b) {
      bool equal = a.gstra.equal(b.gstra) && a.gstra_attention.equal(b.gstra_attention);
      for (std::size_t i = 0; i < a.frames.size(); ++i)
        equal = equal && a.frames[i].tokens.scalar_type() == at::kFloat &&
                a.frames[i].tokens.equal(b.frames[i].tokens) &&
                a.frames[i].lsd_attention.equal(b.frames[i].lsd_attention) &&
                a.frames[i].fsra_attention.equal(b.frames[i].fsra_attention);
      return equal;
    };
    QVERIFY(same(of_halves.forward(pixels, false), of_floats.forward(pixels, false)));
    QVERIFY(same(vp::stab::FoldedStab(of_halves).forward(pixels),
                 vp::stab::FoldedStab(of_floats).forward(pixels)));
  }

  void refusesAnotherShape() {
    const vp::checkpoint::VisionConfig config = golden_config();
    vp::kernels::RandomTensorSource source(at::kFloat, 1);
    const vp::stab::FoldedStab stab({config, 96, source, ""});
    QVERIFY_EXCEPTION_THROWN(stab.forward(at::zeros({1, 4, 4, 224, 210})), c10::Error);
    QVERIFY_EXCEPTION_THROWN(stab.forward(at::zeros({1, 3, 4, 224, 224})), c10::Error);
  }
};

QTEST_GUILESS_MAIN(TestStab)
#include "test_stab.moc"
