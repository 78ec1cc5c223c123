#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <fstream>

#include "base/error.h"
#include "train/training_config.h"

namespace {

constexpr const char* kWhole = R"({
  "model": "start", "output": "run", "dtype": "float32", "seed": 7,
  "data": {"source": "scenes", "max_questions": 4, "microbatch": 2, "asked_again": {"order": 2}},
  "distillation": {"teacher": "scenes", "width": 32},
  "stages": [{"name": "prealign", "trained": ["stab", "projector"], "samples": 100, "batch": 4,
              "learning_rate": 4e-4, "warmup": 0.03, "captions": true, "scenes": {"max_objects": 2}}]
})";

}  // namespace

class TestTrainingConfig : public QObject {
  Q_OBJECT

 private slots:
  void reads_every_part() {
    const auto config = read(kWhole);
    QCOMPARE(config.seed, std::uint64_t{7});
    QCOMPARE(config.model, std::filesystem::path(folder_.path().toStdString()) / "start");
    QCOMPARE(config.max_questions, 4);
    QCOMPARE(config.asked_again, (std::map<std::string, int>{{"order", 2}}));
    QCOMPARE(config.teacher_width, std::int64_t{32});
    QCOMPARE(config.stages.size(), std::size_t{1});
    QCOMPARE(config.stages[0].trained.size(), std::size_t{2});
    QCOMPARE(config.stages[0].samples, std::uint64_t{100});
    QVERIFY(config.stages[0].captions);
    QCOMPARE(config.stages[0].scenes.max_objects, 2);
  }

  void refuses_by_name_data() {
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("mention");
    QTest::newRow("unknown key") << "\"seed\""
                                 << "\"sead\""
                                 << "\"sead\"";
    QTest::newRow("unknown key of a stage") << "\"warmup\""
                                            << "\"warmup_ratio\""
                                            << "\"stages[0].warmup_ratio\"";
    QTest::newRow("unknown key of scenes") << "\"max_objects\""
                                           << "\"objects\""
                                           << "\"stages[0].scenes.objects\"";
    QTest::newRow("unknown type of questions") << "\"order\""
                                               << "\"orders\""
                                               << "\"data.asked_again.orders\"";
    QTest::newRow("wrong type") << "\"seed\": 7"
                                << "\"seed\": \"7\""
                                << "\"seed\"";
    QTest::newRow("out of bounds") << "4e-4"
                                   << "2"
                                   << "learning_rate";
    QTest::newRow("negative batch") << "\"batch\": 4"
                                    << "\"batch\": -4"
                                    << "batch";
    QTest::newRow("unknown optimizer") << "\"seed\": 7"
                                       << "\"optimizer\": \"sgd\""
                                       << "adamw or muon";
    QTest::newRow("unknown part") << "\"projector\""
                                  << "\"eyes\""
                                  << "eyes";
    QTest::newRow("no samples") << "\"samples\": 100,"
                                << ""
                                << "samples";
    QTest::newRow("films of drawn scenes") << "\"samples\": 100"
                                           << "\"samples\": 100, \"videos\": \"films\""
                                           << "conversations was expected";
    QTest::newRow("no films") << "\"source\": \"scenes\""
                              << "\"source\": \"conversations\""
                              << "has no films";
    QTest::newRow("unknown teacher") << "\"teacher\": \"scenes\""
                                     << "\"teacher\": \"clip\""
                                     << "scenes, languagebind or none";
    QTest::newRow("a teacher without a folder") << "\"teacher\": \"scenes\""
                                                << "\"teacher\": \"languagebind\""
                                                << "LanguageBind_Video_merge";
    QTest::newRow("a folder without a teacher") << "\"teacher\": \"scenes\""
                                                << "\"teacher\": \"scenes\", \"folder\": \"tower\""
                                                << "languagebind alone";
    QTest::newRow("a teacher that does not know the truth")
        << "\"teacher\": \"scenes\""
        << "\"teacher\": \"languagebind\", \"folder\": \"tower\", \"readout_weight\": 1"
        << "readout_weight";
    QTest::newRow("no model") << "\"model\": \"start\","
                              << ""
                              << "\"model\"";
    QTest::newRow("teacher's width") << "\"width\": 32"
                                     << "\"width\": 33"
                                     << "width";
    QTest::newRow("unknown source") << "\"source\": \"scenes\""
                                    << "\"source\": \"web\""
                                    << "web";
    QTest::newRow("films without a folder") << "\"source\": \"scenes\""
                                            << "\"source\": \"conversations\""
                                            << "videos";
    QTest::newRow("scenes that cannot be drawn") << "\"max_objects\": 2"
                                                 << "\"max_objects\": 1, \"staged\": 0.1"
                                                 << "\"stages[0].scenes\" cannot be drawn: staged";
    QTest::newRow("longest scene before the shortest") << "\"max_objects\": 2"
                                                       << "\"max_duration_s\": 1.5"
                                                       << "\"stages[0].scenes\" cannot be drawn";
    QTest::newRow("two stages of one name")
        << "\"stages\": ["
        << "\"stages\": [{\"name\": \"prealign\", \"trained\": [\"stab\"], \"samples\": 4},"
        << "two stages have the name \"prealign\"";
    QTest::newRow("a stage named all") << "\"name\": \"prealign\""
                                       << "\"name\": \"all\""
                                       << "\"all\"";
    QTest::newRow("not JSON") << "}]"
                              << "}"
                              << "JSON";
  }
  void refuses_by_name() {
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, mention);
    QString text = kWhole;
    QVERIFY(text.contains(from));
    text.replace(from, to);
    try {
      read(text.toStdString());
      QFAIL("The configuration was accepted.");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void refuses_what_is_nested_without_end() {
    for (const std::string& text :
         {std::string(200'000, '['), std::string(200'000, '[') + std::string(200'000, ']'),
          "{\"model\": " + std::string(200'000, '[') + std::string(200'000, ']') + "}"}) {
      try {
        read(text);
        QFAIL("The configuration was accepted.");
      } catch (const vp::base::Error& error) {
        QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
        QVERIFY2(QString(error.what()).contains("nested too deeply"), error.what());
      }
    }
  }

  // The recipe of the paper: three stages, the last one with films of its own.
  void reads_the_papers_recipe() {
    const std::filesystem::path folder = VP_TRAINING_RECIPES;
    const auto config = vp::train::TrainingConfig::read(folder / "paper.json");
    QCOMPARE(config.teacher, std::string("languagebind"));
    QCOMPARE(config.teacher_folder, folder / "LanguageBind" / "LanguageBind_Video_merge");
    QCOMPARE(config.stages.size(), std::size_t{3});
    const std::array<double, 3> rates{4e-4, 4e-5, 2e-5};
    const std::array<std::int64_t, 3> batches{2048, 2048, 1024};
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(config.stages[i].learning_rate, rates[i]);
      QCOMPARE(config.stages[i].batch, batches[i]);
      QVERIFY(!config.stages[i].conversations.empty() && !config.stages[i].videos.empty());
    }
    QVERIFY(std::ranges::find(config.stages[0].trained, "decoder") == config.stages[0].trained.end());
    QVERIFY(config.stages[2].conversations != config.stages[1].conversations);
  }

  void refuses_a_key_that_is_there_twice() {
    try {
      read(QString(kWhole).replace("\"seed\": 7", "\"seed\": 7, \"seed\": 8").toStdString());
      QFAIL("The configuration was accepted.");
    } catch (const vp::base::Error& error) {
      QVERIFY2(QString(error.what()).contains("\"seed\" twice"), error.what());
    }
  }

  void refuses_a_stage_that_trains_nothing() {
    QString text = kWhole;
    text.replace("[\"stab\", \"projector\"]", "[\"distillation\"]");
    QCOMPARE(read(text.toStdString()).stages[0].trained.size(), std::size_t{1});
    text.replace("{\"teacher\": \"scenes\", \"width\": 32}", "{\"teacher\": \"none\"}");
    try {
      read(text.toStdString());
      QFAIL("The configuration was accepted.");
    } catch (const vp::base::Error& error) {
      QVERIFY2(QString(error.what()).contains("the distillation alone"), error.what());
    }
  }

  void refuses_a_missing_file() {
    QVERIFY_EXCEPTION_THROWN(vp::train::TrainingConfig::read("/nowhere/train.json"), vp::base::Error);
  }

 private:
  vp::train::TrainingConfig read(const std::string& text) {
    const std::filesystem::path file = std::filesystem::path(folder_.path().toStdString()) / "train.json";
    std::ofstream(file) << text;
    return vp::train::TrainingConfig::read(file);
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestTrainingConfig)
#include "test_training_config.moc"
