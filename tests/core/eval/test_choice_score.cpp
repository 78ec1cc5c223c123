#include <QTest>

#include "eval/choice_score.h"
#include "eval/interval.h"

namespace {

using vp::eval::ChoiceScore;
using vp::eval::ChoiceScores;
using vp::eval::FilmResult;
using vp::eval::Interval;
using vp::eval::Prediction;

Prediction said(const char* film, const char* type, std::int64_t right, const char* answer,
                const char* error = "") {
  static int id = 0;
  Prediction prediction;
  prediction.question = {{std::to_string(++id), true}, film, "Q?", "", type};
  prediction.question.options = {"one thing", "another", "third", "last"};
  prediction.question.right = right;
  prediction.question.duration = "short";
  prediction.answer = answer;
  prediction.error = error;
  return prediction;
}

}  // namespace

class TestChoiceScore : public QObject {
  Q_OBJECT

 private slots:
  void counts() {
    std::vector<Prediction> predictions{said("a", "x", 1, "B"), said("a", "x", 0, "B"),
                                        said("b", "y", 2, "No idea"), said("b", "y", 3, "", "no film"),
                                        said("c", "y", 3, "last")};
    // The right letter is likeliest, the right text only a token on average.
    predictions[1].likelihoods = {{-0.5, -1, -2, -3}, {-8, -6, -9, -9}, {8, 2, 3, 3}};
    const ChoiceScores scores = vp::eval::score_choices(predictions);
    const ChoiceScore& all = scores.overall;
    QCOMPARE(all.total, 5);
    QCOMPARE(all.right, 2);
    QCOMPARE(all.errors, 1);
    QCOMPARE(all.unread, 1);
    QCOMPARE(all.scored, 1);
    QCOMPARE(all.right_letter, 1);
    QCOMPARE(all.right_text, 0);
    QCOMPARE(all.right_text_mean, 1);
    QCOMPARE(all.chance(), 0.25);
    QCOMPARE(all.blind, 0);
    QCOMPARE(scores.said, (std::vector<std::int64_t>{0, 2, 0, 1}));
    QCOMPARE(scores.expected, (std::vector<std::int64_t>{1, 1, 1, 2}));
    QCOMPARE(scores.by_type.size(), std::size_t{2});
    QCOMPARE(scores.by_type[0].name, std::string("x"));
    QCOMPARE(scores.by_type[0].share(), 0.5);
    QVERIFY(qAbs(scores.mean_of_types - (0.5 + 1.0 / 3) / 2) < 1e-12);
    QCOMPARE(scores.by_duration.size(), std::size_t{1});
  }

  void stands_beside_blind() {
    const std::vector<Prediction> seeing{said("a", "", 1, "B"), said("a", "", 0, "A")};
    std::vector<Prediction> blind = seeing;
    blind[0].answer = "C";
    blind.pop_back();
    const ChoiceScores scores = vp::eval::score_choices(seeing, blind);
    QCOMPARE(scores.overall.blind, 1);
    QCOMPARE(scores.overall.blind_right, 0);
    QVERIFY(scores.by_type.empty());  // there are no types
  }

  void interval_knows_films() {
    // The same hundred answers, of a hundred films and of four films that are right or wrong as a whole.
    std::vector<FilmResult> apart, together;
    for (int i = 0; i < 100; ++i) {
      apart.push_back({std::to_string(i), i % 2 == 0 ? 1.0 : 0.0});
      together.push_back({std::to_string(i / 25), i / 25 % 2 == 0 ? 1.0 : 0.0});
    }
    const Interval narrow = vp::eval::interval_by_films(apart), wide = vp::eval::interval_by_films(together);
    // Of a hundred independent ones about 0.5 ± 1.96 · 0.05.
    QVERIFY2(qAbs(narrow.low - 0.402) < 0.03 && qAbs(narrow.high - 0.598) < 0.03,
             qPrintable(QString::number(narrow.low)));
    QCOMPARE(wide.low, 0.0);
    QCOMPARE(wide.high, 1.0);
    std::reverse(apart.begin(), apart.end());
    const Interval again = vp::eval::interval_by_films(apart);
    QCOMPARE(again.low, narrow.low);
    QCOMPARE(again.high, narrow.high);
  }

  void interval_of_one_film_is_its_mean() {
    const std::vector<FilmResult> one{{"a", 1}, {"a", 0}};
    QCOMPARE(vp::eval::interval_by_films(one).low, 0.5);
    QCOMPARE(vp::eval::interval_by_films(one).high, 0.5);
    QCOMPARE(vp::eval::interval_by_films({}).high, 0.0);
  }
};

QTEST_APPLESS_MAIN(TestChoiceScore)
#include "test_choice_score.moc"
