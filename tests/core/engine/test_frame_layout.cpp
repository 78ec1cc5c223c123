// What is said of a video's tokens beforehand is what encoding it gives, whatever the model lacks.
#include "engine/frame_layout.h"

#include <ATen/ATen.h>

#include <filesystem>

#include "base/error.h"
#include "base/file_facts.h"
#include "engine/encoded_video_impl.h"
#include "stab/frame_tokens.h"
#include "support/golden_clips.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

using namespace vp::engine;
using nlohmann::json;

std::shared_ptr<const EncodedVideo> encode(const std::shared_ptr<const Model>& model,
                                           const VideoRequest& request) {
  vp::base::NoProgress progress;
  return EncodedVideo::encode(model, request, progress);
}

}  // namespace

class TestFrameLayout : public QObject {
  Q_OBJECT

 private slots:
  void isWhatEncodingGives_data() {
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QString>("clip");
    for (const char* clip : {"clip_landscape.mkv", "clip_portrait.mkv", "clip_short.mkv"}) {
      const auto add = [&](const char* name, const json& changes) {
        QTest::addRow("%s, %s", name, clip) << QByteArray::fromStdString(changes.dump()) << QString(clip);
      };
      add("whole", json::object());
      for (const vp::checkpoint::AblationPart& part : vp::checkpoint::kAblationParts)
        add(std::string(part.name).c_str(), {{"ablation", {part.name}}});
      add("no context token", {{"ablation", {"gstra", "fsra"}}});
      add("patch tokens alone", {{"ablation", {"gstra", "fsra", "row"}}});
      // Where a padding frame is smaller than the canvas, as in the released model.
      add("large canvas", {{"image_size", 448}, {"image_size_teacher", 224}});
    }
  }

  void isWhatEncodingGives() {
    QFETCH(QByteArray, changes);
    QFETCH(QString, clip);
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const auto model =
        vp::test::load_changed_golden_model(path / "model", json::parse(changes.toStdString()));
    VideoRequest request;
    request.file = vp::test::kGoldenFolder / clip.toStdString();
    const auto video = encode(model, request);
    const EncodedVideo::Impl& encoded = video->impl();
    const vp::checkpoint::VisionConfig& vision = model->config().vision;
    QCOMPARE(frame_slots(request, vision), video->frame_slots());
    const auto layouts = slot_layouts(vision, video->info().width, video->info().height,
                                      video->frames().size(), encoded.tokens.size());
    QCOMPARE(encoded.layouts, layouts);
    for (std::size_t slot = 0; slot < layouts.size(); ++slot) {
      QCOMPARE(video->tokens_per_frame()[slot], layouts[slot].count());
      QCOMPARE(layouts[slot].height, video->maps().frames[slot].height);
      QCOMPARE(layouts[slot].width, video->maps().frames[slot].width);
    }
    // A file of it fits the same numbers.
    video->write(path / "encoded");
    const auto read =
        EncodedVideo::read(path / "encoded", model->facts(), request, vp::base::file_facts(request.file));
    QCOMPARE(read->impl().layouts, layouts);
    QCOMPARE(read->maps().valid, video->maps().valid);
    for (std::size_t slot = 0; slot < layouts.size(); ++slot)
      QVERIFY(read->impl().tokens[slot].equal(encoded.tokens[slot]));
  }

  void theRectangleIsTheMasks() {
    const auto model = vp::test::load_golden_model(1);
    for (const char* clip : {"clip_landscape.mkv", "clip_portrait.mkv"}) {
      const auto video = vp::test::encode_golden_clip(model, clip);
      const vp::checkpoint::VisionConfig& vision = model->config().vision;
      const auto maps = empty_maps(vision, video->info().width, video->info().height);
      at::Tensor mask = at::zeros({vision.image_size, vision.image_size});
      const int p = vision.patch_stride;
      mask.narrow(0, maps.valid.top * p, maps.valid.height() * p)
          .narrow(1, maps.valid.left * p, maps.valid.width() * p)
          .fill_(1);
      QCOMPARE(vp::stab::valid_patches(mask, vision), maps.valid);
      QVERIFY(maps.empty());
    }
  }

  void slotsOfARequest() {
    vp::checkpoint::VisionConfig vision;
    VideoRequest request;
    QCOMPARE(frame_slots(request, vision), 8);
    request.frames = 12;
    QCOMPARE(frame_slots(request, vision), 12);
    request.frames = 0;
    request.frame_indices = {3, 5, 8, 9, 12};
    QCOMPARE(frame_slots(request, vision), 8);
    request.frames = 4;
    QVERIFY_EXCEPTION_THROWN(frame_slots(request, vision), vp::base::Error);
    request.frames = 0;
    request.frame_indices.resize(4097);
    QVERIFY_EXCEPTION_THROWN(frame_slots(request, vision), vp::base::Error);
  }

  // As many tokens as there are, padding not counted as pictures: what fits is not refused.
  void aRequestIsRefusedByItsOwnTokens() {
    const QTemporaryDir folder;
    const auto model = [&](std::int64_t context) {
      return vp::test::load_changed_golden_model(
          folder.filePath(QString::number(context)).toStdString(),
          {{"image_size", 448}, {"image_size_teacher", 224}, {"max_position_embeddings", context}});
    };
    VideoRequest request;
    request.file = vp::test::kGoldenFolder / "clip_short.mkv";
    request.frame_indices = {0};
    const std::int64_t tokens = token_count(encode(model(2048), request)->impl().layouts);
    QCOMPARE(encode(model(tokens), request)->frame_slots(), 4);
    const auto short_of_one = model(tokens - 1);
    QVERIFY_EXCEPTION_THROWN(encode(short_of_one, request), vp::base::Error);
    request.beyond_context = true;
    QCOMPARE(encode(short_of_one, request)->frame_slots(), 4);
  }
};

QTEST_GUILESS_MAIN(TestFrameLayout)
#include "test_frame_layout.moc"
