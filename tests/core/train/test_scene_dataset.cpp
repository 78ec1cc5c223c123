#include <QTest>
#include <algorithm>
#include <map>
#include <string>

#include "train/scene_dataset.h"

namespace {

using vp::train::SceneDataset;
using vp::train::SceneDatasetOptions;

constexpr std::uint64_t kVideos = 60;

vp::checkpoint::VisionConfig small_vision() {
  vp::checkpoint::VisionConfig vision;
  vision.image_size = 32;
  vision.patch_stride = 8;
  return vision;
}

}  // namespace

class TestSceneDataset : public QObject {
  Q_OBJECT

 private slots:
  void the_same_index_gives_the_same_example() {
    const SceneDataset dataset({}, small_vision(), tokenizer_);
    const auto a = dataset.example(3), b = dataset.example(3), other = dataset.example(4);
    QVERIFY(a.pixels == b.pixels && a.types == b.types);
    QVERIFY(a.pixels != other.pixels);
  }

  void asks_some_types_more_often() {
    const auto once = asked({}), more = asked({{"order", 1}, {"position", 3}});
    QVERIFY(once.at("order") >= 3);
    for (const auto& [type, count] : once) {
      if (type == "order")
        QVERIFY(more.at(type) > count * 3 / 2 && more.at(type) <= count * 3);
      else if (type == "position")
        QVERIFY2(more.at(type) > count * 3, qPrintable(QString("%1 of %2").arg(more.at(type)).arg(count)));
      else
        QCOMPARE(more.at(type), count);
    }
  }

  void what_is_asked_again_is_not_left_out() {
    SceneDatasetOptions options = all_questions({{"description", 1}});
    options.max_questions = 2;
    const SceneDataset dataset(options, small_vision(), tokenizer_);
    int described = 0;
    for (std::uint64_t i = 0; i < 20; ++i) {
      const auto types = dataset.example(i).types;
      QVERIFY(types.size() <= 2);
      described += std::find(types.begin(), types.end(), "description") != types.end();
    }
    QVERIFY2(described >= 15, qPrintable(QString::number(described)));  // but where the words are the same
  }

 private:
  static SceneDatasetOptions all_questions(std::map<std::string, int> again) {
    SceneDatasetOptions options;
    options.max_questions = 1000;
    options.max_turns = 1;
    options.asked_again = std::move(again);
    return options;
  }

  std::map<std::string, int> asked(std::map<std::string, int> again) const {
    const SceneDataset dataset(all_questions(std::move(again)), small_vision(), tokenizer_);
    std::map<std::string, int> counts;
    for (std::uint64_t i = 0; i < kVideos; ++i)
      for (const std::string& type : dataset.example(i).types) ++counts[type];
    return counts;
  }

  vp::text::Tokenizer tokenizer_ =
      vp::text::Tokenizer::load(std::string(VP_TEST_DATA) + "/golden/checkpoint");
};

QTEST_APPLESS_MAIN(TestSceneDataset)
#include "test_scene_dataset.moc"
