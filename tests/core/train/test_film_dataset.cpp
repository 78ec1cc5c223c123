#include "train/film_dataset.h"

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

namespace {

namespace fs = std::filesystem;
const fs::path kGolden = VP_TEST_DATA "/golden";

}  // namespace

class TestFilmDataset : public QObject {
  Q_OBJECT

 private slots:
  void a_film_is_indexed_once_for_all_epochs() {
    const auto data = films({kGolden / "clip_short.mkv", kGolden / "clip_portrait.mkv"});
    std::vector<std::vector<float>> first;
    for (std::uint64_t epoch = 0; epoch < 3; ++epoch) {
      for (std::uint64_t i = 0; i < 2; ++i) {
        const vp::train::Example example = data.example(epoch * 2 + i);
        QVERIFY2(!example.pixels.empty(), example.name.c_str());
        if (epoch == 0)
          first.push_back(example.pixels);
        else
          QVERIFY(example.pixels == first[i]);
      }
    }
    for (std::uint64_t i = 0; i < 2; ++i) {
      const vp::media::DecodeStats stats = data.film_stats(i);
      QCOMPARE(stats.scans, 1);
      QCOMPARE(stats.readers, 2);
      QVERIFY(stats.pictures > 0);
    }
  }

  void a_film_that_was_changed_is_indexed_anew() {
    const QTemporaryDir folder;
    const fs::path film = folder.filePath("film.mkv").toStdString();
    fs::copy_file(kGolden / "clip_short.mkv", film);
    const auto data = films({film});
    const vp::train::Example before = data.example(0);
    fs::copy_file(kGolden / "clip_portrait.mkv", film, fs::copy_options::overwrite_existing);
    const vp::train::Example after = data.example(1);
    QVERIFY(!before.pixels.empty());
    QVERIFY2(!after.pixels.empty(), after.name.c_str());
    QVERIFY(after.pixels != before.pixels);
    QCOMPARE(data.film_stats(0).readers, 0);
  }

 private:
  vp::train::FilmDataset films(const std::vector<fs::path>& files) const {
    std::vector<vp::train::TrainingEntry> entries;
    for (const fs::path& file : files) entries.push_back({file, {{"What is it?", "A test."}}});
    return {std::move(entries), {}, config_, tokenizer_};
  }

  vp::checkpoint::ModelConfig config_ = vp::checkpoint::read_model_config(kGolden / "checkpoint");
  vp::text::Tokenizer tokenizer_ = vp::text::Tokenizer::load(kGolden / "checkpoint");
};

QTEST_APPLESS_MAIN(TestFilmDataset)
#include "test_film_dataset.moc"
