#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "judge/judge_agreement.h"
#include "judge/judge_results.h"

namespace {

using vp::base::Error;
using vp::judge::Judged;
using vp::judge::JudgeKind;
using vp::judge::JudgeResults;

Judged judged(JudgeKind kind, const std::string& id, const std::string& reply) {
  Judged one{id, "film " + id, reply, vp::judge::read_verdict(kind, reply), {}};
  if (!one.verdict) one.why = "the reply holds no verdict";
  return one;
}

JudgeResults results(JudgeKind kind, const std::vector<std::string>& replies) {
  JudgeResults made;
  made.kind = kind;
  made.model = "judge-1";
  made.endpoint = "http://127.0.0.1/v1";
  for (std::size_t i = 0; i < replies.size(); ++i)
    made.items.push_back(judged(kind, std::to_string(i), replies[i]));
  return made;
}

}  // namespace

class TestJudgeScore : public QObject {
  Q_OBJECT

 private slots:
  void gives_both_means_and_the_published_one() {
    const JudgeResults made =
        results(JudgeKind::Qa, {"{'pred': 'yes', 'score': 4.8}", "{'pred': 'no', 'score': 1}",
                                "{'pred': 'yes', 'score': '4.8'}", "Of course: {'pred': 'yes', 'score': 5}",
                                "I do not know."});
    const auto score = vp::judge::judge_score(made.items);
    QCOMPARE(score.total, 5);
    QCOMPARE(score.judged, 4);
    QCOMPARE(score.unjudged(), 1);
    QCOMPARE(score.rounded, 2);
    QCOMPARE(score.accuracy_over_judged(), 0.75);
    QCOMPARE(score.accuracy_over_all(), 0.6);
    QCOMPARE(score.score_over_judged(), 4.0);  // 5, 1, 5, 5
    QCOMPARE(score.score_over_all(), 3.2);
    // They read the first three; the third raises an error after it was counted.
    const auto published = vp::judge::published_score(JudgeKind::Qa, made.items);
    QCOMPARE(published.count, 3);
    QCOMPARE(published.left_out, 2);
    QCOMPARE(published.yes, 1);
    QCOMPARE(published.no, 1);
    QCOMPARE(published.accuracy(), 0.5);
    QVERIFY(qAbs(published.score() - 5.0 / 3) < 1e-12);  // (4 + 1 + 0) / 3
  }

  void nothing_is_nothing() {
    QCOMPARE(vp::judge::judge_score({}).accuracy_over_all(), 0.0);
    QCOMPARE(vp::judge::published_score(JudgeKind::Qa, {}).score(), 0.0);
  }

  void results_come_back() {
    const QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("judged.json").toStdString();
    const JudgeResults made = results(JudgeKind::Detail, {"{\"score\": 3}", "{'score': 4.4}", "nothing"});
    vp::judge::write_results(file, made);
    const JudgeResults read = vp::judge::read_results(file);
    QCOMPARE(read.kind, JudgeKind::Detail);
    QCOMPARE(read.model, made.model);
    QCOMPARE(read.items.size(), std::size_t{3});
    QCOMPARE(read.items[1].verdict->score, 4);
    QVERIFY(!read.items[2].verdict && !read.items[2].why.empty());
    QFile broken(folder.filePath("broken.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"format\": \"another\"}");
    broken.close();
    QVERIFY_THROWS_EXCEPTION(Error, vp::judge::read_results(broken.fileName().toStdString()));
  }

  void aspects_are_weighted() {
    const auto many = vp::judge::judge_score(
        results(JudgeKind::Detail, {"{'score': 4}", "{'score': 4}", "{'score': 4}"}).items);
    const auto few = vp::judge::judge_score(results(JudgeKind::Temporal, {"{'score': 0}"}).items);
    const std::vector<vp::judge::JudgeScore> both{many, few};
    const auto means = vp::judge::aspect_means(both);
    QCOMPARE(means.plain_over_judged, 2.0);
    QCOMPARE(means.weighted_over_judged, 3.0);
  }

  void two_judges_agree_so_far() {
    const std::string yes = "{'pred': 'yes', 'score': 4}", no = "{'pred': 'no', 'score': 1}";
    // 20 both yes, 15 both no, 5 and 10 differ: kappa 0.4.
    std::vector<std::string> a, b;
    const auto add = [&](int count, const std::string& first, const std::string& second) {
      for (int i = 0; i < count; ++i) {
        a.push_back(first);
        b.push_back(second);
      }
    };
    add(20, yes, yes);
    add(15, no, no);
    add(5, yes, no);
    add(10, no, yes);
    add(1, "nothing", yes);
    const auto found = vp::judge::agreement(results(JudgeKind::Qa, a), results(JudgeKind::Qa, b));
    QCOMPARE(found.both, 50);
    QCOMPARE(found.alike, 35);
    QVERIFY2(qAbs(found.kappa - 0.4) < 1e-12, qPrintable(QString::number(found.kappa)));
    QCOMPARE(found.flips.size(), std::size_t{15});
    QCOMPARE(found.flips[0], std::string("35"));
    QVERIFY_THROWS_EXCEPTION(Error,
                             vp::judge::agreement(results(JudgeKind::Qa, a), results(JudgeKind::Detail, a)));
    QVERIFY_THROWS_EXCEPTION(Error,
                             vp::judge::agreement(results(JudgeKind::Qa, a), results(JudgeKind::Qa, {})));
  }
};

QTEST_APPLESS_MAIN(TestJudgeScore)
#include "test_judge_score.moc"
