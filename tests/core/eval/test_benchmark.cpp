// A tiny folder of each layout.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "eval/benchmark.h"

namespace {

using vp::base::Error;
using vp::base::ErrorCode;
using vp::eval::Benchmark;
using vp::eval::FindingKind;
using vp::eval::Question;

using Files = QMap<QString, QByteArray>;

/// "id film question [option | option] right type duration", a line each.
QString in_lines(const Benchmark& benchmark) {
  QStringList lines;
  for (const Question& question : benchmark.questions) {
    QStringList options;
    for (const std::string& option : question.options) options << QString::fromStdString(option);
    lines << QString("%1 %2 %3 [%4] %5 %6 %7")
                 .arg(QString::fromStdString(question.id.text),
                      QString::fromStdString(question.film.filename()),
                      QString::fromStdString(question.question), options.join("|"),
                      QString::fromStdString(question.answer), QString::fromStdString(question.type),
                      QString::fromStdString(question.duration))
                 .simplified();
  }
  return lines.join("\n");
}

}  // namespace

class TestBenchmark : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Files& files, const char* expected) {
      QTest::newRow(name) << QString(name) << files << QString(expected);
    };
    const QByteArray questions = R"([{"video_name":"f1","question":"Who?","question_id":"a"},
        {"video_name":"f2","question":"What?","question_id":7}])";
    const QByteArray answers =
        R"([{"question_id":7,"answer":3,"type":2},{"question_id":"a","answer":"she"}])";
    for (const char* name : {"msvd", "msrvtt"})
      row(name,
          {{"test_q.json", questions},
           {"test_a.json", answers},
           {"videos/f1.avi", ""},
           {"videos/f2.mp4", ""}},
          "a f1.avi Who? [] she\n7 f2.mp4 What? [] 3 2");
    row("tgif",
        {{"test_q.json", questions}, {"test_a.json", answers}, {"mp4/f1.mp4", ""}, {"mp4/f2.mp4", ""}},
        "a f1.mp4 Who? [] she\n7 f2.mp4 What? [] 3 2");
    row("activitynet",
        {{"test_q.json", questions},
         {"test_a.json", answers},
         {"all_test/v_f1.mp4", ""},
         {"all_test/v_f2.mkv", ""}},
        "a v_f1.mp4 Who? [] she\n7 v_f2.mkv What? [] 3 2");
    const QByteArray generic =
        R"([{"video_name":"f1","Q":"Why?","A":"So."},{"video_name":"f1","Q":"How?","A":"Thus."}])";
    row("videochatgpt-generic", {{"Benchmarking_QA/generic_qa.json", generic}, {"Test_Videos/f1.mp4", ""}},
        "f1_0 f1.mp4 Why? [] So.\nf1_1 f1.mp4 How? [] Thus.");
    row("videochatgpt-temporal", {{"Benchmarking_QA/temporal_qa.json", generic}, {"Test_Videos/f1.mp4", ""}},
        "f1_0 f1.mp4 Why? [] So.\nf1_1 f1.mp4 How? [] Thus.");
    row("videochatgpt-consistency",
        {{"Benchmarking_QA/consistency_qa.json",
          R"([{"video_name":"f1","Q1":"Why?","Q2":"For what?","A":"So."}])"},
         {"Test_Videos/f1.mp4", ""}},
        "f1_0 f1.mp4 Why? [] So.");
    row("mvbench",
        {{"json/action_sequence.json",
          R"([{"video":"x.mp4","question":"Q?","candidates":["sit","run"],"answer":"run","start":1.5,"end":7.2}])"},
         {"video/star/Charades_v1_480/x.mp4", ""},
         {"video/clevrer/video_validation/x.mp4", ""}},
        "action_sequence_0 x.mp4 Q? [sit|run] run action_sequence");
    row("videomme",
        {{"videomme.json",
          R"([{"video_id":"001","videoID":"abc","duration":"long","question_id":"001-1","task_type":"Counting",
               "question":"How many?","options":["A. 1.","B. 2.","C. 3.","D. 4."],"answer":"C"}])"},
         {"data/abc.mp4", ""}},
        "001-1 abc.mp4 How many? [1.|2.|3.|4.] 3. Counting long");
    row("egoschema",
        {{"questions.json",
          R"([{"q_uid":"u1","question":"Q?","option 0":"p","option 1":"q","option 2":"r","option 3":"s","option 4":"t"},
              {"q_uid":"u2","question":"Q?","option 0":"p","option 1":"q","option 2":"r","option 3":"s","option 4":"t"}])"},
         {"subset_answers.json", R"({"u1": 4})"},
         {"videos/u1.mp4", ""}},
        "u1 u1.mp4 Q? [p|q|r|s|t] t");
    const QByteArray csv =
        "video,frame_count,width,height,question,answer,qid,type,a0,a1,a2,a3,a4\r\n"
        "42,900,640,480,\"why, \"\"then\"\"?\",1,6,CW,cold,warm,wet,dry,ill\n";
    row("nextqa", {{"val.csv", csv}, {"videos/1164/42.mp4", ""}},
        "42_6 42.mp4 why, \"then\"? [cold|warm|wet|dry|ill] warm CW");
    QByteArray grounded = csv;
    grounded.replace(",1,6,", ",wet,6,");
    row("nextgqa",
        {{"val.csv", grounded},
         {"gsub_val.json", R"({"42":{"duration":34,"location":{"6":[[1.2,5.8],[9,12]]},"fps":29.97}})"},
         {"videos/42.mp4", ""}},
        "42_6 42.mp4 why, \"then\"? [cold|warm|wet|dry|ill] wet CW");
    row("perceptiontest",
        {{"all_valid.json",
          R"({"video_1":{"metadata":{},"mc_question":[{"id":3,"question":"Q?","options":["a","b","c"],"answer_id":1,
              "area":"physics","reasoning":"d","tag":["t"]}]}})"},
         {"videos/video_1.mp4", ""}},
        "video_1_3 video_1.mp4 Q? [a|b|c] b physics");
    row("tempcompass",
        {{"questions/multi-choice.json",
          R"({"1":{"speed":[{"question":"How fast?\nA. slow\nB. fast","answer":"B. fast"}]}})"},
         {"questions/yes_no.json", R"({"1":{"action":[{"question":"Is it?","answer":"no"}]}})"},
         {"questions/caption_matching.json",
          R"({"1":{"order":[{"question":"Which?\nOption 1: first\nOption 2: last","answer":"Option 1: first"}]}})"},
         {"videos/1.mp4", ""}},
        "multi-choice_1_speed_0 1.mp4 How fast? [slow|fast] fast multi-choice speed\n"
        "yes_no_1_action_0 1.mp4 Is it? [yes|no] no yes_no action\n"
        "caption_matching_1_order_0 1.mp4 Which? [first|last] first caption_matching order");
    row("longvideobench",
        {{"lvb_val.json",
          R"([{"id":"z_0","video_id":"z","video_path":"z.mp4","question":"Q?","candidates":["a","b"],"correct_choice":0,
               "duration_group":600,"question_category":"E2O","subtitle_path":"z.json"}])"},
         {"videos/z.mp4", ""}},
        "z_0 z.mp4 Q? [a|b] a E2O 600");
    row("mlvu",
        {{"json/4_count.json",
          R"([{"video":"c.mp4","duration":500.1,"question":"How many?","candidates":["0","1"],"answer":"1","question_type":"count"}])"},
         {"video/4_count/c.mp4", ""}},
        "4_count_0 c.mp4 How many? [0|1] 1 4_count");
  }

  void reads() {
    QFETCH(QString, name);
    QFETCH(Files, files);
    QFETCH(QString, expected);
    const QTemporaryDir folder;
    write(folder, files);
    const Benchmark benchmark = vp::eval::read_benchmark(name.toStdString(), folder.path().toStdString());
    QCOMPARE(in_lines(benchmark), expected);
    QCOMPARE(benchmark.count(FindingKind::MissingFilm), 0);
    QCOMPARE(benchmark.count(FindingKind::DuplicateId), 0);
    QCOMPARE(benchmark.count(FindingKind::Unreadable), 0);
    QVERIFY(benchmark.size_text().find("published: ") != std::string::npos);
  }

  void every_layout_is_tried() {
    for (const vp::eval::Layout& layout : vp::eval::layouts()) {
      const QTemporaryDir empty;
      try {
        vp::eval::read_benchmark(layout.name, empty.path().toStdString());
        QFAIL("accepted");
      } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Usage);
        QVERIFY2(QString(error.what()).contains("There is no "), error.what());
      }
    }
    QVERIFY_THROWS_EXCEPTION(Error, vp::eval::read_benchmark("nothing", "/tmp"));
    QVERIFY_THROWS_EXCEPTION(Error, vp::eval::read_benchmark("msvd", "/nowhere"));
  }

  void keeps_second_questions_ranges_and_spans() {
    const QTemporaryDir folder;
    write(
        folder,
        {{"consistency_qa.json", R"([{"video_name":"f","Q1":"Why?","Q2":"For what?","A":"So."}])"},
         {"json/action_sequence.json",
          R"([{"video":"x.mp4","question":"Q?","candidates":["sit","run"],"answer":"run","start":1.5,"end":7.2}])"},
         {"test.csv",
          "video_id,frame_count,width,height,question,answer,qid,type,a0,a1,a2,a3,a4\n"
          "42,9,6,4,why,wet,6,CW,cold,warm,wet,dry,ill\n"},
         {"gsub_test.json", R"({"42":{"location":{"6":[[5.8,1.2]]}}})"}});
    const std::string data = folder.path().toStdString();
    const Question twice = vp::eval::read_benchmark("videochatgpt-consistency", data).questions.at(0);
    QCOMPARE(twice.second_question, std::string("For what?"));
    const Question part = vp::eval::read_benchmark("mvbench", data).questions.at(0);
    QCOMPARE(part.range.start_s, std::optional<std::int64_t>(1));
    QCOMPARE(part.range.end_s, std::optional<std::int64_t>(8));
    const Question grounded = vp::eval::read_benchmark("nextgqa", data).questions.at(0);
    QCOMPARE(grounded.evidence.size(), std::size_t{1});
    QCOMPARE(grounded.evidence[0].start_s, 1.2);
  }

  void counts_what_is_wrong() {
    const QTemporaryDir folder;
    write(
        folder,
        {{"lvb_val.json",
          R"([{"id":1,"video_path":"gone.mp4","question":"Q?","candidates":["a","b"],"correct_choice":0,"duration_group":15},
                        {"id":1,"video_path":"gone.mp4","question":"R?","candidates":["a","b"],"correct_choice":0,"duration_group":15},
                        {"id":2,"video_path":"gone.mp4","question":"Q?","candidates":["a","b"],"correct_choice":2,"duration_group":15},
                        {"id":3,"video_path":"gone.mp4","question":"Q?","candidates":["a"],"correct_choice":0,"duration_group":15},
                        {"id":4,"video_path":"../gone.mp4","question":" ","candidates":["a","b"],"correct_choice":0,"duration_group":15},
                        5])"}});
    const Benchmark benchmark = vp::eval::read_benchmark("longvideobench", folder.path().toStdString());
    QCOMPARE(benchmark.questions.size(), std::size_t{1});
    QCOMPARE(benchmark.count(FindingKind::MissingFilm), 1);  // once a film
    QCOMPARE(benchmark.count(FindingKind::DuplicateId), 1);
    QCOMPARE(benchmark.count(FindingKind::Unreadable), 4);
    QVERIFY(benchmark.questions[0].film.empty());
    QVERIFY(benchmark.is_choice());
  }

  void finds_films_anywhere_but_not_by_guessing() {
    const QTemporaryDir folder;
    const QByteArray questions = R"([{"video_name":"f1","question":"Who?","question_id":1},
        {"video_name":"f2.mp4","question":"Who?","question_id":2}])";
    write(folder, {{"test_q.json", questions},
                   {"test_a.json", R"([{"question_id":1,"answer":"a"},{"question_id":2,"answer":"b"}])"},
                   {"part1/f1.mkv", ""},
                   {"part1/f2.mp4", ""},
                   {"part2/f2.mp4", ""}});
    const Benchmark benchmark = vp::eval::read_benchmark("msvd", folder.path().toStdString());
    QCOMPARE(QString::fromStdString(benchmark.questions[0].film.filename()), QString("f1.mkv"));
    QVERIFY(benchmark.questions[1].film.empty());
    QCOMPARE(benchmark.count(FindingKind::MissingFilm), 1);
    QVERIFY(benchmark.findings.at(0).what.find("several times") != std::string::npos);
  }

  void knows_another_split() {
    const QTemporaryDir folder;
    QByteArray questions = "[", answers = "[";
    for (int i = 0; i < 6415; ++i) {
      const QByteArray id = QByteArray::number(i), comma = i == 0 ? "" : ",";
      questions += comma + R"({"video_name":"f","question":"Who?","question_id":)" + id + "}";
      answers += comma + R"({"answer":"he","question_id":)" + id + "}";
    }
    write(folder, {{"test_q.json", questions + "]"}, {"test_a.json", answers + "]"}, {"videos/f.mp4", ""}});
    const Benchmark benchmark = vp::eval::read_benchmark("msvd", folder.path().toStdString());
    QCOMPARE(benchmark.count(FindingKind::OtherSplit), 1);
    QCOMPARE(QString::fromStdString(benchmark.size_text()),
             QString("6415 questions; published: 13157 (test)"));
  }

  void says_what_to_write_instead_of_parquet() {
    const QTemporaryDir folder;
    write(folder, {{"videomme/test-00000-of-00001.parquet", "PAR1"}});
    try {
      vp::eval::read_benchmark("videomme", folder.path().toStdString());
      QFAIL("accepted");
    } catch (const Error& error) {
      QVERIFY2(QString(error.what()).contains("Parquet") && QString(error.what()).contains("videomme.json"),
               error.what());
    }
  }

  void survives_broken_files_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<Files>("files");
    QTest::newRow("cut list") << "longvideobench" << Files{{"lvb_val.json", "[{\"id\":1"}};
    QTest::newRow("no list") << "longvideobench" << Files{{"lvb_val.json", "hello"}};
    QTest::newRow("empty") << "longvideobench" << Files{{"lvb_val.json", ""}};
    QTest::newRow("lines of nonsense") << "longvideobench" << Files{{"lvb_val.json", "{]\n{\"a\":1}\n"}};
    QTest::newRow("deep") << "longvideobench" << Files{{"lvb_val.json", QByteArray(100000, '[')}};
    QTest::newRow("empty table") << "nextqa" << Files{{"test.csv", ""}};
    QTest::newRow("open quote") << "nextqa" << Files{{"test.csv", "video,qid\n\"a,1\n"}};
    QTest::newRow("other columns") << "nextqa" << Files{{"test.csv", "a,b\n1,2\n"}};
    QTest::newRow("an endless row") << "nextqa" << Files{{"test.csv", QByteArray(10000, ',')}};
    QTest::newRow("a list for an object") << "perceptiontest" << Files{{"all_valid.json", "[]"}};
    QTest::newRow("numbers for lists")
        << "perceptiontest" << Files{{"all_valid.json", "{\"v\":{\"mc_question\":3}}"}};
    QTest::newRow("no options in the text")
        << "tempcompass"
        << Files{{"questions/multi-choice.json", R"({"1":{"a":[{"question":"Q","answer":"A"}]}})"}};
  }

  void survives_broken_files() {
    QFETCH(QString, name);
    QFETCH(Files, files);
    const QTemporaryDir folder;
    write(folder, files);
    try {
      vp::eval::read_benchmark(name.toStdString(), folder.path().toStdString());
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Usage);
      QVERIFY2(!QString(error.what()).contains('\n'), error.what());
    }
  }

 private:
  static void write(const QTemporaryDir& folder, const Files& files) {
    for (auto entry = files.begin(); entry != files.end(); ++entry) {
      QFile file(folder.filePath(entry.key()));
      if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) ||
          file.write(entry.value()) != entry.value().size())
        qFatal("cannot write %s", qPrintable(entry.key()));
    }
  }
};

QTEST_APPLESS_MAIN(TestBenchmark)
#include "test_benchmark.moc"
