// The paper's figures, against each other where the paper says so.
#include <QtTest>
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "eval/benchmark.h"
#include "reproduce/published_tables.h"

using namespace vp::reproduce;

class TestPublishedTables : public QObject {
  Q_OBJECT

 private slots:
  void columns_are_benchmarks_that_can_be_read() {
    for (const PublishedTable& table : published_tables()) {
      QVERIFY(!table.columns.empty() && table.columns.size() <= kMostColumns);
      for (const Column& column : table.columns)
        QVERIFY2(std::ranges::count(vp::eval::layouts(), column.benchmark, &vp::eval::Layout::name) == 1,
                 std::string(column.benchmark).c_str());
      for (const PublishedRow& row : table.rows)
        for (std::size_t i = 0; i < kMostColumns; ++i) {
          const bool has = row.cells[i].accuracy || row.cells[i].score;
          QCOMPARE(has, i < table.columns.size());
          if (row.cells[i].accuracy) QVERIFY(table.columns[i].kind == vp::judge::JudgeKind::Qa);
        }
    }
  }

  // The means that stand beside the five aspects; one of them was published 0.024 lower than it is.
  void fine_grained_means_are_the_published_ones() {
    const PublishedTable& table = table_named("fine-grained");
    const std::array<double, 4> means{2.38, 2.81, 2.40, 2.57};
    QCOMPARE(table.rows.size(), means.size());
    for (std::size_t i = 0; i < means.size(); ++i) {
      double sum = 0;
      for (const PublishedCell& cell : table.rows[i].cells) sum += cell.score.value();
      QVERIFY2(std::abs(sum / 5 - means[i]) <= 0.025, qPrintable(QString::number(sum / 5)));
    }
  }

  // The whole model's row of the ablation is the model's own row.
  void the_whole_model_is_the_same_in_both_tables() {
    const PublishedRow& whole = table_named("ablation").rows.back();
    const PublishedRow& model = table_named("open-ended").rows.back();
    QCOMPARE(whole.cells[0].accuracy.value(), model.cells[0].accuracy.value());
    QCOMPARE(whole.cells[1].accuracy.value(), model.cells[3].accuracy.value());
    for (const PublishedRow& row : table_named("ablation").rows)
      QVERIFY(row.cells[0].accuracy <= whole.cells[0].accuracy &&
              row.cells[1].accuracy <= whole.cells[1].accuracy);
  }

  void an_unknown_table_is_refused() {
    try {
      table_named("closed-ended");
      QFAIL("found");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Usage);
      QVERIFY(QString(error.what()).contains("open-ended, fine-grained, ablation"));
    }
  }
};

QTEST_APPLESS_MAIN(TestPublishedTables)
#include "test_published_tables.moc"
