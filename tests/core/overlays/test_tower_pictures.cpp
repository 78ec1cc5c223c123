// The maps of vision towers as pictures and arrays, under names of their own.
#include <filesystem>
#include <set>
#include <string>

#include "base/progress.h"
#include "checkpoint/weight_reader.h"
#include "media/picture_file.h"
#include "overlays/arrays_file.h"
#include "overlays/overlay_pictures.h"
#include "support/golden_clips.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace vp;
namespace fs = std::filesystem;

class TestTowerPictures : public QObject {
  Q_OBJECT

 private slots:
  void maps_have_their_own_names_data() {
    QTest::addColumn<QString>("checkpoint");
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("square");
    QTest::newRow("Video-LLaVA") << "video_llava/original/LanguageBind/Video-LLaVA-7B"
                                 << "_cls.png" << true;
    QTest::newRow("converted") << "video_llava/hf/Video-LLaVA-7B-hf"
                               << "_cls.png" << true;
    QTest::newRow("Video-ChatGPT") << "video_chatgpt/mmaaz60/LLaVA-7B-Lightening-v1-1"
                                   << "_received.png" << false;
  }

  void maps_have_their_own_names() {
    QFETCH(const QString, checkpoint);
    QFETCH(const QString, ending);
    QFETCH(const bool, square);
    engine::LoadOptions options = test::golden_load_options(1);
    options.folder = test::kGoldenFolder / checkpoint.toStdString();
    base::NoProgress progress;
    const auto model = engine::Model::load(options, progress);
    const auto video = test::encode_golden_clip(model, "clip_short.mkv");
    const QTemporaryDir place;
    const fs::path folder = place.path().toStdString();
    const std::vector<fs::path> files = overlays::write_overlay_pictures(*video, folder, progress);
    QCOMPARE(files.size(), video->frames().size());
    for (const fs::path& file : files) QVERIFY(file.string().ends_with(ending.toStdString()));
    // Laid over what the model saw of the picture.
    const base::RgbImage picture = media::read_picture(files.front());
    const media::VideoInfo& info = video->info();
    QCOMPARE(picture.height, std::min(info.width, info.height));
    QCOMPARE(picture.width, square ? picture.height : info.width);

    const fs::path arrays = folder / "arrays.safetensors";
    overlays::write_arrays(arrays, *video);
    const auto written = checkpoint::open_safetensors(arrays);
    QCOMPARE(written->find("cls_attention") != nullptr, square);
    QCOMPARE(written->find("received_attention") != nullptr, !square);
    QCOMPARE(written->find("cls_temporal_attention") != nullptr, checkpoint.contains("original"));
    QVERIFY(written->find("gstra_attention") == nullptr);
  }
};

QTEST_GUILESS_MAIN(TestTowerPictures)
#include "test_tower_pictures.moc"
