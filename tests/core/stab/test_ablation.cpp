// STAB without some of its parts: switched off in a whole model, and a model that never had them.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include <map>
#include <set>
#include <string>

#include "attention/token_layout.h"
#include "stab/stab.h"
#include "support/golden_tensors.h"

#include <QtTest>

namespace {

using vp::attention::TokenLayout;
using vp::checkpoint::Ablation;
using vp::test::relative_error;

constexpr double kTolerance = 2e-4;
constexpr std::int64_t kWidth = 32, kLlmWidth = 48;

vp::checkpoint::VisionConfig config_without(const Ablation& ablation) {
  vp::checkpoint::VisionConfig config;
  config.image_size = 112;
  config.image_size_teacher = 56;
  config.hidden_size = kWidth;
  config.ablation = ablation;
  return config;
}

// The same tensor for a name whatever else is taken, so that a twin has the whole model's weights.
class NamedSource final : public vp::kernels::TensorSource {
 public:
  at::Tensor take(const std::string& name, at::IntArrayRef shape) override {
    taken.insert(name);
    const auto found = tensors_.find(name);
    if (found != tensors_.end()) return found->second;
    vp::kernels::RandomTensorSource random(at::kFloat, std::hash<std::string>()(name));
    const at::Tensor values = random.take(name, shape);
    if (trainable && name.find("running_") == std::string::npos) values.requires_grad_(true);
    return tensors_[name] = values;
  }
  at::Tensor take_stacked(const std::vector<std::string>&, const std::vector<std::int64_t>&,
                          at::IntArrayRef) override {
    return {};
  }
  bool has(const std::string&) const override { return true; }
  at::TensorOptions options() const override { return at::kFloat; }
  const at::Tensor& operator[](const std::string& name) { return tensors_.at("video_tower." + name); }

  std::set<std::string> taken;
  bool trainable = false;

 private:
  std::map<std::string, at::Tensor> tensors_;
};

// Two chunks of wide frames; the last frame is padding.
at::Tensor pixels() {
  at::Tensor values = vp::test::golden_pixels({2, 4, 4, 112, 112}, 5);
  values.select(2, 3).zero_().narrow(2, 28, 56).fill_(1);
  values[1][3].zero_();
  return values;
}

const QList<QPair<QString, Ablation>> kCases{{"lste", {.lste = true}},
                                             {"gstra", {.gstra = true}},
                                             {"fsra", {.fsra = true}},
                                             {"row", {.row = true}},
                                             {"lsd", {.lsd = true}},
                                             {"gstra and lste", {.lste = true, .gstra = true}},
                                             {"gstra and fsra", {.gstra = true, .fsra = true}},
                                             {"all", {true, true, true, true, true}}};

void add_cases() {
  QTest::addColumn<int>("index");
  for (int i = 0; i < kCases.size(); ++i) QTest::addRow("%s", qPrintable(kCases[i].first)) << i;
}

}  // namespace

class TestAblation : public QObject {
  Q_OBJECT

 private slots:
  void nothingLeftOutIsTheSameToTheBit() {
    NamedSource source;
    const vp::stab::FoldedStab stab({config_without({}), kLlmWidth, source, ""});
    const vp::stab::StabResult plain = stab.forward(pixels()), switched = stab.forward(pixels(), Ablation{});
    for (std::size_t i = 0; i < plain.frames.size(); ++i)
      QVERIFY(plain.frames[i].tokens.equal(switched.frames[i].tokens));
  }

  void aPartSwitchedOffIsAModelWithoutIt_data() { add_cases(); }

  void aPartSwitchedOffIsAModelWithoutIt() {
    QFETCH(int, index);
    const Ablation without = kCases[index].second;
    NamedSource source;
    const at::NoGradGuard no_grad;
    const vp::stab::FoldedStab whole({config_without({}), kLlmWidth, source, ""});
    const vp::stab::Stab twin(config_without(without), kLlmWidth, source, "");
    const vp::stab::StabResult switched = whole.forward(pixels(), without);
    const vp::stab::StabResult expected = twin.forward(pixels(), false);
    const vp::stab::StabResult folded = vp::stab::FoldedStab(twin).forward(pixels());
    const vp::stab::StabResult unchanged = whole.forward(pixels());
    QVERIFY(relative_error(switched.lste, expected.lste) < kTolerance);
    QCOMPARE(switched.gstra.defined(), !without.gstra);
    for (std::size_t i = 0; i < 8; ++i) {
      const vp::stab::FrameResult& frame = switched.frames[i];
      // Without anything that has a bias a padding frame's tokens are all zero.
      QVERIFY(at::allclose(frame.tokens, expected.frames[i].tokens, kTolerance, 1e-5));
      QVERIFY(folded.frames[i].tokens.equal(frame.tokens));
      if (frame.tokens.abs().max().item<float>() == 0) continue;
      QVERIFY(!frame.tokens.sizes().equals(unchanged.frames[i].tokens.sizes()) ||
              relative_error(frame.tokens, unchanged.frames[i].tokens) > 1e-3);
      const auto layout = TokenLayout::of(frame.valid.height() / 2, frame.valid.width() / 2, without);
      QCOMPARE(frame.tokens.size(0), layout.count());
      // What is left out looked nowhere.
      QCOMPARE(frame.fsra_attention.abs().sum().item<float>() > 0, !without.fsra);
      QCOMPARE(frame.fsra_attention.sizes(), unchanged.frames[i].fsra_attention.sizes());
    }
    QCOMPARE(switched.gstra_attention.abs().sum().item<float>() > 0, !without.gstra);
    QCOMPARE(switched.gstra_attention.sizes(), unchanged.gstra_attention.sizes());
  }

  void theLayoutNamesThePatchTokens() {
    const TokenLayout whole = TokenLayout::of(2, 3, {}), no_row = TokenLayout::of(2, 3, {.row = true}),
                      rows_only = TokenLayout::of(2, 3, {.gstra = true, .fsra = true});
    const auto patches = [](const TokenLayout& layout) {
      QString text;
      for (std::int64_t i = 0; i < layout.count(); ++i) text += layout.is_patch(i) ? 'p' : '-';
      return text;
    };
    QCOMPARE(patches(whole), QString("-ppp-ppp-"));
    QCOMPARE(patches(no_row), QString("-pppppp"));
    QCOMPARE(patches(rows_only), QString("ppp-ppp-"));
    QCOMPARE(patches(TokenLayout::of(2, 3, {.gstra = true, .fsra = true, .row = true})), QString("pppppp"));
  }

  void withoutLsteThereIsOnlyThePatchEmbedding() {
    NamedSource source;
    const vp::stab::FoldedStab stab({config_without({}), kLlmWidth, source, ""});
    const vp::stab::PatchEmbedding embedding(config_without({}), source, "video_tower.");
    const at::NoGradGuard no_grad;  // or LibTorch makes the embedding's product, for its gradient
    QVERIFY(stab.forward(pixels(), {.lste = true}).lste.equal(embedding.forward(pixels().narrow(2, 0, 3))));
  }

  void oneContextCountsWholeWithoutTheOther() {
    NamedSource source;
    const vp::stab::FoldedStab stab({config_without({}), kLlmWidth, source, ""});
    const auto proj = [&](const at::Tensor& x) {
      return at::linear(at::layer_norm(x, {kWidth}, source["proj.0.weight"], source["proj.0.bias"]),
                        source["proj.2.weight"], source["proj.2.bias"]);
    };
    const vp::stab::StabResult no_gstra = stab.forward(pixels(), {.gstra = true});
    const vp::stab::StabResult no_fsra = stab.forward(pixels(), {.fsra = true});
    const vp::stab::StabResult neither = stab.forward(pixels(), {.gstra = true, .fsra = true});
    for (std::size_t i = 0; i < 8; ++i) {
      QVERIFY(relative_error(no_gstra.frames[i].context, proj(no_gstra.frames[i].fsra)) < kTolerance);
      const at::Tensor chunk = no_fsra.gstra[static_cast<std::int64_t>(i / 4)];
      QVERIFY(relative_error(no_fsra.frames[i].context, proj(chunk)) < kTolerance);
      QVERIFY(!neither.frames[i].context.defined());
    }
  }

  void withoutLsdWindowsAreAveraged() {
    NamedSource source;
    const vp::stab::FoldedStab stab({config_without({}), kLlmWidth, source, ""});
    const vp::stab::PatchEmbedding embedding(config_without({}), source, "video_tower.");
    const vp::stab::StabResult result = stab.forward(pixels(), {.lsd = true});
    const at::Tensor dense = result.lste + embedding.forward(pixels().narrow(2, 0, 3));
    const vp::base::Rect valid = result.frames[2].valid;
    const at::Tensor cut = dense[0][2].narrow(0, valid.top, valid.height()).permute({2, 0, 1});  // (d, H, W)
    const at::Tensor expected = at::avg_pool2d(cut.unsqueeze(0), {2, 2})[0].flatten(1).t();
    QVERIFY(relative_error(result.frames[2].lsd, expected) < kTolerance);
    QVERIFY(result.frames[2].lsd_attention.eq(0.25).all().item<bool>());
  }

  void aTwinHasNoWeightsOfWhatItLacks_data() { add_cases(); }

  void aTwinHasNoWeightsOfWhatItLacks() {
    QFETCH(int, index);
    const Ablation without = kCases[index].second;
    NamedSource source;
    source.trainable = true;
    const vp::stab::Stab twin(config_without(without), kLlmWidth, source, "");
    const auto takes = [&](const char* prefix) {
      return std::any_of(source.taken.begin(), source.taken.end(), [&](const std::string& name) {
        return name.starts_with("video_tower." + std::string(prefix));
      });
    };
    QCOMPARE(takes("lmhra1."), !without.lste);
    QCOMPARE(takes("dpe."), !without.lste);
    QCOMPARE(takes("dec."), !without.gstra);
    QCOMPARE(takes("temporal_cls_token"), !without.gstra);
    QCOMPARE(takes("global_attention."), !without.fsra);
    QCOMPARE(takes("class_embedding"), !without.fsra);
    QCOMPARE(takes("local_attention."), !without.lsd);
    QCOMPARE(takes("split_embedding"), !without.row);
    QCOMPARE(takes("balance"), !without.gstra && !without.fsra);
    QCOMPARE(takes("proj."), !without.gstra || !without.fsra);

    at::Tensor loss = at::zeros({});
    for (const auto& frame : twin.forward(pixels(), true).frames) loss = loss + frame.tokens.square().mean();
    loss.backward();
    for (const std::string& name : source.taken) {
      const at::Tensor values = source.take(name, {});
      if (!values.requires_grad()) continue;
      QVERIFY2(values.grad().defined() && values.grad().abs().max().item<float>() > 0, name.c_str());
    }
  }
};

QTEST_GUILESS_MAIN(TestAblation)
#include "test_ablation.moc"
