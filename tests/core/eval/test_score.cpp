#include <QTest>

#include "eval/score.h"

namespace {

using vp::eval::Prediction;
using vp::eval::Score;
using vp::eval::Scores;

Prediction said(const char* type, const char* expected, const char* answer, const char* error = "") {
  static int id = 0;
  return {{{std::to_string(++id), true}, "v", "Q?", expected, type}, answer, error};
}

}  // namespace

class TestScore : public QObject {
  Q_OBJECT

 private slots:
  void counts_by_type() {
    const Scores scores = vp::eval::score(
        std::vector<Prediction>{said("count", "2", "Two."), said("count", "two", "3"),
                                said("count", "3", "three"), said("count", "4", "", "There is no video."),
                                said("colour", "red", "The red one"), said("colour", "Red", "red")});
    QCOMPARE(scores.by_type.size(), std::size_t{2});
    const Score& colour = scores.by_type[0];
    QCOMPARE(colour.type, std::string("colour"));
    QCOMPARE(colour.total, 2);
    QCOMPARE(colour.right, 1);  // "red one" is more than was asked for
    QCOMPARE(colour.right_by_chance, 2);
    QCOMPARE(colour.percent(), 50.0);
    QCOMPARE(colour.chance_percent(), 100.0);
    const Score& count = scores.by_type[1];
    QCOMPARE(count.total, 4);
    QCOMPARE(count.right, 2);
    QCOMPARE(count.errors, 1);
    QCOMPARE(count.right_by_chance, 2);  // "2" and "two" are one answer
    QCOMPARE(scores.overall.total, 6);
    QCOMPARE(scores.overall.right, 3);
    QCOMPARE(scores.overall.errors, 1);
    QCOMPARE(scores.overall.right_by_chance, 4);
    QCOMPARE(scores.overall.percent(), 50.0);
  }

  void an_error_is_wrong_whatever_was_expected() {
    const Scores scores = vp::eval::score(std::vector<Prediction>{said("", "", "", "broken")});
    QCOMPARE(scores.overall.right, 0);
    QCOMPARE(scores.overall.errors, 1);
  }

  void nothing_is_nothing() {
    const Scores scores = vp::eval::score({});
    QVERIFY(scores.by_type.empty());
    QCOMPARE(scores.overall.percent(), 0.0);
    QCOMPARE(scores.overall.chance_percent(), 0.0);
  }
};

QTEST_APPLESS_MAIN(TestScore)
#include "test_score.moc"
