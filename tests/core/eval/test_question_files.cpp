#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <limits>

#include "base/error.h"
#include "eval/question_files.h"

namespace {

using vp::base::Chunk;
using vp::base::Error;
using vp::base::ErrorCode;
using vp::eval::Question;

QString in_one_line(const std::vector<Question>& questions) {
  QStringList list;
  for (const Question& q : questions)
    list << QString::fromStdString(q.id.text + (q.id.is_number ? "#" : "") + " " + q.video_name + " " +
                                   q.question + " " + q.answer + " " + q.type);
  return list.join(" | ");
}

}  // namespace

class TestQuestionFiles : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QByteArray>("questions");
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QString>("expected");
    QTest::newRow("texts")
        << QByteArray("[{\"video_name\": \"v1\", \"question\": \"Who?\", \"question_id\": \"v1_0\"}]")
        << QByteArray("[{\"answer\": \"she\", \"question_id\": \"v1_0\", \"type\": \"who\"}]")
        << "v1_0 v1 Who? she who";
    QTest::newRow("numbers, in another order, more than is asked")
        << QByteArray(
               "[{\"video_name\": \"a\", \"question\": \"Q\", \"question_id\": 7, \"more\": [1]},"
               " {\"video_name\": \"b\", \"question\": \"R\", \"question_id\": \"x\"}]")
        << QByteArray(
               "[{\"question_id\": \"x\", \"answer\": true}, {\"question_id\": 9, \"answer\": \"n\"},"
               " {\"question_id\": 7, \"answer\": 3, \"type\": 4}]")
        << "7# a Q 3 4 | x b R yes ";
    QTest::newRow("a number here, a text there")
        << QByteArray("[{\"video_name\": \"a\", \"question\": \"Q\", \"question_id\": 7}]")
        << QByteArray("[{\"question_id\": \"7\", \"answer\": \"y\", \"type\": null}]") << "7# a Q y ";
  }

  void reads() {
    QFETCH(QByteArray, questions);
    QFETCH(QByteArray, answers);
    QFETCH(QString, expected);
    QCOMPARE(in_one_line(read(questions, answers)), expected);
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("questions");
    QTest::addColumn<QByteArray>("answers");
    QTest::addColumn<QString>("mention");
    const QByteArray question = "{\"video_name\": \"a\", \"question\": \"Q\", \"question_id\": 1}";
    const QByteArray answer = "{\"question_id\": 1, \"answer\": \"y\"}";
    const auto row = [](const char* name, const QByteArray& q, const QByteArray& a, const char* mention) {
      QTest::newRow(name) << QByteArray("[" + q + "]") << QByteArray("[" + a + "]") << QString(mention);
    };
    row("no question", "", answer, "no question");
    row("no answer", question, "", "has no answer");
    row("the same id twice", question + "," + question, answer, "\"1\" is there twice");
    row("two answers", question, answer + "," + answer, "\"1\" is there twice");
    row("not an object", question + ", 5", answer, "entry 2 is not an object");
    row("no id", "{\"video_name\": \"a\", \"question\": \"Q\"}", answer, "has no \"question_id\"");
    row("empty id", "{\"video_name\": \"a\", \"question\": \"Q\", \"question_id\": \"\"}", answer,
        "question_id");
    row("half an id", "{\"video_name\": \"a\", \"question\": \"Q\", \"question_id\": 1.5}", answer,
        "question_id");
    row("no video", "{\"question\": \"Q\", \"question_id\": 1}", answer, "has no \"video_name\"");
    row("video a number", "{\"video_name\": 1, \"question\": \"Q\", \"question_id\": 1}", answer,
        "video_name");
    row("no text", "{\"video_name\": \"a\", \"question_id\": 1}", answer, "has no \"question\"");
    row("answer a list", question, "{\"question_id\": 1, \"answer\": [\"y\"]}", "entry 1 has a \"answer\"");
    row("type a list", question, "{\"question_id\": 1, \"answer\": \"y\", \"type\": []}", "\"type\"");
    row("cut", question + ", {", answer, "not JSON");
  }

  void refuses() {
    QFETCH(QByteArray, questions);
    QFETCH(QByteArray, answers);
    QFETCH(QString, mention);
    try {
      read(questions, answers);
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
  }

  void cuts_into_chunks_data() {
    QTest::addColumn<int>("questions");
    QTest::addColumn<qint64>("chunks");
    QTest::addColumn<QList<int>>("sizes");
    QTest::newRow("one") << 5 << qint64{1} << QList<int>{5};
    QTest::newRow("even") << 6 << qint64{3} << QList<int>{2, 2, 2};
    QTest::newRow("the last is smaller") << 7 << qint64{3} << QList<int>{3, 3, 1};
    QTest::newRow("the last is empty") << 4 << qint64{3} << QList<int>{2, 2, 0};
    QTest::newRow("more chunks than questions") << 2 << qint64{4} << QList<int>{1, 1, 0, 0};
    QTest::newRow("no question") << 0 << qint64{2} << QList<int>{0, 0};
  }

  void cuts_into_chunks() {
    QFETCH(int, questions);
    QFETCH(qint64, chunks);
    QFETCH(QList<int>, sizes);
    std::vector<Question> all(static_cast<std::size_t>(questions));
    for (std::size_t i = 0; i < all.size(); ++i) all[i].id.text = std::to_string(i);
    std::vector<Question> together;
    for (qint64 i = 0; i < chunks; ++i) {
      const std::vector<Question> part = vp::eval::questions_of(all, {chunks, i});
      QCOMPARE(static_cast<int>(part.size()), sizes[i]);
      together.insert(together.end(), part.begin(), part.end());
    }
    QCOMPARE(in_one_line(together), in_one_line(all));
  }

  void chunks_cannot_be_overcounted() {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    const std::vector<Question> all(5);
    QCOMPARE(vp::eval::questions_of(all, {kMost, 4}).size(), std::size_t{1});
    QCOMPARE(vp::eval::questions_of(all, {kMost, kMost - 1}).size(), std::size_t{0});
    for (const Chunk& chunk : {Chunk{0, 0}, Chunk{-1, 0}, Chunk{2, 2}, Chunk{2, -1}})
      QVERIFY_THROWS_EXCEPTION(Error, vp::eval::questions_of(all, chunk));
  }

 private:
  std::vector<Question> read(const QByteArray& questions, const QByteArray& answers) const {
    const auto write = [&](const char* name, const QByteArray& text) {
      QFile file(folder_.filePath(name));
      if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", name);
      return file.fileName().toStdString();
    };
    return vp::eval::read_questions(write("test_q.json", questions), write("test_a.json", answers));
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestQuestionFiles)
#include "test_question_files.moc"
