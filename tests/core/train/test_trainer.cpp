#include <ATen/ATen.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "checkpoint/model_config.h"
#include "support/golden_tensors.h"
#include "train/trainer.h"

namespace {

constexpr const char* kModel = R"({
  "model_type": "videopanda", "image_size": 56, "image_size_teacher": 28, "patch_stride": 14,
  "patch_stride_teacher": 14, "conv_stride": 2, "video_hidden_size": 16, "num_frames": 4, "all_num_frames": 8,
  "vocab_size": 512, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
  "num_attention_heads": 2, "num_key_value_heads": 2, "max_position_embeddings": 2048
})";

/// Keeps what a training said, and may ask it to stop.
class Recorder final : public vp::train::TrainingObserver {
 public:
  void step(const vp::train::TrainingProgress& progress) override {
    losses.push_back(progress.answer_loss + progress.distillation_loss);
    if (on_step) on_step(progress);
  }
  void validated(const std::string&, std::int64_t, const vp::train::ValidationScores& found) override {
    scores = found;
  }
  void note(const std::string&) override {}

  std::vector<double> losses;
  vp::train::ValidationScores scores;
  std::function<void(const vp::train::TrainingProgress&)> on_step;
};

}  // namespace

class TestTrainer : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
    std::filesystem::create_directories(root_ / "start");
    std::ofstream(root_ / "start" / "config.json") << kModel;
    std::filesystem::copy_file(std::string(VP_TEST_DATA) + "/golden/checkpoint/tokenizer.model",
                               root_ / "start" / "tokenizer.model");
  }

  // Only colours and places of one resting object: what a tiny model begins to tell within seconds.
  void learns() {
    auto config = tiny("learns", 40);
    Recorder recorder;
    train(config, recorder);
    QCOMPARE(recorder.losses.size(), std::size_t{40});
    double first = 0, last = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      first += recorder.losses[i];
      last += recorder.losses[recorder.losses.size() - 1 - i];
    }
    QVERIFY2(last < 0.6 * first, qPrintable(QString("%1 -> %2").arg(first / 5).arg(last / 5)));
    QVERIFY(recorder.scores.contains("all"));
    QVERIFY(recorder.scores.at("all").asked > 0);
  }

  void resumes_to_the_same_bits() {
    Recorder whole;
    auto config = tiny("whole", 6);
    config.readout_weight = 0.5;
    train(config, whole);

    config.output = root_ / "stopped";
    Recorder first;
    std::stop_source stop;
    first.on_step = [&](const vp::train::TrainingProgress& progress) {
      if (progress.step == 2) stop.request_stop();
    };
    try {
      train(config, first, stop.get_token());
      QFAIL("The training did not stop.");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QVERIFY(first.losses.size() < whole.losses.size());
    Recorder second;
    train(config, second, {}, config.output);

    std::vector<double> resumed = first.losses;
    resumed.insert(resumed.end(), second.losses.begin(), second.losses.end());
    QCOMPARE(resumed, whole.losses);
    const auto expected = vp::test::load_tensors(root_ / "whole" / "state.safetensors");
    const auto found = vp::test::load_tensors(root_ / "stopped" / "state.safetensors");
    for (const char* name : {"values", "first_moment", "second_moment"})
      QVERIFY2(found.at(name).equal(expected.at(name)), name);
  }

  void a_state_of_another_training_is_refused() {
    const auto config = tiny("first", 1);
    Recorder recorder;
    train(config, recorder);
    auto other = tiny("other", 1);
    other.stages[0].name = "pretrain";
    QVERIFY_EXCEPTION_THROWN(train(other, recorder, {}, config.output), vp::base::Error);
    auto wider = tiny("wider", 1);
    wider.teacher_width = 24;
    QVERIFY_EXCEPTION_THROWN(train(wider, recorder, {}, config.output), vp::base::Error);
  }

  // What each patch holds comes to be read from the decoder's middle layer.
  void reads_the_truth_from_the_middle_layer() {
    const auto readout_loss = [](const std::filesystem::path& output) {
      std::vector<double> losses;
      std::ifstream log(output / "log.jsonl");
      for (std::string line; std::getline(log, line);) {
        const auto at = line.find("\"readout_loss\":");
        if (at != std::string::npos) losses.push_back(std::stod(line.substr(at + 15)));
      }
      return losses;
    };
    auto config = tiny("reads", 30);
    config.readout_weight = 1;
    Recorder recorder;
    train(config, recorder);
    const auto losses = readout_loss(config.output);
    QCOMPARE(losses.size(), std::size_t{30});
    QVERIFY2(losses.back() < 0.7 * losses.front(),
             qPrintable(QString("%1 -> %2").arg(losses.front()).arg(losses.back())));

    auto unread = tiny("unread", 1);
    train(unread, recorder);
    QCOMPARE(readout_loss(unread.output), std::vector<double>{0});
  }

  void frozen_parts_stay_as_they_are() {
    auto config = tiny("frozen", 2);
    config.stages[0].trained = {"stab", "projector", "distillation"};
    const auto before = weights(config, nullptr);
    Recorder recorder;
    const auto after = weights(config, &recorder);
    int changed = 0;
    for (const auto& [name, values] : before) {
      const bool same = values.equal(after.at(name));
      const bool visual = name.starts_with("model.video_");
      QVERIFY2(same || visual, name.c_str());
      changed += !same;
    }
    QVERIFY(changed > 10);
  }

  // The paper's ablation: a model without a part learns, distilled at the patch tokens that it has, and its
  // checkpoint says what it lacks.
  void a_twin_without_a_part_trains_data() {
    QTest::addColumn<QString>("ablation");
    for (const char* parts : {R"(["lste"])", R"(["gstra"])", R"(["fsra"])", R"(["row"])", R"(["lsd"])",
                              R"(["gstra", "fsra", "row"])"})
      QTest::newRow(parts) << QString(parts);
  }

  void a_twin_without_a_part_trains() {
    QFETCH(QString, ablation);
    std::string model = kModel;
    model.insert(model.find('{') + 1, "\"ablation\": " + ablation.toStdString() + ",");
    std::ofstream(root_ / "start" / "config.json") << model;
    const auto config = tiny("twin", 2);
    Recorder recorder;
    train(config, recorder);
    QCOMPARE(recorder.losses.size(), std::size_t{2});
    for (const double loss : recorder.losses) QVERIFY(std::isfinite(loss));
    const auto trained = vp::checkpoint::read_model_config(root_ / "twin" / "model").vision.ablation;
    QVERIFY(trained.any());
    QVERIFY(trained == vp::checkpoint::read_model_config(root_ / "start").vision.ablation);
    bool has_dec = false;
    for (const auto& [name, values] : vp::test::load_tensors(root_ / "twin" / "model" / "model.safetensors"))
      has_dec = has_dec || name.starts_with("model.video_tower.dec.");
    QCOMPARE(has_dec, !trained.gstra);
  }

  // What ended the run came between the last state and its model.
  void the_model_of_a_finished_state_is_written() {
    const auto config = tiny("finished", 2);
    Recorder recorder;
    train(config, recorder);
    const auto trained = vp::test::load_tensors(config.output / "model" / "model.safetensors");
    std::filesystem::remove_all(config.output / "model");
    Recorder resumed;
    train(config, resumed, {}, config.output);
    QVERIFY(resumed.losses.empty());
    const auto written = vp::test::load_tensors(config.output / "model" / "model.safetensors");
    QCOMPARE(written.size(), trained.size());
    for (const auto& [name, values] : trained) QVERIFY2(written.at(name).equal(values), name.c_str());
  }

  // What config.json leaves open is in the other file: the model that comes out must see what was trained on.
  void the_model_sees_what_was_trained_on() {
    std::string model = kModel;
    const std::string size = "\"image_size\": 56,";
    model.erase(model.find(size), size.size());
    std::ofstream(root_ / "start" / "config.json") << model;
    std::ofstream(root_ / "start" / "preprocessor_config.json")
        << R"({"crop_size": 56, "image_mean": [0.5, 0.25, 0.125], "image_std": [0.25, 0.5, 1]})";
    const auto config = tiny("normalised", 1);
    Recorder recorder;
    train(config, recorder);
    const auto trained = vp::checkpoint::read_model_config(config.model);
    QCOMPARE(trained.vision.image_mean, (std::array{0.5F, 0.25F, 0.125F}));
    QCOMPARE(vp::checkpoint::identity_text(vp::checkpoint::read_model_config(config.output / "model")),
             vp::checkpoint::identity_text(trained));
  }

  void a_state_that_does_not_say_how_far_it_is_is_refused_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("no stage") << QByteArray("stage") << QByteArray("stagX");
    QTest::newRow("no step") << QByteArray("\"step\\\":") << QByteArray("\"stuX\\\":");
    QTest::newRow("no steps") << QByteArray("optimizer_steps") << QByteArray("optimizer_stepX");
    QTest::newRow("negative") << QByteArray("steps\\\":1,\\\"stage\\\":\\\"finetune")
                              << QByteArray("steps\\\":-1,\\\"stage\\\":\\\"finetun");
    QTest::newRow("no JSON") << QByteArray("position.{") << QByteArray("position.(");
  }

  void a_state_that_does_not_say_how_far_it_is_is_refused() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const auto config = tiny("damaged", 1);
    Recorder recorder;
    train(config, recorder);
    QFile file(QString::fromStdString((config.output / "state.safetensors").string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const qsizetype at = bytes.indexOf(from);
    QVERIFY(at > 0);
    bytes.replace(at, from.size(), to);
    QVERIFY(file.seek(0));
    QCOMPARE(file.write(bytes), bytes.size());
    file.close();
    try {
      train(config, recorder, {}, config.output);
      QFAIL("The training went on.");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Checkpoint);
      QVERIFY2(QString(error.what()).contains("how far the training was"), error.what());
    }
  }

  // A teacher that was made for something else must not be taken for this run's.
  void only_a_resumed_run_takes_the_teacher_that_is_there() {
    auto config = tiny("taught", 1);
    Recorder recorder;
    train(config, recorder);
    const auto first = vp::test::load_tensors(config.output / "teacher.safetensors");
    const auto same = [&](const std::filesystem::path& folder) {
      const auto found = vp::test::load_tensors(folder / "teacher.safetensors");
      for (const auto& [name, values] : first)
        if (!found.at(name).equal(values)) return false;
      return true;
    };
    config.seed = 2;
    train(config, recorder);
    QVERIFY(!same(config.output));
    config.seed = 1;
    train(config, recorder);
    QVERIFY(same(config.output));
    auto elsewhere = config;
    elsewhere.output = root_ / "elsewhere";
    elsewhere.seed = 2;
    train(elsewhere, recorder, {}, config.output);
    QVERIFY(same(elsewhere.output));
  }

  void an_unknown_stage_is_refused() {
    Recorder recorder;
    auto processes = vp::train::single_process();
    vp::train::Trainer trainer(tiny("unknown", 1), *processes, recorder, {});
    QVERIFY_EXCEPTION_THROWN(trainer.run("postalign"), vp::base::Error);
  }

  // It is the typed name that is wrong, not the state.
  void an_unknown_stage_is_named_when_resuming() {
    const auto config = tiny("resumed", 1);
    Recorder recorder;
    train(config, recorder);
    auto processes = vp::train::single_process();
    vp::train::Trainer trainer(config, *processes, recorder, {});
    trainer.resume(config.output);
    try {
      trainer.run("finetun");
      QFAIL("The training went on.");
    } catch (const vp::base::Error& error) {
      QVERIFY2(QString(error.what()).contains("no stage \"finetun\""), error.what());
    }
  }

  // The batch holds the one film twice.
  void films_with_a_loss_that_is_not_finite_are_saved() {
    std::filesystem::create_directories(root_ / "videos");
    std::filesystem::copy_file(std::string(VP_TEST_DATA) + "/golden/clip_short.mkv",
                               root_ / "videos" / "short.mkv");
    std::ofstream(root_ / "talk.json") << R"([{"q": "What is it?", "a": "A test.", "video_id": "short"}])";
    auto config = tiny("films", 3);
    config.source = vp::train::TrainingConfig::Source::Conversations;
    config.conversations = root_ / "talk.json";
    config.videos = root_ / "videos";
    config.teacher = "none";
    config.stages[0].warmup = 0;
    config.stages[0].learning_rate = 1e30;
    Recorder recorder;
    try {
      train(config, recorder);
      QFAIL("The training went on.");
    } catch (const vp::base::Error& error) {
      QVERIFY2(QString(error.what()).contains("videos were saved to"), error.what());
    }
    QCOMPARE(vp::test::load_tensors(config.output / "failed_step_1.safetensors").size(), std::size_t{2});
  }

  void a_batch_that_cannot_be_shared_is_refused() {
    auto config = tiny("odd", 1);
    config.stages[0].batch = 3;
    Recorder recorder;
    auto processes = vp::train::single_process();
    QVERIFY_EXCEPTION_THROWN(vp::train::Trainer(config, *processes, recorder, {}), vp::base::Error);
  }

  void a_loss_that_is_not_finite_stops_with_its_batch() {
    auto config = tiny("diverges", 2);
    config.distillation_weight = std::numeric_limits<double>::infinity();
    Recorder recorder;
    try {
      train(config, recorder);
      QFAIL("The training went on.");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Output);
      QVERIFY2(QString(error.what()).contains("not finite"), error.what());
    }
    QVERIFY(std::filesystem::exists(config.output / "failed_step_0.safetensors"));
    QVERIFY(!std::filesystem::exists(config.output / "state.safetensors"));
  }

 private:
  vp::train::TrainingConfig tiny(const std::string& output, std::int64_t steps) const {
    vp::train::TrainingConfig config;
    config.model = root_ / "start";
    config.output = root_ / output;
    config.dtype = "float32";
    config.threads = 1;
    config.microbatch = 2;
    config.max_questions = 4;
    config.teacher_width = 16;
    config.teacher_steps = 10;
    config.validation_videos = 2;
    vp::train::StageConfig stage;
    stage.name = "finetune";
    stage.trained = {"stab", "projector", "decoder", "distillation"};
    stage.batch = 4;
    stage.samples = static_cast<std::uint64_t>(steps * stage.batch);
    stage.learning_rate = 3e-3;
    stage.scenes.max_objects = 1;
    stage.scenes.changes = stage.scenes.turns = stage.scenes.bounces = stage.scenes.camera =
        stage.scenes.cuts = false;
    config.stages = {stage};
    return config;
  }

  static void train(const vp::train::TrainingConfig& config, Recorder& recorder, std::stop_token stop = {},
                    const std::filesystem::path& resume = {}) {
    auto processes = vp::train::single_process();
    vp::train::Trainer trainer(config, *processes, recorder, std::move(stop));
    if (!resume.empty()) trainer.resume(resume);
    trainer.run("all");
  }

  // All tensors by name, before training or, with a recorder, after it.
  static std::map<std::string, at::Tensor> weights(const vp::train::TrainingConfig& config,
                                                   Recorder* recorder) {
    Recorder unused;
    auto processes = vp::train::single_process();
    vp::train::Trainer trainer(config, *processes, recorder != nullptr ? *recorder : unused, {});
    if (recorder != nullptr) trainer.run("all");
    std::map<std::string, at::Tensor> result;
    for (const auto& [name, values] : trainer.model().parameters().named_tensors())
      result[name] = values.clone();
    return result;
  }

  std::unique_ptr<QTemporaryDir> folder_;
  std::filesystem::path root_;
};

QTEST_APPLESS_MAIN(TestTrainer)
#include "test_trainer.moc"
