#include <QTest>

#include "judge/judge_verdict.h"

using vp::judge::JudgeKind;

class TestJudgeVerdict : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("expected");  // empty: no verdict
    const auto row = [](const char* reply, const char* expected) {
      QTest::newRow(reply) << QString(reply) << QString(expected);
    };
    row(R"({"pred": "yes", "score": 4})", "yes 4");
    row("{'pred': 'no', 'score': 0}", "no 0");
    row("{'pred': 'yes', 'score': 4.8}", "yes 5 rounded");
    row("{'pred': 'yes', 'score': '4.4'}", "yes 4 rounded");
    row("{'pred': 'Yes.', 'score': '5/5'}", "yes 5");
    row("{'Score': 3, 'Pred': 'NO'}", "no 3");
    row(R"({"pred": true, "score": 4})", "yes 4");
    row("{'pred': False, 'score': 1,}", "no 1");
    row("Sure! Here it is:\n```json\n{\"pred\": \"yes\", \"score\": 4}\n```", "yes 4");
    row("{\"pred\": \"yes\", \"score\": 4, \"why\": \"it's {so}\"}", "yes 4");
    row("{''score': 4.8}", "");  // no yes and no no
    row("{'pred': 'yes', ''score': 4}", "yes 4");
    row("yes, 4", "yes 4");
    row("No. Score: 2/5", "no 2");
    row("yes", "");
    row("4", "");
    row("yes or no, 4", "");
    row("yes 4 or 5", "");
    row("{'pred': 'yes', 'score': 6}", "");
    row("{'pred': 'yes', 'score': -1}", "");
    row("{'pred': 'yes', 'score': None}", "");
    row("{'pred': 'maybe', 'score': 3}", "");
    row("{'score': 3}", "");
    row("{'pred': 'yes', 'score': NaN}", "");
    row("{'pred': 'yes', 'score': 1e99}", "");
    row("I cannot judge this.", "");
    row("know 4", "");
    row("", "");
    row("{{{{{{{{", "");
  }

  void reads() {
    QFETCH(QString, reply);
    QFETCH(QString, expected);
    const auto verdict = vp::judge::read_verdict(JudgeKind::Qa, reply.toStdString());
    QString found;
    if (verdict)
      found = QString("%1 %2%3")
                  .arg(verdict->yes ? "yes" : "no")
                  .arg(verdict->score)
                  .arg(verdict->rounded ? " rounded" : "");
    QCOMPARE(found, expected);
  }

  void aspects_need_no_yes() {
    QCOMPARE(vp::judge::read_verdict(JudgeKind::Detail, "{'score': 3}")->score, 3);
    QCOMPARE(vp::judge::read_verdict(JudgeKind::Detail, "{''score': 3.6}")->score, 4);
    QCOMPARE(vp::judge::read_verdict(JudgeKind::Detail, "Score: 2")->score, 2);
    QVERIFY(!vp::judge::read_verdict(JudgeKind::Detail, "very good"));
  }

  void published_scripts_read_less_data() {
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QString>("expected");  // empty: an error, after which they ask again
    const auto row = [](const char* reply, const char* expected) {
      QTest::newRow(reply) << QString(reply) << QString(expected);
    };
    row("{'pred': 'yes', 'score': 4}", "yes 4");
    row("{'pred': 'YES', 'score': 4.8}", "yes 4");       // int(4.8)
    row("{'pred': 'yes', 'score': '4'}", "yes 4");       // int("4")
    row("{'pred': 'yes', 'score': '4.8'}", "yes none");  // int("4.8") raises an error
    row(R"({"pred": "no", "score": 1})", "no 1");
    row(R"({"pred": true, "score": 1})", "");  // no Python
    row("{'pred': True, 'score': 1}", " 1");
    row("{'score': 7}", " 7");
    row("Here: {'pred': 'yes', 'score': 4}", "");
    row("{''score': 4.8}", "");
    row("yes 4", "");
    row("", "");
  }

  void published_scripts_read_less() {
    QFETCH(QString, reply);
    QFETCH(QString, expected);
    const auto read = vp::judge::read_as_published(reply.toStdString());
    QString found;
    if (read)
      found =
          QString::fromStdString(read->pred + " " + (read->score ? std::to_string(*read->score) : "none"));
    QCOMPARE(found, expected);
  }
};

QTEST_APPLESS_MAIN(TestJudgeVerdict)
#include "test_judge_verdict.moc"
