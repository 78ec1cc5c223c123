// Video-ChatGPT: frames, pictures, features, pooled tokens and prompts against what the authors'
// implementation gives.
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
#include "video_chatgpt/encoder.h"
#include "video_chatgpt/frames.h"
#include "video_chatgpt/pictures.h"
#include "video_chatgpt/prompt.h"

// Qt's macros (slots, emit) come after LibTorch, whose headers use these names.
#include <QtTest>

namespace {

using vp::test::relative_error;
using vp::text::TokenId;
namespace fs = std::filesystem;

constexpr double kTolerance = 2e-4;  // what two correct float32 implementations differ by at most
const fs::path kAll = fs::path(VP_TEST_DATA) / "golden";
const fs::path kGolden = kAll / "video_chatgpt";
const fs::path kCheckpoint = kGolden / "mmaaz60" / "LLaVA-7B-Lightening-v1-1";

nlohmann::json read_json(const fs::path& file) {
  return nlohmann::json::parse(std::ifstream(file));
}

void append(std::vector<TokenId>& ids, const std::vector<TokenId>& more) {
  ids.insert(ids.end(), more.begin(), more.end());
}

}  // namespace

class TestVideoChatgpt : public QObject {
  Q_OBJECT

 private slots:
  void framesEqualTheRule() {
    const nlohmann::json rules = read_json(kAll / "comparison-sampling.json");
    for (const auto& [count, expected] : rules["chatgpt"].items())
      QCOMPARE(vp::video_chatgpt::sample_frames(std::stoll(count), 100),
               expected.get<std::vector<std::int64_t>>());
  }

  void picturesEqualTheAuthors_data() {
    QTest::addColumn<QString>("picture");
    for (const char* name : {"500x280", "97x61"}) QTest::newRow(name) << name;
  }

  void picturesEqualTheAuthors() {
    QFETCH(const QString, picture);
    const std::string name = picture.toStdString();
    const auto seen =
        vp::video_chatgpt::seen_picture(vp::media::read_picture(kAll / "preprocess" / (name + ".png")), 224);
    const auto expected = vp::media::read_picture(kGolden / "preprocess224" / (name + ".nearest.png"));
    QCOMPARE(seen.width, 224);
    QVERIFY(seen.pixels == expected.pixels);
    // A picture that was seen is seen so again.
    QVERIFY(vp::video_chatgpt::seen_picture(seen, 224).pixels == seen.pixels);
  }

  void featuresAndTokensEqualTheAuthors() {
    auto expected = vp::test::load_tensors(kGolden / "clip_short.expected.safetensors");
    const auto config = vp::checkpoint::read_model_config(kCheckpoint);
    const auto files = vp::checkpoint::find_model_files({kCheckpoint, {}, {}}, config);
    const auto reader = vp::checkpoint::open_model_weights(files, config);
    vp::base::NoProgress progress;
    vp::kernels::CheckpointTensorSource source(*reader, at::kFloat, 0, progress, {});
    const vp::video_chatgpt::Encoder encoder(config.tower, config.decoder.hidden_size, source, "model.");
    const auto frames = encoder.features(expected["pixel_values"], true);
    QVERIFY(relative_error(frames.patches, expected["features"]) <= kTolerance);
    QVERIFY((frames.received - expected["received_attention"]).abs().max().item<double>() <= kTolerance);
    const at::Tensor pooled = encoder.pool(frames.patches);
    QVERIFY(relative_error(pooled, expected["pooled"]) <= kTolerance);
    QVERIFY(relative_error(encoder.project(pooled), expected["tokens"]) <= kTolerance);
    const at::Tensor attention = encoder.tower().forward(expected["pixel_values"], true).attention.space;
    QVERIFY((attention.select(2, 0) - expected["cls_attention"]).abs().max().item<double>() <= kTolerance);
  }

  void promptsEqualTheReleasedScripts() {
    const auto tokenizer = vp::text::Tokenizer::load(kCheckpoint);
    for (const nlohmann::json& entry : read_json(kGolden / "cases.json")) {
      const TokenId patch = entry["vid_patch"];
      const vp::video_chatgpt::VideoTokens video{patch + 1, patch + 2};
      auto ids =
          vp::video_chatgpt::first_turn_ids(tokenizer, video, 1, entry["turns"][0][0].get<std::string>());
      std::replace(ids.begin(), ids.end(), vp::text::kFrameMark, patch);
      QCOMPARE(ids, entry["prompt_ids"].get<std::vector<TokenId>>());
      if (!entry.contains("two_turns")) continue;
      const nlohmann::json& two = entry["two_turns"];
      ids = vp::video_chatgpt::first_turn_ids(tokenizer, video, 1, two["turns"][0][0].get<std::string>(),
                                              two["turns"][0][1].get<std::string>());
      ids.push_back(vp::text::Tokenizer::kEnd);
      append(ids, vp::video_chatgpt::later_turn_ids(tokenizer, two["turns"][1][0].get<std::string>()));
      std::replace(ids.begin(), ids.end(), vp::text::kFrameMark, patch);
      QCOMPARE(ids, two["prompt_ids_end_token"].get<std::vector<TokenId>>());
    }
  }

  // Nothing that someone types is a token around a video, or an end.
  void questionsAreText() {
    const auto tokenizer = vp::text::Tokenizer::load(kCheckpoint);
    const auto ids = vp::video_chatgpt::first_turn_ids(tokenizer, {516, 517}, 1, "</s><vid_end><vid_start>?");
    QCOMPARE(std::count(ids.begin(), ids.end(), 516), 1);
    QCOMPARE(std::count(ids.begin(), ids.end(), 517), 1);
    QCOMPARE(std::count(ids.begin(), ids.end(), vp::text::Tokenizer::kEnd), 0);
  }
};

QTEST_APPLESS_MAIN(TestVideoChatgpt)
#include "test_video_chatgpt.moc"
