#include <QTest>
#include <functional>

#include "attention/answer_attention.h"
#include "base/error.h"

using namespace vp::attention;

namespace {

// Two frames, 1 x 2 and 2 x 1 patch tokens (4 and 5 tokens), two layers, three tokens. A value says where it
// belongs: 100 token + 10 row + column.
AnswerAttention labelled_record() {
  AnswerAttention record;
  record.layers = {3, 7};
  record.heads = {0};
  record.layer_heads = 4;
  record.per_layer = true;
  record.frames = {{1, 2}, {2, 1}};
  record.pieces = {"a", " b", "c"};
  for (int token = 0; token < 3; ++token)
    for (int row = 0; row < 2; ++row)
      for (int column = 0; column < 9; ++column)
        record.values.push_back(static_cast<float>(100 * token + 10 * row + column));
  return record;
}

bool refuses(const std::function<void()>& use) {
  try {
    use();
  } catch (const vp::base::Error& error) {
    return error.code() == vp::base::ErrorCode::Usage;
  }
  return false;
}

}  // namespace

class TestAnswerAttention : public QObject {
  Q_OBJECT

 private slots:
  void counts_tokens() {
    QCOMPARE((TokenLayout{16, 16}.count()), std::int64_t{273});
    QCOMPARE((TokenLayout{9, 16}.count()), std::int64_t{154});
    QCOMPARE((TokenLayout{9, 16, true, false}.count()), std::int64_t{145});
    QCOMPARE((TokenLayout{9, 16, false, true}.count()), std::int64_t{153});
    QCOMPARE((TokenLayout{16, 16, false, true}.count()), std::int64_t{272});
    QCOMPARE((TokenLayout{16, 16, true, false}.count()), std::int64_t{257});
    QCOMPARE(labelled_record().columns(), std::size_t{9});
  }

  void masses_by_kind_of_token() {
    const std::vector<FrameMass> masses = answer_masses(labelled_record(), {1, 2}, 1);
    QCOMPARE(masses.size(), std::size_t{2});
    QCOMPARE(masses[0].context, 110.0);
    QCOMPARE(masses[0].patches, 111.0 + 112.0);
    QCOMPARE(masses[0].row_tokens, 113.0);
    QCOMPARE(masses[1].context, 114.0);
    QCOMPARE(masses[1].patches, 115.0 + 117.0);
    QCOMPARE(masses[1].row_tokens, 116.0 + 118.0);
    QCOMPARE(masses[1].total(), 114.0 + 115 + 116 + 117 + 118);
  }

  void masses_are_means_over_tokens_and_layers() {
    const std::vector<FrameMass> masses = answer_masses(labelled_record(), {0, 3}, kAllRows);
    QCOMPARE(masses[0].context, 105.0);
    QCOMPARE(masses[0].row_tokens, 108.0);
  }

  void tokens_that_a_model_has_not() {
    AnswerAttention record;
    record.layers = {0};
    record.pieces = {"a"};
    record.frames = {{1, 2, false, true}, {1, 2, true, false}, {2, 1, false, false}};
    record.values = {1, 2, 3, 4, 5, 6, 7, 8};  // patch patch row | context patch patch | patch patch
    const std::vector<FrameMass> masses = answer_masses(record, {0, 1}, kAllRows);
    QCOMPARE(masses[0].context, 0.0);
    QCOMPARE(masses[0].patches, 3.0);
    QCOMPARE(masses[0].row_tokens, 3.0);
    QCOMPARE(masses[1].context, 4.0);
    QCOMPARE(masses[1].patches, 11.0);
    QCOMPARE(masses[2].patches, 15.0);
    QVERIFY((answer_grid(record, 1, {0, 1}, kAllRows).values == std::vector<float>{5, 6}));
    QVERIFY((answer_grid(record, 2, {0, 1}, kAllRows).values == std::vector<float>{7, 8}));
  }

  void share_of_each_token() {
    const std::vector<float> shares = visual_shares(labelled_record());
    QCOMPARE(shares.size(), std::size_t{3});
    QCOMPARE(shares[2], 9.0f * 205 + 36);  // nine columns around 200 and 210
  }

  void mean_of_the_layers_in_their_place() {
    const AnswerAttention record = labelled_record(), mean = mean_over_layers(record);
    QVERIFY(!mean.per_layer);
    QCOMPARE(mean.rows(), std::size_t{1});
    QCOMPARE(mean.layers, record.layers);
    QCOMPARE(mean.values.size(), std::size_t{3 * 9});
    QCOMPARE(mean.values[9 + 4], 109.0f);  // of 104 and 114
    for (int frame = 0; frame < 2; ++frame)
      QVERIFY(answer_grid(mean, frame, {0, 3}, kAllRows).values ==
              answer_grid(record, frame, {0, 3}, kAllRows).values);
    QVERIFY(mean_over_layers(mean).values == mean.values);
  }

  void grid_without_context_and_row_tokens_data() {
    QTest::addColumn<int>("frame");
    QTest::addColumn<int>("height");
    QTest::addColumn<QList<float>>("expected");
    QTest::newRow("wide") << 0 << 1 << QList<float>{101, 102};
    QTest::newRow("tall") << 1 << 2 << QList<float>{105, 107};
  }
  void grid_without_context_and_row_tokens() {
    QFETCH(int, frame);
    QFETCH(int, height);
    QFETCH(QList<float>, expected);
    const MapGrid grid = answer_grid(labelled_record(), frame, {1, 2}, 0);
    QCOMPARE(grid.height, height);
    QCOMPARE(QList<float>(grid.values.begin(), grid.values.end()), expected);
  }

  void refuses_what_is_not_there() {
    const AnswerAttention record = labelled_record();
    QVERIFY(refuses([&] { answer_grid(record, 2, {0, 1}, 0); }));
    QVERIFY(refuses([&] { answer_grid(record, -1, {0, 1}, 0); }));
    QVERIFY(refuses([&] { answer_grid(record, 0, {0, 4}, 0); }));
    QVERIFY(refuses([&] { answer_grid(record, 0, {1, 1}, 0); }));
    QVERIFY(refuses([&] { answer_masses(record, {0, 1}, 2); }));
    QVERIFY(refuses([&] { answer_masses(record, {0, 1}, -2); }));
  }

  void refuses_contradictions() {
    AnswerAttention short_of_values = labelled_record();
    short_of_values.values.pop_back();
    QVERIFY(refuses([&] { answer_masses(short_of_values, {0, 1}, 0); }));
    AnswerAttention wide = labelled_record();
    wide.frames[0].width = 1 << 30;
    QVERIFY(refuses([&] { answer_masses(wide, {0, 1}, 0); }));
    AnswerAttention no_frames = labelled_record();
    no_frames.frames.clear();
    QVERIFY(refuses([&] { answer_grid(no_frames, 0, {0, 1}, 0); }));
    AnswerAttention no_layers = labelled_record();
    no_layers.layers.clear();
    QVERIFY(refuses([&] { answer_masses(no_layers, {0, 1}, kAllRows); }));
  }

  void words_data() {
    QTest::addColumn<QStringList>("pieces");
    QTest::addColumn<QStringList>("expected");  // text:first-last
    QTest::newRow("none") << QStringList{} << QStringList{};
    QTest::newRow("parts of words") << QStringList{"A", " ye", "llow", " car"}
                                    << QStringList{"A:0-1", "yellow:1-3", "car:3-4"};
    QTest::newRow("full stop") << QStringList{"A", " car", ".", " It"}
                               << QStringList{"A:0-1", "car:1-2", ".:2-3", "It:3-4"};
    QTest::newRow("at the end") << QStringList{" car", "."} << QStringList{"car:0-1", ".:1-2"};
    QTest::newRow("inside a word") << QStringList{"don", "'", "t", " pay", " 3", ".", "14"}
                                   << QStringList{"don't:0-3", "pay:3-4", "3.14:4-7"};
    QTest::newRow("brackets") << QStringList{"a", " (", "red", ")", " one"}
                              << QStringList{"a:0-1", "(:1-2", "red:2-3", "):3-4", "one:4-5"};
    QTest::newRow("space of its own")
        << QStringList{"A", " ", "car", "\n", "\n", "It"} << QStringList{"A:0-1", "car:2-3", "It:5-6"};
    QTest::newRow("Chinese") << QStringList{"一", "辆", "黄色", "车", "。"}
                             << QStringList{"一:0-1", "辆:1-2", "黄色:2-3", "车:3-4", "。:4-5"};
    QTest::newRow("bytes of a character")
        << QStringList{"A", " ", "", "", "é", "t", "é"} << QStringList{"A:0-1", "été:2-7"};
    QTest::newRow("mixed") << QStringList{"BMW", "车", "ok"} << QStringList{"BMW:0-1", "车:1-2", "ok:2-3"};
  }
  void words() {
    QFETCH(QStringList, pieces);
    QFETCH(QStringList, expected);
    std::vector<std::string> utf8;
    for (const QString& piece : pieces) utf8.push_back(piece.toStdString());
    QStringList found;
    for (const AnswerWord& word : answer_words(utf8)) {
      found << QStringLiteral("%1:%2-%3")
                   .arg(QString::fromStdString(word.text))
                   .arg(word.tokens.first)
                   .arg(word.tokens.last);
    }
    QCOMPARE(found, expected);
  }
};

QTEST_GUILESS_MAIN(TestAnswerAttention)
#include "test_answer_attention.moc"
