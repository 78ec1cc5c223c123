// videopanda judge: a judge on loopback, its numbers, and what is never written.
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"
#include "support/small_server.h"

using namespace vp::test;
using nlohmann::json;

namespace {

constexpr const char* kKey = "a-key-that-nobody-else-knows";

}  // namespace

class TestCliJudge : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    qunsetenv("VIDEOPANDA_JUDGE_KEY");
    QByteArray lines;
    for (int i = 0; i < 4; ++i) {
      const nlohmann::ordered_json prediction{{"id", i},
                                              {"video_name", i < 2 ? "one" : "two"},
                                              {"question", "Which colour is ball " + std::to_string(i) + "?"},
                                              {"answer", "red"},
                                              {"pred", "It is red."}};
      lines += QByteArray::fromStdString(prediction.dump()) + '\n';
    }
    write_bytes(path("predictions.jsonl"), lines);
  }

  // Three yes with 5, 4 and 3, and one that says nothing: over those that were judged, and over all.
  void judges_and_says_both_means() {
    const SmallServer server([](int, const std::string& request) {
      const char ball = request[request.find("ball ") + 5];
      if (ball == '3') return SmallServer::says("I cannot say.");
      return SmallServer::says(R"({\"pred\": \"yes\", \"score\": )" + std::to_string(5 - (ball - '0')) + "}");
    });
    write_bytes(path("key"), kKey);
    QFile(path("key")).setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QStringList words =
        arguments(server, "judge-1", "first.json") + QStringList{"--key-file", path("key")};
    const CommandRun run = videopanda(words);
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QCOMPARE(server.requests(), 4);
    QVERIFY(server.seen().at(0).find(std::string("Bearer ") + kKey) != std::string::npos);
    const json results = read_json(path("first.json"));
    QCOMPARE(results["judge"]["model"].get<std::string>(), std::string("judge-1"));
    QCOMPARE(results["totals"]["judged"].get<int>(), 3);
    QCOMPARE(results["totals"]["unjudged"].get<int>(), 1);
    QCOMPARE(results["totals"]["score_over_judged"].get<double>(), 4.0);
    QCOMPARE(results["totals"]["score_over_all"].get<double>(), 3.0);
    QVERIFY2(run.out.contains("4.000") && run.out.contains("3.000"), qPrintable(run.summary()));

    // The same again asks nothing; and no file holds the key.
    QVERIFY(videopanda(words).code == 0);
    QCOMPARE(server.requests(), 4);
    QDirIterator files(folder_.path(), QDir::Files, QDirIterator::Subdirectories);
    int read = 0;
    while (files.hasNext()) {
      const QString file = files.next();
      ++read;
      QVERIFY2(file == path("key") || !read_bytes(file).contains(kKey), qPrintable(file));
    }
    QVERIFY(read >= 4);
  }

  void two_judges_are_compared() {
    const SmallServer server([](int, const std::string& request) {
      const bool yes = request.find("ball 0") != std::string::npos;
      return SmallServer::says(yes ? R"({\"pred\": \"yes\", \"score\": 5})"
                                   : R"({\"pred\": \"no\", \"score\": 1})");
    });
    QVERIFY(videopanda(arguments(server, "judge-2", "second.json")).code == 0);
    const CommandRun run = videopanda({"judge", "--agreement", path("first.json"), path("second.json")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    // Of three that both judged one is alike.
    QVERIFY2(run.out.contains("3 questions both: 1 alike (33.3 %)"), qPrintable(run.summary()));
    QVERIFY2(run.out.contains("2 verdicts would flip"), qPrintable(run.summary()));
  }

  void aspects_are_combined() {
    const SmallServer server([](int, const std::string&) { return SmallServer::says(R"({\"score\": 4})"); });
    for (const QString& kind : {QStringLiteral("correctness"), QStringLiteral("detail")}) {
      const CommandRun run = videopanda(arguments(server, "judge-1", kind + ".json", kind));
      QVERIFY2(run.code == 0, qPrintable(run.summary()));
    }
    const CommandRun run = videopanda({"judge", "--combine", path("correctness.json"), path("detail.json")});
    QVERIFY2(run.code == 0 && run.out.contains("mean weighted by questions") && run.out.contains("4.000"),
             qPrintable(run.summary()));
    QCOMPARE(refusal_fault(videopanda({"judge", "--combine", path("first.json")}), 2, "aspects"), QString());
  }

  // A folder with one of the table's benchmarks, and a film of it missing; two models; run twice.
  void reproduces_a_table() {
    const SmallServer server(
        [](int, const std::string&) { return SmallServer::says(R"({\"pred\": \"yes\", \"score\": 3})"); });
    QVERIFY(QDir(folder_.path()).mkpath("data/msvd/videos"));
    QVERIFY(QFile::copy(golden("clip_short.mkv"), path("data/msvd/videos/short.mkv")));
    json questions = json::array(), answers = json::array();
    for (int i = 0; i < 3; ++i) {
      const char* film = i < 2 ? "short" : "gone";
      questions.push_back(
          {{"video_name", film}, {"question", "What is it?"}, {"question_id", std::to_string(i)}});
      answers.push_back({{"answer", "a test"}, {"type", 0}, {"question_id", std::to_string(i)}});
    }
    write_bytes(path("data/msvd/test_q.json"), QByteArray::fromStdString(questions.dump()));
    write_bytes(path("data/msvd/test_a.json"), QByteArray::fromStdString(answers.dump()));
    const QStringList words{"reproduce", "open-ended",       "--data",  path("data"),
                            "--out",     path("table"),      "--model", golden_checkpoint(),
                            "--model",   golden_checkpoint()};
    const QStringList judged =
        words + QStringList{"--endpoint", QString::fromStdString(server.endpoint()), "--judge", "judge-1"};
    const CommandRun run = videopanda(judged);
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    // The paper's figure, ours over all three questions, and what is missing.
    QVERIFY2(run.out.contains("64.7 / 3.8") && run.out.contains("66.7 / 2.0"), qPrintable(run.summary()));
    QVERIFY2(run.out.contains("checkpoint (2)"), qPrintable(run.summary()));
    QVERIFY2(run.out.contains("Missing: tgif: ") && run.out.contains("1 films are not there"),
             qPrintable(run.summary()));
    // Both models say the same here, which is asked once a model.
    const int requests = server.requests();
    QVERIFY(requests == 2 || requests == 4);
    QVERIFY(QFile::exists(path("table/msvd/checkpoint.jsonl")));

    // The same again loads and asks nothing.
    const CommandRun again = videopanda(judged + QStringList{"--json"});
    QVERIFY2(again.code == 0, qPrintable(again.summary()));
    QCOMPARE(server.requests(), requests);
    const json table = json::parse(again.out.toStdString());
    QCOMPARE(table["measured"].size(), std::size_t{2});
    const json& cell = table["measured"][0]["cells"]["MSVD"];
    QCOMPARE(cell["questions"].get<int>(), 3);
    QCOMPARE(cell["errors"].get<int>(), 1);
    QCOMPARE(cell["score_over_all"].get<double>(), 2.0);
    QVERIFY(!table["measured"][0]["cells"].contains("TGIF"));
    QCOMPARE(table["missing"].size(), std::size_t{4});

    const CommandRun alone = videopanda(words);
    QVERIFY2(alone.code == 0 && alone.out.contains("0.0 exact") && alone.out.contains("Nobody judged"),
             qPrintable(alone.summary()));
    QCOMPARE(refusal_fault(videopanda({"reproduce", "fine-grained", "--data", path("data"), "--out",
                                       path("table"), "--model", golden_checkpoint()}),
                           2, "None of the table's benchmarks"),
             QString());
    QCOMPARE(refusal_fault(videopanda(words + QStringList{"--judge", "judge-1"}), 2, "both --endpoint"),
             QString());
  }

  void refuses() {
    const SmallServer server(
        [](int, const std::string&) { return SmallServer::reply("{}", "401 Unauthorized"); });
    write_bytes(path("open-key"), kKey);
    QFile(path("open-key")).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const QStringList words = arguments(server, "judge-1", "refused.json");
    QCOMPARE(refusal_fault(videopanda(words + QStringList{"--key-file", path("open-key")}), 2, "chmod 600"),
             QString());
    QCOMPARE(server.requests(), 0);
    QCOMPARE(refusal_fault(videopanda(words), 2, "401"), QString());
    QCOMPARE(refusal_fault(videopanda(words + QStringList{"--parallel", "0"}), 2, "1 to 64"), QString());
    QCOMPARE(
        refusal_fault(videopanda({"judge", "--predictions", path("predictions.jsonl")}), 2, "--endpoint"),
        QString());
    // Nothing was judged, so nothing is written.
    QVERIFY(!QFile::exists(path("refused.json")));
    QCOMPARE(refusal_fault(videopanda(arguments(server, "judge-1", "predictions.jsonl")), 2, "predictions"),
             QString());
  }

 private:
  QString path(const QString& name) const { return folder_.filePath(name); }
  QStringList arguments(const SmallServer& server, const QString& judge, const QString& out,
                        const QString& kind = QStringLiteral("qa")) const {
    return {"judge",
            "--predictions",
            path("predictions.jsonl"),
            "--kind",
            kind,
            "--endpoint",
            QString::fromStdString(server.endpoint()),
            "--judge",
            judge,
            "--out",
            path(out),
            "--tries",
            "1"};
  }

  const QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestCliJudge)
#include "test_cli_judge.moc"
