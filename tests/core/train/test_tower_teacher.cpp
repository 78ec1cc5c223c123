// LanguageBind's tower as the teacher, against what the authors' training gives for the same films.
#include "train/tower_teacher.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "checkpoint/safetensors_writer.h"
#include "clip/pictures.h"
#include "kernels/stored_dtype.h"
#include "support/golden_tensors.h"
#include "train/film_dataset.h"

namespace {

namespace fs = std::filesystem;
using vp::test::relative_error;
using vp::train::Example;
using vp::train::TowerTeacher;

const fs::path kGolden = fs::path(VP_TEST_DATA) / "golden";
const fs::path kTower = kGolden / "languagebind" / "LanguageBind" / "LanguageBind_Video_merge";
constexpr double kTolerance = 2e-4;

/// Whose token grid is the golden tower's, 4 x 4.
vp::checkpoint::ModelConfig student() {
  vp::checkpoint::ModelConfig model;
  model.vision.image_size = 112;
  model.vision.image_size_teacher = 56;
  model.vision.num_frames = 4;
  model.vision.all_num_frames = 8;
  return model;
}

TowerTeacher teacher(const fs::path& kept = {}) {
  return {{kTower, kept, at::device(at::kCPU).dtype(at::kFloat)}, student().vision, {}};
}

Example example_of(const std::string& clip, const TowerTeacher& teacher) {
  static const vp::text::Tokenizer tokenizer = vp::text::Tokenizer::load(kGolden / "checkpoint");
  vp::train::FilmDatasetOptions options;
  options.teacher_canvas = teacher.canvas();
  return vp::train::FilmDataset({{kGolden / (clip + ".mkv"), {{"What happens?", "Nothing."}}}}, options,
                                student(), tokenizer)
      .example(0);
}

}  // namespace

class TestTowerTeacher : public QObject {
  Q_OBJECT

 private slots:
  void equalsTheAuthors_data() {
    QTest::addColumn<QString>("clip");
    QTest::addColumn<int>("frames");
    QTest::addColumn<int>("rows");
    QTest::newRow("a picture that is not square") << "clip_landscape" << 8 << 3;
    QTest::newRow("three padding frames") << "clip_short" << 5 << 4;
  }

  void equalsTheAuthors() {
    QFETCH(const QString, clip);
    QFETCH(const int, frames);
    QFETCH(const int, rows);
    const std::string name = clip.toStdString();
    auto expected = vp::test::load_tensors(kGolden / "languagebind" / (name + ".expected.safetensors"));
    const TowerTeacher teacher = ::teacher();
    const Example example = example_of(name, teacher);
    QVERIFY2(!example.pixels.empty(), example.name.c_str());
    QCOMPARE(example.teacher_pictures.size(), static_cast<std::size_t>(frames));
    QCOMPARE(example.teacher_rect, (vp::base::Rect{0, 0, 14 * rows, 56}));
    for (int i = 0; i < frames; ++i) {
      at::Tensor pixels = at::empty({3, 56, 56}, at::kFloat);
      vp::clip::normalise(example.teacher_pictures[static_cast<std::size_t>(i)],
                          {teacher.canvas().mean, teacher.canvas().std},
                          {pixels.data_ptr<float>(), static_cast<std::size_t>(pixels.numel())});
      QVERIFY((pixels - expected["pixel_values"][i]).abs().max().item<double>() <= 1e-6);
    }
    const at::Tensor features = teacher.features(example).features;
    const at::Tensor of_picture = expected["features"]
                                      .narrow(0, 0, frames)
                                      .view({frames, 4, 4, 64})
                                      .narrow(1, 0, rows)
                                      .reshape({frames * rows * 4, 64});
    QCOMPARE(teacher.width(), std::int64_t{64});
    const double error = relative_error(features, of_picture);
    QVERIFY2(error <= kTolerance, qPrintable(QString::number(error)));
  }

  void features_are_kept_for_the_next_time() {
    const QTemporaryDir folder;
    const fs::path kept = folder.filePath("features").toStdString();
    const TowerTeacher first = teacher(kept);
    const Example landscape = example_of("clip_landscape", first), other = example_of("clip_short", first);
    const at::Tensor exact = teacher().features(landscape).features;
    const at::Tensor computed = first.features(landscape).features;
    QVERIFY(relative_error(computed, exact) <= 1e-3);
    first.features(other);
    const std::vector<fs::path> files = files_below(kept);
    QCOMPARE(files.size(), std::size_t{2});

    // They are found, not computed: what the file holds is what is said of its clip. The landscape's is the
    // larger one, 8 frames of 3 x 4 patches against 5 of 4 x 4.
    const fs::path file = fs::file_size(files[0]) > fs::file_size(files[1]) ? files[0] : files[1];
    const TowerTeacher second = teacher(kept);
    QVERIFY(at::equal(second.features(landscape).features, computed));
    vp::checkpoint::TensorsToWrite zeros;
    vp::kernels::add_tensor(zeros, "features", at::zeros({8 * 3 * 4, 64}, at::kHalf));
    vp::checkpoint::write_safetensors(file, zeros.tensors(), {});
    QCOMPARE(second.features(landscape).features.abs().max().item<double>(), 0.0);
    // A damaged one is computed again.
    fs::resize_file(file, fs::file_size(file) / 2);
    QVERIFY(at::equal(second.features(landscape).features, computed));
    QVERIFY(at::equal(teacher(kept).features(landscape).features, computed));
    // What another precision computes is not the same.
    const TowerTeacher rounding({kTower, kept, at::device(at::kCPU).dtype(at::kBFloat16)}, student().vision,
                                {});
    QVERIFY(!at::equal(rounding.features(landscape).features, computed));
    QCOMPARE(files_below(kept).size(), std::size_t{3});
    // Another picture is another clip.
    Example changed = landscape;
    changed.teacher_pictures.back().pixels.front() ^= 1;
    second.features(changed);
    QCOMPARE(files_below(kept).size(), std::size_t{4});
  }

  void what_cannot_be_kept_is_said() {
    const QTemporaryDir folder;
    std::ofstream(folder.filePath("file").toStdString()) << "no folder";
    const TowerTeacher teacher = ::teacher(folder.filePath("file/features").toStdString());
    try {
      teacher.features(example_of("clip_short", teacher));
      QFAIL("kept");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Output);
    }
  }

  void a_student_of_another_grid_is_refused() {
    const auto refusal = [](const vp::checkpoint::VisionConfig& vision) {
      try {
        TowerTeacher({kTower, {}, at::device(at::kCPU).dtype(at::kFloat)}, vision, {});
      } catch (const vp::base::Error& error) {
        return QString(error.what());
      }
      return QString();
    };
    vp::checkpoint::VisionConfig vision = student().vision;
    QVERIFY(refusal(vision).isEmpty());
    vision.image_size_teacher = 28;
    QVERIFY(refusal(vision).contains("pictures of 56 pixels"));
    vision = student().vision;
    vision.all_num_frames = 12;
    QVERIFY(refusal(vision).contains("12 frames"));
  }

 private:
  static std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
  }
};

QTEST_GUILESS_MAIN(TestTowerTeacher)
#include "test_tower_teacher.moc"
