#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <map>

#include "engine/encoded_video.h"
#include "engine/model.h"
#include "ui/look/format.h"
#include "ui/player/player.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 20000;

QImage to_image(const base::RgbImage& picture) {
  return QImage(picture.pixels.data(), picture.width, picture.height, picture.width * 3,
                QImage::Format_RGB888)
      .convertToFormat(QImage::Format_RGB32);
}

}  // namespace

/// What the player shows at a sampled frame is, byte for byte, what the model saw: however it got there.
class TestExactPictures : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    base::NoProgress progress;
    engine::LoadOptions options;
    options.folder = ui::to_path(QStringLiteral(VP_TEST_DATA "/golden/checkpoint"));
    options.dtype = engine::DtypeChoice::Float32;
    model_ = engine::Model::load(options, progress);
  }
  void shows_what_the_model_saw_data();
  void shows_what_the_model_saw();

 private:
  QTemporaryDir folder_;
  std::shared_ptr<const engine::Model> model_;
};

void TestExactPictures::shows_what_the_model_saw_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("encoding");
  QTest::addColumn<QString>("filter");
  const QString constant = QStringLiteral("testsrc2=size=160x96:rate=25:duration=6");
  const QString h264 = QStringLiteral("-c:v libx264 -pix_fmt yuv420p -g 40 -bf 3");
  QTest::newRow("mp4 with B-frames") << "b.mp4" << h264 << constant;
  QTest::newRow("mkv") << "b.mkv" << h264 << constant;
  QTest::newRow("transport stream") << "b.ts" << h264 << constant;
  QTest::newRow("variable rate") << "v.mkv" << h264 + " -vsync passthrough"
                                 << constant + ",settb=1/1000,setpts=N*40+mod(N\\,3)*11+gte(N\\,50)*3000";
  QTest::newRow("open GOP")
      << "open.mp4"
      << "-c:v libx264 -pix_fmt yuv420p -x264-params open-gop=1:keyint=20:bframes=3:scenecut=0" << constant;
}

void TestExactPictures::shows_what_the_model_saw() {
  QFETCH(QString, name);
  QFETCH(QString, encoding);
  QFETCH(QString, filter);
  const QString file = folder_.filePath(name);
  QProcess ffmpeg;
  ffmpeg.start(QStringLiteral("ffmpeg"), QStringList{"-v", "error", "-y", "-f", "lavfi", "-i", filter} +
                                             encoding.split(' ') + QStringList{file});
  QVERIFY(ffmpeg.waitForFinished(60000));
  QCOMPARE(ffmpeg.exitCode(), 0);

  base::NoProgress progress;
  engine::VideoRequest request;
  request.file = ui::to_path(file);
  request.pictures = true;
  request.attention_maps = false;
  const auto video = engine::EncodedVideo::encode(model_, request, progress);
  QCOMPARE(video->frames().size(), std::size_t{8});

  ui::Player player;
  player.set_display_size({4000, 4000});  // nothing is shrunk
  std::map<qint64, QImage> shown;
  connect(&player, &ui::Player::picture_changed, this,
          [&](const ui::Picture& picture) { shown[picture.index] = picture.image; });
  player.open(ui::to_path(file));
  QTRY_VERIFY_WITH_TIMEOUT(shown.contains(0), kWait_ms);
  const auto expect_seen = [&](const engine::SampledFrame& frame, const char* how) {
    QTRY_VERIFY_WITH_TIMEOUT(shown.contains(frame.index), kWait_ms);
    QVERIFY2(shown[frame.index] == to_image(frame.picture),
             qPrintable(QStringLiteral("frame %1 %2").arg(frame.index).arg(QLatin1String(how))));
    QCOMPARE(player.video()->index.timestamp(frame.index).pts, frame.timestamp.pts);
  };
  // Backwards, each by a seek.
  for (auto frame = video->frames().rbegin(); frame != video->frames().rend(); ++frame) {
    shown.clear();
    player.seek_frame(frame->index);
    expect_seen(*frame, "by seeking");
  }
  // Stepped onto from both sides.
  const engine::SampledFrame& middle = video->frames()[4];
  for (const int side : {-1, 1}) {
    player.seek_frame(middle.index + side);
    shown.clear();
    player.step(-side);
    expect_seen(middle, "by a step");
  }
  // Played up to: what stands after the pause is exact although playing converts quickly.
  player.seek_frame(0);
  player.play();
  QTRY_VERIFY_WITH_TIMEOUT(player.frame() > 3, kWait_ms);
  player.pause();
  const qint64 standing = player.frame();
  shown.clear();
  QTRY_VERIFY_WITH_TIMEOUT(shown.contains(standing), kWait_ms);
  auto reader = media::VideoReader::open(ui::to_path(file), progress);
  QVERIFY(shown[standing] == to_image(reader.read(standing).value().image));
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestExactPictures)
#include "test_exact_pictures.moc"
