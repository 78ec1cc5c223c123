// videopanda compare and check: interventions and hidden patches, as tables and as JSON.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "command_run.h"
#include "edited_checkpoint.h"

using namespace vp::test;
using nlohmann::json;

namespace {

const QString kQuestion = "What color is the car?";

CommandRun run(const QString& command, const QStringList& more, const QString& model = golden_checkpoint()) {
  return videopanda(QStringList{command, golden("clip_landscape.mkv"), kQuestion, "--model", model, "--dtype",
                                "float32", "--threads", "1", "--max-new-tokens", "6"} +
                    more);
}

double sum(const json& numbers) {
  double total = 0;
  for (const json& number : numbers) total += number.get<double>();
  return total;
}

}  // namespace

class TestCliCompare : public QObject {
  Q_OBJECT

 private slots:
  void compares_what_is_asked_for() {
    const CommandRun compared = run(
        "compare", {"--without", "gstra", "--without", "gstra+lste", "--frame-order", "reversed", "--json"});
    QVERIFY2(compared.code == 0, qPrintable(compared.summary()));
    const json object = compared.objects().at(0);
    QCOMPARE(object["question"].get<std::string>(), kQuestion.toStdString());
    QCOMPARE(object["frames"].size(), std::size_t{8});

    const CommandRun asked =
        ask(golden("clip_landscape.mkv"), {"--dtype", "float32", "--max-new-tokens", "6", "--json"});
    const json answer = asked.objects().at(0);
    QCOMPARE(object["unchanged"]["text"], answer["answer"]);
    QCOMPARE(object["model"]["hash"], answer["model"]["hash"]);
    const json& tokens = object["unchanged"]["tokens"];
    for (std::size_t i = 0; i < answer["token_ids"].size(); ++i)
      QCOMPARE(tokens[i]["id"], answer["token_ids"][i]);

    const json& results = object["interventions"];
    QCOMPARE(results.size(), std::size_t{3});
    const char* names[] = {"gstra", "gstra+lste", "reversed"};
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(results[i]["intervention"], names[i]);
      QCOMPARE(results[i]["log_probabilities"].size(), tokens.size());
      const double change =
          sum(results[i]["log_probabilities"]) - object["unchanged"]["log_probability"].get<double>();
      QVERIFY(std::abs(results[i]["change"].get<double>() - change) < 1e-5);
      QVERIFY(change != 0);
      QVERIFY(results[i]["answer"]["text"].is_string());
    }
  }

  void everything_is_compared_unless_something_is_named_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QStringList>("names");
    const QStringList parts{"fsra", "gstra", "lste", "row", "lsd"};
    QTest::newRow("nothing named") << QStringList{} << parts + QStringList{"reversed", "shuffled"};
    QTest::newRow("all parts") << QStringList{"--without", "all"} << parts;
    QTest::newRow("all parts and one twice")
        << QStringList{"--without", "all", "--without", "row", "--without", "row+lsd"}
        << parts + QStringList{"row+lsd"};
    QTest::newRow("only an order") << QStringList{"--frame-order", "shuffled"} << QStringList{"shuffled"};
  }

  void everything_is_compared_unless_something_is_named() {
    QFETCH(QStringList, options);
    QFETCH(QStringList, names);
    const CommandRun compared = run("compare", options + QStringList{"--json"});
    QVERIFY2(compared.code == 0, qPrintable(compared.summary()));
    QStringList found;
    const json object = compared.objects().at(0);
    for (const json& result : object["interventions"])
      found << QString::fromStdString(result["intervention"]);
    QCOMPARE(found, names);
  }

  void the_tables_say_what_it_is() {
    const CommandRun compared = run("compare", {"--without", "fsra", "--frame-order", "reversed"});
    QVERIFY2(compared.code == 0, qPrintable(compared.summary()));
    const QString out = QString::fromUtf8(compared.out);
    for (const char* part : {"Interventions: ", "not the paper's ablation", "\nunchanged ", "\nwithout fsra ",
                             "\nframes reversed ", "\ntoken "})
      QVERIFY2(out.contains(part), qPrintable(part + QString(" in\n") + out));
    // A row for each token, with two changes in it.
    const QStringList rows = out.mid(out.indexOf("\ntoken ")).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(rows.size(), 1 + 6);
    static const QRegularExpression numbers("( +[+-]\\d+\\.\\d{3}){3}$");
    for (int i = 1; i < rows.size(); ++i) QVERIFY2(numbers.match(rows[i]).hasMatch(), qPrintable(rows[i]));
  }

  void checks_a_map_data() {
    QTest::addColumn<QString>("map");
    QTest::newRow("FSRA") << "fsra";
    QTest::newRow("GSTRA") << "gstra";
  }

  void checks_a_map() {
    QFETCH(QString, map);
    const QStringList options{"--map", map, "--share", "10,30", "--draws", "2"};
    const CommandRun checked = run("check", options + QStringList{"--json"});
    QVERIFY2(checked.code == 0, qPrintable(checked.summary()));
    const json object = checked.objects().at(0);
    QCOMPARE(object["map"].get<std::string>(), map.toStdString());
    QCOMPARE(object["points"].size(), std::size_t{2});
    for (const json& point : object["points"]) {
      QCOMPARE(point["random"].size(), std::size_t{2});
      QVERIFY(std::abs(point["random_mean"].get<double>() - sum(point["random"]) / 2) < 1e-9);
      const double share = point["hidden"].get<double>() / object["patches"].get<double>();
      QVERIFY(std::abs(share - point["share_percent"].get<double>() / 100) < 0.02);
    }
    const CommandRun shown = run("check", options);
    const QString out = QString::fromUtf8(shown.out);
    static const QRegularExpression row(
        "\n +30 % +\\d+ +[+-]\\d+\\.\\d{3} +[+-]\\d+\\.\\d{3} +\\d+\\.\\d{3}\n");
    QVERIFY2(row.match(out).hasMatch(), qPrintable(out));
    QVERIFY(out.contains(map.toUpper()));
  }

  void refuses_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("mention");
    QTest::newRow("a part that there is not") << "compare" << QStringList{"--without", "lmhra"} << "gstra";
    QTest::newRow("nothing between") << "compare" << QStringList{"--without", "gstra+"} << "fsra";
    QTest::newRow("an order that there is not")
        << "compare" << QStringList{"--frame-order", "sorted"} << "--frame-order";
    QTest::newRow("a map that there is not") << "check" << QStringList{"--map", "lsd"} << "--map";
    QTest::newRow("everything hidden") << "check" << QStringList{"--share", "100"} << "99";
    QTest::newRow("shares that fall") << "check" << QStringList{"--share", "20,10"} << "rising";
    QTest::newRow("no draw") << "check" << QStringList{"--draws", "0"} << "1 to 100";
  }

  // Before the model, which is not there, is looked at.
  void refuses() {
    QFETCH(QString, command);
    QFETCH(QStringList, options);
    QFETCH(QString, mention);
    QCOMPARE(refusal_fault(run(command, options, "/nowhere"), 2, mention), QString());
  }

  // A checkpoint that was trained without a part: it answers, and what it lacks cannot be looked into.
  void a_twin_of_the_ablation_answers() {
    EditedCheckpoint twin;
    std::erase_if(twin.tensors, [](const auto& entry) {
      const std::string& name = entry.first;
      return name.starts_with("model.video_tower.dec.") || name == "model.video_tower.temporal_cls_token" ||
             name == "model.video_tower.balance" || name == "model.video_tower.split_embedding";
    });
    twin.config["ablation"] = {"gstra", "row"};
    const QTemporaryDir folder;
    const QString model = twin.write(folder.filePath("twin"));
    const CommandRun compared = run("compare", {"--json"}, model);
    QVERIFY2(compared.code == 0, qPrintable(compared.summary()));
    QCOMPARE(compared.objects().at(0)["interventions"].size(), std::size_t{5});
    const CommandRun whole = run("compare", {"--without", "gstra+row", "--json"});
    QCOMPARE(compared.objects().at(0)["unchanged"]["text"],
             whole.objects().at(0)["interventions"][0]["answer"]["text"]);
    QCOMPARE(refusal_fault(run("compare", {"--without", "gstra"}, model), 2, "trained without gstra"),
             QString());
    QCOMPARE(refusal_fault(run("check", {"--map", "gstra"}, model), 2, "trained without GSTRA"), QString());
    const CommandRun report = videopanda({"info", model});
    QVERIFY2(report.code == 0, qPrintable(report.summary()));
    QVERIFY(!report.out.contains("missing"));

    twin.config["ablation"] = {"gstra", "flow"};
    const QString broken = twin.write(folder.filePath("broken"));
    QCOMPARE(refusal_fault(run("compare", {}, broken), 4, "\"flow\""), QString());
  }
};

QTEST_GUILESS_MAIN(TestCliCompare)
#include "test_cli_compare.moc"
