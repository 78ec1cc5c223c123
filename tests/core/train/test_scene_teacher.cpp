// What the drawn scenes' teacher says, and how it reads a student.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <filesystem>

#include "train/scene_teacher.h"
#include "train/scenes/patch_truth.h"

namespace {

using vp::train::Example;
using vp::train::SceneTeacher;
using vp::train::TeacherFeatures;

/// What some drawn scenes hold, without their pixels.
class Truths final : public vp::train::Dataset {
 public:
  std::uint64_t size() const override { return 1000; }
  Example example(std::uint64_t index) const override {
    const auto scene = vp::scenes::make_scene(vp::scenes::training_seed(3, index));
    Example example;
    for (int frame = 0; frame < 2; ++frame)
      example.truth.push_back(vp::scenes::patch_truth(scene, frame * (scene.frame_count - 1), 4, 6));
    return example;
  }
};

SceneTeacher::Options options(bool reads_student) {
  SceneTeacher::Options options;
  options.steps = 60;
  options.reads_student = reads_student;
  return options;
}

}  // namespace

class TestSceneTeacher : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    teacher_ = std::make_unique<SceneTeacher>(options(true));
    accuracy_ = teacher_->train(Truths(), {});
    teacher_->save(file());
  }

  void reads_the_truth_from_its_own_features() {
    QVERIFY2(accuracy_ > 0.9, qPrintable(QString::number(accuracy_)));
    const TeacherFeatures said = teacher_->features(Truths().example(900));
    QCOMPARE(said.features.sizes().vec(), (std::vector<std::int64_t>{2 * 4 * 6, teacher_->width()}));
    const double good = said.readout_loss(said.features).item<double>();
    const double bad = said.readout_loss(at::zeros_like(said.features)).item<double>();
    QVERIFY2(good < 0.3 * bad, qPrintable(QString("%1, %2").arg(good).arg(bad)));
  }

  // The student learns from it, the teacher does not.
  void only_the_student_gets_gradients() {
    const TeacherFeatures said = teacher_->features(Truths().example(901));
    QVERIFY(!said.features.requires_grad());
    const at::Tensor student = at::zeros_like(said.features).requires_grad_(true);
    said.readout_loss(student).backward();
    const double once = student.grad().abs().sum().item<double>();
    QVERIFY(once > 0);
    // A second pass through the same teacher: nothing of the first was kept.
    student.mutable_grad().reset();
    said.readout_loss(student).backward();
    QCOMPARE(student.grad().abs().sum().item<double>(), once);
  }

  void says_nothing_of_the_truth_unasked() {
    SceneTeacher teacher(options(false));
    teacher.load(file());
    QVERIFY(!teacher.features(Truths().example(902)).readout_loss);
  }

  // As at sampled frames where nothing is to be seen.
  void frames_without_objects_are_read() {
    Example empty;
    empty.truth.resize(2);
    for (auto& frame : empty.truth) frame.patches.resize(6);
    const TeacherFeatures said = teacher_->features(empty);
    QVERIFY(std::isfinite(said.readout_loss(said.features).item<double>()));
  }

  void a_saved_teacher_says_the_same() {
    SceneTeacher loaded(options(true));
    loaded.load(file());
    const Example example = Truths().example(903);
    const TeacherFeatures a = teacher_->features(example), b = loaded.features(example);
    QVERIFY(a.features.equal(b.features));
    const at::Tensor student = at::ones_like(a.features);
    QVERIFY(a.readout_loss(student).equal(b.readout_loss(student)));
  }

 private:
  std::filesystem::path file() const {
    return std::filesystem::path(folder_.path().toStdString()) / "teacher.safetensors";
  }

  QTemporaryDir folder_;
  std::unique_ptr<SceneTeacher> teacher_;
  double accuracy_ = 0;
};

QTEST_GUILESS_MAIN(TestSceneTeacher)
#include "test_scene_teacher.moc"
