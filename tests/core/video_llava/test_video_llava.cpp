// Video-LLaVA in both layouts: frames, pixels, features, tokens and prompts against what the authors'
// implementation and Transformers give.
#include <ATen/ATen.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/progress.h"
#include "checkpoint/model_weights.h"
#include "media/picture_file.h"
#include "support/golden_tensors.h"
#include "text/prompt.h"
#include "video_llava/encoder.h"
#include "video_llava/frames.h"
#include "video_llava/pictures.h"
#include "video_llava/prompt.h"

// Qt's macros (slots, emit) come after LibTorch, whose headers use these names.
#include <QtTest>

namespace {

using vp::test::relative_error;
namespace fs = std::filesystem;

constexpr double kTolerance = 2e-4;  // what two correct float32 implementations differ by at most
const fs::path kAll = fs::path(VP_TEST_DATA) / "golden";
const fs::path kGolden = kAll / "video_llava";

struct Layout {
  fs::path folder;
  fs::path checkpoint;
};

Layout layout_of(const QString& name) {
  if (name == "hf") return {kGolden / "hf", kGolden / "hf" / "Video-LLaVA-7B-hf"};
  return {kGolden / "original", kGolden / "original" / "LanguageBind" / "Video-LLaVA-7B"};
}

nlohmann::json read_json(const fs::path& file) {
  return nlohmann::json::parse(std::ifstream(file));
}

vp::video_llava::Encoder load_encoder(const fs::path& folder) {
  const vp::checkpoint::ModelConfig config = vp::checkpoint::read_model_config(folder);
  const auto reader = vp::checkpoint::open_model_weights({folder, {}, {}}, config);
  vp::base::NoProgress progress;
  vp::kernels::CheckpointTensorSource source(*reader, at::kFloat, 0, progress, {});
  return {config.tower, config.decoder.hidden_size, source, "model."};
}

void add_both_layouts() {
  QTest::addColumn<QString>("layout");
  QTest::newRow("original") << "original";
  QTest::newRow("hf") << "hf";
}

}  // namespace

class TestVideoLlava : public QObject {
  Q_OBJECT

 private slots:
  void framesEqualTheRules() {
    const nlohmann::json rules = read_json(kAll / "comparison-sampling.json");
    for (const auto& [count, expected] : rules["original"].items())
      QCOMPARE(vp::video_llava::sample_frames(std::stoll(count), 8),
               expected.get<std::vector<std::int64_t>>());
    for (const auto& [count, expected] : rules["hf"].items())
      QCOMPARE(vp::video_llava::sample_frames_hf(std::stoll(count), 8),
               expected.get<std::vector<std::int64_t>>());
  }

  void pixelsEqualTheAuthors_data() {
    QTest::addColumn<QString>("picture");
    for (const char* name : {"180x320", "500x280", "97x61"}) QTest::newRow(name) << name;
  }

  void pixelsEqualTheAuthors() {
    QFETCH(const QString, picture);
    const std::string name = picture.toStdString();
    const vp::base::RgbImage image = vp::media::read_picture(kAll / "preprocess" / (name + ".png"));
    at::Tensor pixels = at::empty({3, 224, 224}, at::kFloat);
    vp::video_llava::write_pixels(image, 224, {},
                                  {pixels.data_ptr<float>(), static_cast<std::size_t>(pixels.numel())});
    auto expected = vp::test::load_tensors(kGolden / "original" / "preprocess224.safetensors");
    const at::Tensor rows = pixels.slice(1, 0, 224, 8);
    QVERIFY(relative_error(rows, expected[name + ".every_8th_row"]) <= 1e-5);
  }

  void resizedPicturesEqualPillows_data() {
    QTest::addColumn<QString>("picture");
    for (const char* name : {"500x280", "97x61"}) QTest::newRow(name) << name;
  }

  // At most one level off in 99.9 % of the values, never more than two.
  void resizedPicturesEqualPillows() {
    QFETCH(const QString, picture);
    const std::string name = picture.toStdString();
    const vp::base::RgbImage seen =
        vp::clip::resize_and_crop(vp::media::read_picture(kAll / "preprocess" / (name + ".png")), 224);
    const vp::base::RgbImage expected =
        vp::media::read_picture(kGolden / "hf" / "preprocess224" / (name + ".expected.png"));
    QCOMPARE(seen.pixels.size(), expected.pixels.size());
    std::size_t others = 0;
    for (std::size_t i = 0; i < seen.pixels.size(); ++i) {
      const int difference = std::abs(int{seen.pixels[i]} - int{expected.pixels[i]});
      QVERIFY(difference <= 2);
      others += difference > 1;
    }
    QVERIFY(others * 1000 <= seen.pixels.size());
  }

  void featuresAndTokensEqualTheAuthors_data() { add_both_layouts(); }

  void featuresAndTokensEqualTheAuthors() {
    QFETCH(const QString, layout);
    const auto [folder, checkpoint] = layout_of(layout);
    auto expected = vp::test::load_tensors(folder / "clip_landscape.expected.safetensors");
    const vp::video_llava::Encoder encoder = load_encoder(checkpoint);
    const auto features = encoder.tower().forward(expected["pixel_values"], true);
    QVERIFY(relative_error(features.features, expected["features"]) <= kTolerance);
    const auto encoded = encoder.forward(expected["pixel_values"], true);
    QVERIFY(relative_error(encoded.tokens.flatten(0, 1), expected["tokens"]) <= kTolerance);
    const at::Tensor seen = encoded.attention.space.select(2, 0);
    QVERIFY((seen - expected["cls_attention"]).abs().max().item<double>() <= kTolerance);
    if (layout == "hf") {
      QVERIFY(!encoded.attention.time.defined());
    } else {
      const at::Tensor time = encoded.attention.time[0][0];  // of the class token
      QVERIFY((time - expected["cls_temporal_attention"]).abs().max().item<double>() <= kTolerance);
    }
  }

  void promptsEqualTheAuthors_data() { add_both_layouts(); }

  void promptsEqualTheAuthors() {
    QFETCH(const QString, layout);
    const bool hf = layout == "hf";
    const auto [folder, checkpoint] = layout_of(layout);
    const auto tokenizer = vp::text::Tokenizer::load(checkpoint);
    for (const nlohmann::json& entry : read_json(folder / "cases.json")) {
      std::vector<vp::text::TokenId> ids;
      const auto& turns = entry["turns"];
      for (std::size_t i = 0; i < turns.size(); ++i) {
        const std::string question = turns[i][0];
        const std::string answer = turns[i][1].is_null() ? "" : turns[i][1].get<std::string>();
        const auto turn = hf ? i == 0 ? vp::video_llava::first_turn_ids_hf(tokenizer, 1, question, answer)
                                      : vp::video_llava::later_turn_ids_hf(tokenizer, question, answer)
                          : i == 0 ? vp::text::turn_ids(tokenizer, true, 8, question, answer)
                                   : vp::video_llava::later_turn_ids(tokenizer, question, answer);
        ids.insert(ids.end(), turn.begin(), turn.end());
        if (!hf && !answer.empty()) ids.push_back(vp::text::Tokenizer::kEnd);
      }
      if (hf)
        std::replace(ids.begin(), ids.end(), vp::text::kFrameMark,
                     entry["video_token"].get<vp::text::TokenId>());
      QCOMPARE(ids, entry["prompt_ids"].get<std::vector<vp::text::TokenId>>());
    }
  }
};

QTEST_APPLESS_MAIN(TestVideoLlava)
#include "test_video_llava.moc"
