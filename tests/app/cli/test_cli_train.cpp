#include <QDir>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <vector>

#include "checkpoint/weight_reader.h"
#include "command_run.h"

using vp::test::CommandRun;
using vp::test::videopanda;

namespace {

const QByteArray kModel = R"({
  "model_type": "videopanda", "image_size": 56, "image_size_teacher": 28, "patch_stride": 14,
  "patch_stride_teacher": 14, "conv_stride": 2, "video_hidden_size": 16, "num_frames": 4, "all_num_frames": 8,
  "vocab_size": 512, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2,
  "num_attention_heads": 2, "num_key_value_heads": 2, "max_position_embeddings": 2048
})";

const QByteArray kTraining = R"({
  "model": "start", "output": "OUTPUT", "dtype": "float32", "threads": 1,
  "data": {"microbatch": 2, "max_questions": 4}, "distillation": {"width": 16, "steps": 10},
  "gstra_dropout": 0, "fusion_dropout": 0, "validation_videos": 2,
  "stages": [{"name": "finetune", "trained": ["stab", "projector", "decoder", "distillation"], "samples": 16,
              "batch": 4, "learning_rate": 0.003, "scenes": {"max_objects": 2}}]
})";

// The stored values of a float32 tensor.
std::vector<float> values_of(const QString& file, const std::string& name) {
  const auto reader = vp::checkpoint::open_safetensors(file.toStdString());
  const auto* info = reader->find(name);
  if (info == nullptr) return {};
  std::vector<float> values(static_cast<std::size_t>(info->element_count()));
  reader->read(*info, std::as_writable_bytes(std::span(values)));
  return values;
}

}  // namespace

class TestCliTrain : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(folder_->path()).mkdir("start"));
    vp::test::write_bytes(folder_->filePath("start/config.json"), kModel);
    QVERIFY(QFile::copy(vp::test::golden("checkpoint/tokenizer.model"),
                        folder_->filePath("start/tokenizer.model")));
  }

  void trains_a_model_that_answers() {
    const CommandRun run = videopanda({"train", "--config", config("run")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QString model = folder_->filePath("run/model");
    QCOMPARE(QString(run.out).trimmed(), model);
    QVERIFY(run.err.contains("answers right"));
    const CommandRun answer =
        vp::test::ask(vp::test::golden("clip_short.mkv"), {"--max-new-tokens", "4"}, model);
    QVERIFY2(answer.code == 0, qPrintable(answer.summary()));
    QVERIFY(QFile::exists(folder_->filePath("run/log.jsonl")));
  }

  void two_processes_train_as_one_with_twice_the_microbatches() {
    const CommandRun alone = videopanda({"train", "--config", config("alone")});
    QVERIFY2(alone.code == 0, qPrintable(alone.summary()));

    train_in_two_processes(config("together"));
    const auto expected = values_of(folder_->filePath("alone/state.safetensors"), "values");
    const auto found = values_of(folder_->filePath("together/state.safetensors"), "values");
    QVERIFY(!expected.empty());
    QCOMPARE(found.size(), expected.size());
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      difference += std::pow(found[i] - expected[i], 2);
      size += std::pow(expected[i], 2);
    }
    QVERIFY2(std::sqrt(difference / size) < 1e-5, qPrintable(QString::number(std::sqrt(difference / size))));
  }

  void learns_from_films_and_names_what_it_skips() {
    QVERIFY(QDir(folder_->path()).mkdir("videos"));
    QVERIFY(QFile::copy(vp::test::golden("clip_short.mkv"), folder_->filePath("videos/short.mkv")));
    QVERIFY(QFile::copy(vp::test::golden("clip_landscape.mkv"), folder_->filePath("videos/wide.mkv")));
    vp::test::write_bytes(folder_->filePath("videos/broken.mp4"), QByteArray(5000, 'x'));
    nlohmann::json entries = nlohmann::json::array();
    for (const char* video : {"short.mkv", "broken.mp4", "wide.mkv", "missing.mp4"})
      entries.push_back({{"id", video},
                         {"video", video},
                         {"conversations",
                          {{{"from", "human"}, {"value", "<video>\nWhat is it?"}},
                           {{"from", "gpt"}, {"value", "A test picture."}}}}});
    vp::test::write_bytes(folder_->filePath("talk.json"), QByteArray::fromStdString(entries.dump()));
    const CommandRun run = videopanda({"train", "--config", film_config("films")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QVERIFY2(run.err.contains("missing.mp4"), qPrintable(run.summary()));
    QVERIFY2(run.err.contains("broken.mp4"), qPrintable(run.summary()));
    QVERIFY(QFile::exists(folder_->filePath("films/model/model.safetensors")));
  }

  // The paper's three stages with a teacher of LanguageBind's architecture, by two processes.
  void three_stages_learn_from_a_teacher_that_sees() {
    QVERIFY(QDir(folder_->path()).mkdir("videos"));
    nlohmann::json entries = nlohmann::json::array();
    for (const char* clip : {"short", "landscape", "portrait"}) {
      const QString name = QStringLiteral("clip_%1.mkv").arg(clip);
      QVERIFY(QFile::copy(vp::test::golden(name), folder_->filePath("videos/" + name)));
      entries.push_back({{"q", "What is it?"}, {"a", "A test."}, {"video_id", "clip_" + std::string(clip)}});
    }
    vp::test::write_bytes(folder_->filePath("talk.json"), QByteArray::fromStdString(entries.dump()));
    entries.erase(2);
    vp::test::write_bytes(folder_->filePath("more.json"), QByteArray::fromStdString(entries.dump()));
    // Whose grid of tokens is the small tower's.
    QByteArray model = kModel;
    model.replace("\"image_size\": 56, \"image_size_teacher\": 28",
                  "\"image_size\": 112, \"image_size_teacher\": 56");
    vp::test::write_bytes(folder_->filePath("start/config.json"), model);
    const QString tower = vp::test::golden("languagebind/LanguageBind/LanguageBind_Video_merge");
    nlohmann::json distillation{
        {"teacher", "languagebind"}, {"folder", tower.toStdString()}, {"kept_features", "features"}};
    nlohmann::json data{
        {"source", "conversations"}, {"conversations", "talk.json"}, {"videos", "videos"}, {"microbatch", 1}};
    nlohmann::json stages = nlohmann::json::array();
    for (const char* stage : {"prealign", "pretrain", "finetune"}) {
      nlohmann::json trained{"stab", "projector", "distillation"};
      if (stage != std::string("prealign")) trained.push_back("decoder");
      stages.push_back(
          {{"name", stage}, {"trained", trained}, {"samples", 8}, {"batch", 2}, {"learning_rate", 0.003}});
    }
    stages.back()["conversations"] = "more.json";  // films of its own
    nlohmann::json training{{"model", "start"},       {"output", "seen"}, {"dtype", "float32"},
                            {"threads", 1},           {"data", data},     {"distillation", distillation},
                            {"validation_videos", 0}, {"stages", stages}};
    vp::test::write_bytes(folder_->filePath("seen.json"), QByteArray::fromStdString(training.dump()));
    train_in_two_processes(folder_->filePath("seen.json"));
    // The features of each clip were computed once and kept.
    QCOMPARE(vp::test::files_below(folder_->filePath("features")).filter(".safetensors").size(), 3);
    std::vector<double> losses;
    for (const QByteArray& line : vp::test::read_bytes(folder_->filePath("seen/log.jsonl")).split('\n')) {
      if (line.isEmpty()) continue;
      const nlohmann::json entry = nlohmann::json::parse(line.toStdString());
      if (entry.contains("distillation_loss")) losses.push_back(entry["distillation_loss"].get<double>());
    }
    QCOMPARE(losses.size(), std::size_t{12});
    QVERIFY2(losses.back() > 0 && losses.back() < losses.front(),
             qPrintable(QStringLiteral("%1 -> %2").arg(losses.front()).arg(losses.back())));

    training["distillation"]["folder"] = "start";
    training["output"] = "refused";
    vp::test::write_bytes(folder_->filePath("refused.json"), QByteArray::fromStdString(training.dump()));
    QCOMPARE(vp::test::refusal_fault(videopanda({"train", "--config", folder_->filePath("refused.json")}), 4,
                                     "vision_config"),
             QString());
  }

  void films_of_which_too_much_is_said_are_named_and_skipped() {
    QVERIFY(QDir(folder_->path()).mkdir("videos"));
    QVERIFY(QFile::copy(vp::test::golden("clip_short.mkv"), folder_->filePath("videos/short.mkv")));
    QVERIFY(QFile::copy(vp::test::golden("clip_landscape.mkv"), folder_->filePath("videos/wide.mkv")));
    const nlohmann::json entries{
        {{"q", "What is it?"}, {"a", "A test picture."}, {"video_id", "short"}},
        {{"q", "What is it?"}, {"a", std::string(20000, 'x')}, {"video_id", "wide"}}};
    vp::test::write_bytes(folder_->filePath("talk.json"), QByteArray::fromStdString(entries.dump()));
    const CommandRun run = videopanda({"train", "--config", film_config("long")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QVERIFY2(run.err.contains("wide.mkv: with what is said of it"), qPrintable(run.summary()));
    QVERIFY2(run.err.contains("room for 2048"), qPrintable(run.summary()));
    QVERIFY2(!run.err.contains("short.mkv"), qPrintable(run.summary()));
  }

  // All of them, by whichever process was to read them.
  void what_any_process_skips_is_named_and_counted() {
    QVERIFY(QDir(folder_->path()).mkdir("videos"));
    QVERIFY(QFile::copy(vp::test::golden("clip_short.mkv"), folder_->filePath("videos/short.mkv")));
    nlohmann::json entries = nlohmann::json::array();
    for (const char* video : {"short", "broken1", "broken2", "broken3"}) {
      if (QByteArray(video) != "short")
        vp::test::write_bytes(folder_->filePath(QString("videos/%1.mp4").arg(video)), QByteArray(5000, 'x'));
      entries.push_back({{"q", "What is it?"}, {"a", "A test."}, {"video_id", video}});
    }
    vp::test::write_bytes(folder_->filePath("talk.json"), QByteArray::fromStdString(entries.dump()));
    const QStringList said = train_in_two_processes(film_config("shared"));
    for (const char* video : {"broken1", "broken2", "broken3"})
      QVERIFY2(said.join(QString()).contains(video), qPrintable(said.join(QString())));
    // Four steps of four films, three of which are broken each time.
    QVERIFY2(said[0].contains("Skipped so far: 12."), qPrintable(said[0]));
    QVERIFY2(!said[1].contains("so far"), qPrintable(said[1]));
  }

  void a_run_is_not_overwritten_by_another() {
    CommandRun run = videopanda({"train", "--config", config("run")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QByteArray state = vp::test::read_bytes(folder_->filePath("run/state.safetensors"));
    const QString fault =
        vp::test::refusal_fault(videopanda({"train", "--config", config("run")}), 2, "--resume");
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QCOMPARE(vp::test::read_bytes(folder_->filePath("run/state.safetensors")), state);
    // Nor by one that goes on from elsewhere.
    run = videopanda({"train", "--config", config("other")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    run = videopanda({"train", "--config", config("run"), "--resume", folder_->filePath("other")});
    QCOMPARE(run.code, 2);
    run = videopanda({"train", "--config", config("run"), "--resume", folder_->filePath("run")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
  }

  // Statistics over nothing would be no numbers, and would be saved.
  void films_that_cannot_be_read_end_the_training() {
    QVERIFY(QDir(folder_->path()).mkdir("videos"));
    vp::test::write_bytes(folder_->filePath("videos/broken.mp4"), QByteArray(5000, 'x'));
    vp::test::write_bytes(folder_->filePath("talk.json"),
                          R"([{"q": "What is it?", "a": "A test.", "video_id": "broken"}])");
    const CommandRun run = videopanda({"train", "--config", film_config("unread")});
    QCOMPARE(run.code, 3);
    QVERIFY2(run.err.contains("None of the 4 videos"), qPrintable(run.summary()));
    QVERIFY(!QFile::exists(folder_->filePath("unread/state.safetensors")));
  }

  void the_bench_times_training_and_leaves_nothing() {
    const CommandRun run = videopanda({"bench", "--train", config("timed"), "--train-steps", "2", "--json"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const auto timed = nlohmann::json::parse(run.out.toStdString());
    QCOMPARE(timed["stage"].get<std::string>(), std::string("finetune"));
    QCOMPARE(timed["steps"].get<int>(), 2);
    QVERIFY(timed["samples_per_s"].get<double>() > 0);
    QVERIFY(timed["waiting_share"].get<double>() >= 0 && timed["waiting_share"].get<double>() <= 1);
    QVERIFY(!QDir(folder_->filePath("timed")).exists());
    QCOMPARE(vp::test::refusal_fault(videopanda({"bench", "--train", config("timed"), "--device", "cuda:77"}),
                                     5, "CUDA"),
             QString());
    QCOMPARE(vp::test::refusal_fault(videopanda({"bench", "--train", config("timed"), "--train-steps", "0"}),
                                     2, "steps"),
             QString());
  }

  void a_bad_configuration_is_refused() {
    QByteArray text = kTraining;
    text.replace("\"samples\"", "\"sample\"");
    vp::test::write_bytes(folder_->filePath("bad.json"), text);
    QCOMPARE(vp::test::refusal_fault(videopanda({"train", "--config", folder_->filePath("bad.json")}), 2,
                                     "sample"),
             QString());
  }

  void processes_that_do_not_fit_together_are_refused() {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("RANK", "3");
    environment.insert("WORLD_SIZE", "2");
    environment.insert("MASTER_PORT", "1234");
    process.setProcessEnvironment(environment);
    process.start(vp::test::executable(), {"train", "--config", config("refused")});
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("RANK"));
  }

 private:
  /// What each of them said.
  static QStringList train_in_two_processes(const QString& config) {
    QTcpServer free_port;
    if (!free_port.listen(QHostAddress::LocalHost)) throw std::runtime_error("no port is free");
    const QString port = QString::number(free_port.serverPort());
    free_port.close();
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int rank = 0; rank < 2; ++rank) {
      auto process = std::make_unique<QProcess>();
      auto environment = QProcessEnvironment::systemEnvironment();
      environment.insert("RANK", QString::number(rank));
      environment.insert("LOCAL_RANK", QString::number(rank));
      environment.insert("WORLD_SIZE", "2");
      environment.insert("MASTER_ADDR", "127.0.0.1");
      environment.insert("MASTER_PORT", port);
      process->setProcessEnvironment(environment);
      process->start(vp::test::executable(), {"train", "--config", config});
      processes.push_back(std::move(process));
    }
    QStringList said;
    for (const auto& process : processes) {
      const bool ended = process->waitForFinished(120000);
      said.append(QString::fromUtf8(process->readAllStandardError()));
      if (!ended || process->exitCode() != 0) throw std::runtime_error(said.back().toStdString());
    }
    return said;
  }

  QString config(const QString& output) const {
    const QString file = folder_->filePath(output + ".json");
    vp::test::write_bytes(file, QByteArray(kTraining).replace("OUTPUT", output.toUtf8()));
    return file;
  }

  // Trains on talk.json and the folder "videos".
  QString film_config(const QString& output) const {
    QByteArray text = kTraining;
    text.replace("OUTPUT", output.toUtf8());
    text.replace("\"microbatch\": 2",
                 "\"microbatch\": 2, \"source\": \"conversations\", "
                 "\"conversations\": \"talk.json\", \"videos\": \"videos\"");
    text.replace("{\"width\": 16, \"steps\": 10}", "{\"teacher\": \"none\"}");
    text.replace(", \"distillation\"]", "]");
    const QString file = folder_->filePath(output + ".json");
    vp::test::write_bytes(file, text);
    return file;
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TestCliTrain)
#include "test_cli_train.moc"
