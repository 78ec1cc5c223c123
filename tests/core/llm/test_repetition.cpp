#include <QTest>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/error.h"
#include "llm/repetition.h"

namespace vp::llm {
namespace {

using Ids = std::vector<std::int64_t>;

/// `lead` different tokens, then `times` whole periods and `more` tokens of the next one.
Ids looping(std::int64_t lead, std::int64_t period, std::int64_t times, std::int64_t more = 0) {
  Ids ids(static_cast<std::size_t>(lead));
  std::iota(ids.begin(), ids.end(), 1000);
  for (std::int64_t i = 0; i < times * period + more; ++i) ids.push_back(i % period);
  return ids;
}

/// What is left of `ids` when the guard ends the answer, and how many tokens it took; nothing taken: all.
struct Ended {
  Ids kept;
  std::size_t taken = 0;
};

Ended ended(const Ids& ids) {
  RepetitionGuard guard;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    guard.push(std::span(ids).first(i + 1));
    if (guard.loop() > 0)
      return {Ids(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i + 1) - guard.loop()), i + 1};
  }
  return {ids, 0};
}

}  // namespace

class TestRepetition : public QObject {
  Q_OBJECT

 private slots:
  void a_loop_ends_and_keeps_one_period_data() {
    QTest::addColumn<int>("period");
    QTest::addColumn<int>("needed");  // tokens of the loop
    QTest::newRow("one token") << 1 << 48;
    QTest::newRow("two") << 2 << 48;
    QTest::newRow("seven, not a part of 48") << 7 << 48;
    QTest::newRow("twelve: both bounds at once") << 12 << 48;
    QTest::newRow("a sentence") << 20 << 80;
    QTest::newRow("the longest") << 64 << 256;
  }
  void a_loop_ends_and_keeps_one_period() {
    QFETCH(int, period);
    QFETCH(int, needed);
    for (const std::int64_t lead : {0, 1, 30}) {
      const Ids ids = looping(lead, period, 300);
      const Ended found = ended(ids);
      QCOMPARE(found.taken, static_cast<std::size_t>(lead + needed));
      QCOMPARE(found.kept, Ids(ids.begin(), ids.begin() + lead + period));
    }
  }

  void no_loop() {
    QCOMPARE(ended(looping(3, 1, 47)).taken, 0U);
    QCOMPARE(ended(looping(3, 20, 3, 19)).taken, 0U);
    QCOMPARE(ended(looping(3, 65, 20)).taken, 0U);  // longer than the longest period
    Ids almost = looping(0, 12, 3, 11);
    almost.push_back(99);
    const Ids again = looping(0, 12, 3, 11);
    almost.insert(almost.end(), again.begin(), again.end());
    QCOMPARE(ended(almost).taken, 0U);
  }

  // Whoever streams gives out all but these: what was given out is never taken back.
  void what_is_not_held_back_stays() {
    const Ids ids = looping(25, 17, 4);
    RepetitionGuard guard;
    std::size_t given = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      guard.push(std::span(ids).first(i + 1));
      QVERIFY(i + 1 - static_cast<std::size_t>(guard.repeated()) >= given);
      given = i + 1 - static_cast<std::size_t>(guard.repeated());
    }
    QCOMPARE(guard.loop(), std::int64_t{3 * 17});
    QCOMPARE(given, std::size_t{25 + 17});
  }

  void a_penalty_is_that_of_the_field() {
    RepetitionPenalty penalty(1.25);
    for (const std::int64_t id : {2, 0, 2, 3, 9, -200}) penalty.add(id);  // twice counts once
    std::vector<float> logits{5.0F, 5.0F, -2.0F, 0.0F, -1.0F};
    penalty.apply(logits);
    QCOMPARE(logits, (std::vector<float>{4.0F, 5.0F, -2.5F, 0.0F, -1.0F}));
    QVERIFY(penalty.changes() && !RepetitionPenalty(1).changes());
    for (const double wrong : {0.0, -1.0, std::nan(""), HUGE_VAL}) {
      bool refused = false;
      try {
        RepetitionPenalty{wrong};
      } catch (const base::Error& error) {
        refused = error.code() == base::ErrorCode::Usage;
      }
      QVERIFY(refused);
    }
  }
};

}  // namespace vp::llm

QTEST_GUILESS_MAIN(vp::llm::TestRepetition)
#include "test_repetition.moc"
