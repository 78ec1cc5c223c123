// videopanda knockout: what an answer loses without each frame, as a table, JSON and files.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "command_run.h"

using namespace vp::test;
using nlohmann::json;

namespace {

const QString kQuestion = "What color is the car?";

CommandRun run(const QStringList& more, const QString& model = golden_checkpoint()) {
  return videopanda(QStringList{"knockout", golden("clip_landscape.mkv"), kQuestion, "--model", model,
                                "--dtype", "float32", "--threads", "1", "--max-new-tokens", "6"} +
                    more);
}

double sum(const json& numbers) {
  double total = 0;
  for (const json& number : numbers) total += number.get<double>();
  return total;
}

}  // namespace

class TestCliKnockout : public QObject {
  Q_OBJECT

 private slots:
  void measures_every_frame() {
    const CommandRun found = run({"--json"});
    QVERIFY2(found.code == 0, qPrintable(found.summary()));
    const json object = found.objects().at(0);
    QCOMPARE(object["format"].get<std::string>(), std::string("videopanda-knockout"));
    QCOMPARE(object["depends_on"].get<std::string>(), std::string("measured by hiding"));
    QCOMPARE(object["knockouts"].size(), object["frames"].size());
    const double whole = object["answer"]["log_probability"].get<double>();
    for (const json& knockout : object["knockouts"])
      QVERIFY(std::abs(sum(knockout["log_probabilities"]) - whole - knockout["change"].get<double>()) < 1e-5);
    for (const json& word : object["words"]) QCOMPARE(word["changes"].size(), object["frames"].size());
    // Layer by layer the change is another one.
    const json late = run({"--json", "--layers", "late"}).objects().at(0);
    QVERIFY(late["layers"]["first"].get<int>() > 0);
    QVERIFY(late["knockouts"][0]["change"] != object["knockouts"][0]["change"]);
    QCOMPARE(late["answer"], object["answer"]);
  }

  void scores_a_text() {
    const json object = run({"--json", "--answer", "It is red."}).objects().at(0);
    QCOMPARE(object["answer"]["text"].get<std::string>(), std::string("It is red."));
    QCOMPARE(object["words"][2]["text"].get<std::string>(), std::string("red"));
  }

  void shows_a_table() {
    const CommandRun shown = run({"--answer", "It is red."});
    const QString out = QString::fromUtf8(shown.out);
    static const QRegularExpression row("\n +\\d+ +\\d+\\.\\d{3} s( +[+-]\\d+\\.\\d{3}){5}\n");
    QVERIFY2(row.match(out).hasMatch(), qPrintable(out));
    QVERIFY(out.contains("Measured by hiding"));
    QVERIFY(out.contains("may still hold"));
  }

  void writes_files() {
    const QTemporaryDir folder;
    QStringList options;
    for (const char* name : {"a.csv", "a.npz", "a.html", "a.md", "a.json"})
      options << "--out" << folder.filePath(name);
    const CommandRun found = run(options);
    QVERIFY2(found.code == 0, qPrintable(found.summary()));
    for (int i = 1; i < options.size(); i += 2) QVERIFY(QFileInfo(options[i]).size() > 200);
    QFile csv(folder.filePath("a.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    QVERIFY(csv.readLine().contains("frame,time_s,word"));
  }

  void other_systems_too_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("notice");
    QTest::newRow("Video-LLaVA") << golden("video_llava/hf/Video-LLaVA-7B-hf") << QString();
    QTest::newRow("Video-ChatGPT") << golden("video_chatgpt/mmaaz60/LLaVA-7B-Lightening-v1-1")
                                   << "places hold all frames";
  }

  void other_systems_too() {
    QFETCH(QString, model);
    QFETCH(QString, notice);
    const CommandRun found = run({"--json"}, model);
    QVERIFY2(found.code == 0, qPrintable(found.summary()));
    const json object = found.objects().at(0);
    QCOMPARE(object["knockouts"].size(), object["frames"].size());
    double largest = 0;
    for (const json& knockout : object["knockouts"])
      largest = std::max(largest, std::abs(knockout["change"].get<double>()));
    QVERIFY(largest > 1e-5);
    if (!notice.isEmpty()) QVERIFY(QString::fromUtf8(run({}, model).out).contains(notice));
  }

  void refuses_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("mention");
    QTest::newRow("no layers") << QStringList{"--layers", "first"} << "early";
    QTest::newRow("layers that fall") << QStringList{"--layers", "5-2"} << "4-11";
    QTest::newRow("an unknown form") << QStringList{"--out", "/tmp/a.xls"} << ".npz";
    QTest::newRow("an empty answer") << QStringList{"--answer", " "} << "--answer";
  }

  // Before the model, which is not there, is looked at.
  void refuses() {
    QFETCH(QStringList, options);
    QFETCH(QString, mention);
    QCOMPARE(refusal_fault(run(options, "/nowhere"), 2, mention), QString());
  }

  void layers_are_those_of_the_decoder() {
    QCOMPARE(refusal_fault(run({"--layers", "0-99"}), 2, "99"), QString());
  }
};

QTEST_GUILESS_MAIN(TestCliKnockout)
#include "test_cli_knockout.moc"
