#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <barrier>
#include <memory>
#include <thread>
#include <vector>

#include "base/error.h"
#include "eval/predictions_file.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::eval::Prediction;
using vp::eval::PredictionsFile;
using vp::eval::Question;
using vp::eval::read_predictions;

const std::vector<Question> kQuestions{{{"7", true}, "v1", "Who?", "she", "who"},
                                       {{"v1_1", false}, "v1", "Why \"so\"?", "fun", ""},
                                       {{"9", true}, "v2", "How many?", "3", "count"}};

/// The lines that two answers and an error make.
const char* const kLines[] = {
    "{\"id\":7,\"video_name\":\"v1\",\"question\":\"Who?\",\"answer\":\"she\",\"pred\":\"He.\",\"type\":"
    "\"who\"}\n",
    "{\"id\":\"v1_1\",\"video_name\":\"v1\",\"question\":\"Why "
    "\\\"so\\\"?\",\"answer\":\"fun\",\"pred\":\"a\\nb\"}\n",
    "{\"id\":9,\"video_name\":\"v2\",\"question\":\"How many?\",\"answer\":\"3\",\"error\":\"no "
    "video\",\"type\":\"count\"}\n"};

QByteArray all_lines() {
  return QByteArray(kLines[0]) + kLines[1] + kLines[2];
}

}  // namespace

class TestPredictionsFile : public QObject {
  Q_OBJECT

 private slots:
  void writes_a_line_a_prediction() {
    PredictionsFile file(path("new/folder/out.jsonl"), kQuestions);
    QVERIFY(file.kept().empty());
    QCOMPARE(content("new/folder/out.jsonl"), QByteArray());
    file.append({kQuestions[0], "He.", ""});
    QCOMPARE(content("new/folder/out.jsonl"), QByteArray(kLines[0]));  // at once, for who reads along
    file.append({kQuestions[1], "a\nb", ""});
    file.append({kQuestions[2], "", "no video"});
    QCOMPARE(content("new/folder/out.jsonl"), all_lines());
    const std::vector<Prediction> read = read_predictions(path("new/folder/out.jsonl"));
    QCOMPARE(read.size(), std::size_t{3});
    QCOMPARE(read[1].answer, std::string("a\nb"));
    QCOMPARE(read[1].question.id.is_number, false);
    QCOMPARE(read[2].error, std::string("no video"));
    QCOMPARE(read[2].question.type, std::string("count"));
  }

  // The published scripts give each line to Python's eval() and look up these names.
  void published_scripts_can_read_it() {
    Prediction open{kQuestions[1], "a\nb", ""};
    open.model = "model";
    Prediction aspect{{{"f_0", false}, "f", "Why?", "So.", ""}, "Thus \u00e4.", ""};
    aspect.question.short_names = true;
    Prediction twice = aspect;
    twice.question.id.text = "f_1";
    twice.question.second_question = "For what?";
    twice.second_answer = "For it.";
    Prediction choice{{{"c", false}, "f", "Which?", "b", "t"}, "B", ""};
    choice.question.options = {"a", "b"};
    choice.question.right = 1;
    choice.question.duration = "short";
    choice.question.evidence = {{1.5, 2}};
    choice.likelihoods = {{-1, -0.5}, {-3, -2.25}, {1, 4}};
    const std::vector<Prediction> all{open, aspect, twice, choice};
    std::vector<Question> questions;
    for (const Prediction& prediction : all) questions.push_back(prediction.question);
    {
      PredictionsFile file(path("published.jsonl"), questions);
      for (const Prediction& prediction : all) file.append(prediction);
    }
    QProcess python;
    python.start("python3",
                 {"-c",
                  "import sys\n"
                  "a, b, c, d = [eval(line.strip()) for line in open(sys.argv[1], encoding='utf-8')]\n"
                  "print(a['id'], a['question'], a['answer'], repr(a['pred']), sep='|')\n"
                  "print(b['Q'], b['A'], b['pred'] == 'Thus \\u00e4.', sep='|')\n"
                  "print(c['Q1'], c['Q2'], c['A'], c['pred1'] == b['pred'], c['pred2'], sep='|')\n"
                  "print(list(a)[:5], list(b)[:5])\n",
                  QString::fromStdString(path("published.jsonl").string())});
    QVERIFY(python.waitForFinished());
    QCOMPARE(
        QString::fromUtf8(python.readAllStandardOutput()),
        QString(
            "v1_1|Why \"so\"?|fun|'a\\nb'\nWhy?|So.|True\nWhy?|For what?|So.|True|For it.\n"
            "['id', 'video_name', 'question', 'answer', 'pred'] ['id', 'video_name', 'Q', 'A', 'pred']\n"));

    const std::vector<Prediction> read = read_predictions(path("published.jsonl"));
    QCOMPARE(read.size(), all.size());
    QCOMPARE(read[0].model, std::string("model"));
    QVERIFY(read[1].question.short_names);
    QCOMPARE(read[2].question.second_question, std::string("For what?"));
    QCOMPARE(read[2].second_answer, std::string("For it."));
    QCOMPARE(read[3].question.options, choice.question.options);
    QCOMPARE(read[3].question.right, 1);
    QCOMPARE(read[3].question.evidence.at(0).start_s, 1.5);
    QCOMPARE(read[3].likelihoods.texts, choice.likelihoods.texts);
    QCOMPARE(read[3].likelihoods.tokens, choice.likelihoods.tokens);
    const PredictionsFile again(path("published.jsonl"), questions);
    QCOMPARE(again.kept().size(), all.size());
  }

  void bytes_that_are_no_text_do_not_break_the_file() {
    PredictionsFile file(path("bytes.jsonl"), kQuestions);
    file.append({kQuestions[0], "\xFF\xFE", ""});
    QCOMPARE(read_predictions(path("bytes.jsonl"))[0].answer, std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
  }

  void goes_on_data() {
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<int>("kept");
    QTest::addColumn<QByteArray>("after");
    const QByteArray one = kLines[0];
    const QByteArray two = one + kLines[1];
    QTest::newRow("nothing") << QByteArray() << 0 << QByteArray();
    QTest::newRow("whole lines") << two << 2 << two;
    QTest::newRow("an error is asked again") << all_lines() << 2 << two;
    QTest::newRow("a torn line") << two.chopped(5) << 1 << one;
    QTest::newRow("a line without its end") << two.chopped(1) << 1 << one;
    QTest::newRow("only a torn line") << one.first(20) << 0 << QByteArray();
  }

  void goes_on() {
    QFETCH(QByteArray, before);
    QFETCH(int, kept);
    QFETCH(QByteArray, after);
    write("out.jsonl", before);
    {
      const PredictionsFile file(path("out.jsonl"), kQuestions);
      QCOMPARE(static_cast<int>(file.kept().size()), kept);
      QCOMPARE(content("out.jsonl"), after);
    }
    PredictionsFile(path("out.jsonl"), kQuestions).append({kQuestions[2], "3", ""});
    QCOMPARE(content("out.jsonl").left(after.size()), after);
    QCOMPARE(read_predictions(path("out.jsonl")).size(), static_cast<std::size_t>(kept) + 1);
    QCOMPARE(QDir(folder_.path()).entryList({"*.part"}), QStringList{});
  }

  void refuses_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("mention");
    const QByteArray line = kLines[0];
    QTest::newRow("not JSON") << QByteArray("hello\n" + line) << "line 1 is not JSON";
    QTest::newRow("an empty line") << line + "\n" + kLines[1] << "line 2 is not JSON";
    QTest::newRow("an array") << QByteArray("[1]\n") << "line 1 is not an object";
    QTest::newRow("nested") << QByteArray(5000, '[') + "\n"
                            << "too deeply";
    QTest::newRow("twice") << line + line << "line 2 answers the id \"7\" a second time";
    QTest::newRow("no id") << QByteArray("{\"pred\":\"x\"}\n") << "no \"id\"";
    QTest::newRow("neither answer nor error")
        << QByteArray("{\"id\":1,\"video_name\":\"v\",\"question\":\"q\",\"answer\":\"a\"}\n")
        << "no \"pred\"";
    QTest::newRow("empty error")
        << QByteArray("{\"id\":1,\"video_name\":\"v\",\"question\":\"q\",\"answer\":\"a\",\"error\":\"\"}\n")
        << "empty \"error\"";
    QTest::newRow("somebody's file without a line break")
        << QByteArray("[{\"id\": 1, \"pred\": \"years of work\"}]") << "it ends with what is no prediction";
    QTest::newRow("somebody's end") << line + "notes"
                                    << "it ends with what is no prediction";
    QTest::newRow("another id") << QByteArray(line).replace("7", "8") << "\"8\"";
    QTest::newRow("another question") << QByteArray(line).replace("Who", "Whom") << "\"7\"";
    QTest::newRow("another video") << QByteArray(line).replace("v1", "v3") << "\"7\"";
    QTest::newRow("another expected answer") << QByteArray(line).replace("she", "it") << "\"7\"";
  }

  void refuses() {
    QFETCH(QByteArray, content);
    QFETCH(QString, mention);
    write("bad.jsonl", content);
    try {
      const PredictionsFile file(path("bad.jsonl"), kQuestions);
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(QString(error.what()).contains(mention), error.what());
    }
    QCOMPARE(this->content("bad.jsonl"), content);  // nothing of it is lost
  }

  void refuses_a_second_writer_and_places() {
    const PredictionsFile first(path("locked.jsonl"), kQuestions);
    try {
      const PredictionsFile second(path("locked.jsonl"), kQuestions);
      QFAIL("opened twice");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Output);
      QVERIFY2(QString(error.what()).contains("another process"), error.what());
    }
    for (const char* place : {"/dev/null", "/proc/self/out.jsonl"})
      QVERIFY_THROWS_EXCEPTION(Error, PredictionsFile(place, kQuestions));
    QVERIFY_THROWS_EXCEPTION(Error, PredictionsFile(folder_.path().toStdString(), kQuestions));
    QVERIFY_THROWS_EXCEPTION(Error, read_predictions("/nowhere/out.jsonl"));
  }

  // A writer must never hold a file whose name has gone over to another: what it writes would be lost.
  void writers_that_begin_at_once_lose_nothing() {
    constexpr int kWriters = 4;
    std::vector<Question> questions{{{"0", true}, "v", "Fails?", "no", ""}};
    for (int i = 1; i <= kWriters; ++i)
      questions.push_back({{std::to_string(i), true}, "v", "Who?", "I", ""});
    for (int round = 0; round < 50; ++round) {
      const std::filesystem::path file = path(QString("at once %1.jsonl").arg(round));
      std::barrier start(kWriters);
      std::vector<std::jthread> writers;
      for (int i = 1; i <= kWriters; ++i) {
        writers.emplace_back([&, i] {
          start.arrive_and_wait();
          for (bool written = false; !written;) {
            try {
              PredictionsFile mine(file, questions);
              mine.append({questions[static_cast<std::size_t>(i)], "I", ""});
              mine.append({questions[0], "", "an error, so that the next writer writes the file anew"});
              written = true;
            } catch (const Error&) {  // another is writing
              std::this_thread::yield();
            }
          }
        });
      }
      writers.clear();
      QCOMPARE(PredictionsFile(file, questions).kept().size(), std::size_t{kWriters});
    }
  }

 private:
  std::filesystem::path path(const QString& name) const { return folder_.filePath(name).toStdString(); }

  void write(const QString& name, const QByteArray& bytes) const {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
  }

  QByteArray content(const QString& name) const {
    QFile file(folder_.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot read");
  }

  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestPredictionsFile)
#include "test_predictions_file.moc"
