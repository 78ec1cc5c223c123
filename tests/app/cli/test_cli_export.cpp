// videopanda export and verify: a recorded conversation taken away, opened again and checked.
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "command_run.h"

using namespace vp::test;
using nlohmann::json;

class TestCliExport : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  QString record_;  // two questions about the short clip, beside it

  QString clip() const { return folder_.filePath("clip.mkv"); }
  // The record with one value replaced, in a file of its own beside the first.
  QString changed(const char* pointer, const json& value) const {
    json record = read_json(record_);
    record[json::json_pointer(pointer)] = value;
    const QString file = folder_.filePath("changed.json");
    write_bytes(file, QByteArray::fromStdString(record.dump()));
    return file;
  }
  static CommandRun verify(const QString& record, const QStringList& more = {},
                           const QString& model = golden_checkpoint()) {
    return videopanda(QStringList{"verify", record, "--model", model, "--json"} + more);
  }

 private slots:
  void initTestCase() {
    QVERIFY(QFile::copy(golden("clip_short.mkv"), clip()));
    record_ = folder_.filePath("answers.json");
    const CommandRun run =
        videopanda({"ask", clip(), "What color is the car?", "Why?", "--model", golden_checkpoint(),
                    "--dtype", "float32", "--max-new-tokens", "8", "--transcript", record_});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
  }

  void writes_every_form() {
    const QString out = folder_.filePath("forms/a");
    QStringList arguments{"export", record_};
    const QStringList endings{".md", ".html", ".json", ".csv", ".tsv", ".srt", ".vtt", ".eaf", ".pdf"};
    for (const QString& ending : endings) arguments << "--out" << out + ending;
    const CommandRun run = videopanda(arguments);
    QVERIFY2(run.code == 0 && run.err.isEmpty() && run.out.isEmpty(), qPrintable(run.summary()));
    QCOMPARE(files_below(folder_.filePath("forms")).size(), endings.size());
    QVERIFY(read_json(out + ".json") == read_json(record_));
    for (const QString& ending : endings)
      if (ending != ".pdf")
        QVERIFY2(read_bytes(out + ending).contains("What color is the car?"), qPrintable(ending));
    QVERIFY(read_bytes(out + ".pdf").startsWith("%PDF-"));
  }

  void formats_go_beside_the_transcript() {
    const CommandRun run = videopanda({"export", record_, "--format", "csv,srt"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QVERIFY(QFile::remove(folder_.filePath("answers.csv")));
    QVERIFY(QFile::remove(folder_.filePath("answers.srt")));
  }

  void computes_overlays() {
    const CommandRun run =
        videopanda({"export", record_, "--model", golden_checkpoint(), "--out", folder_.filePath("maps.html"),
                    "--overlay", folder_.filePath("film.mp4"), "--map", "gstra", "--maps",
                    folder_.filePath("maps"), "--arrays", folder_.filePath("arrays.safetensors")});
    QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
    const std::size_t frames = read_json(record_)["frames"].size();
    QCOMPARE(static_cast<std::size_t>(read_bytes(folder_.filePath("maps.html")).count("<figure>")),
             2 * frames);
    QCOMPARE(static_cast<std::size_t>(files_below(folder_.filePath("maps")).size()), 2 * frames);
    const CommandRun probe =
        run_program("ffprobe", {"-v", "error", "-show_streams", "-of", "json", folder_.filePath("film.mp4")});
    QVERIFY2(probe.code == 0 && probe.err.isEmpty(), qPrintable(probe.summary()));
    // The same arrays as `encode` writes.
    const CommandRun encode = videopanda({"encode", clip(), "--model", golden_checkpoint(), "--dtype",
                                          "float32", "--out", folder_.filePath("encoded.safetensors")});
    QVERIFY2(encode.code == 0, qPrintable(encode.summary()));
    QVERIFY(read_bytes(folder_.filePath("arrays.safetensors")) ==
            read_bytes(folder_.filePath("encoded.safetensors")));
  }

  // A record may come from anyone: its pictures are taken only from beside and below it.
  void takes_pictures_from_below_the_transcript_only() {
    const QTemporaryDir other;
    const QString picture = other.filePath("secret.png"), inside = folder_.filePath("inside.png");
    make_video(picture, {"-f", "lavfi", "-i", "testsrc=size=32x32", "-frames:v", "1", "-update", "1"});
    QVERIFY(QFile::copy(picture, inside));
    QVERIFY(QFile::link(picture, folder_.filePath("link.png")));
    const QString outside = QDir(folder_.path()).relativeFilePath(picture);
    const QString record = changed("/map_pictures", {outside.toStdString(), picture.toStdString(), "link.png",
                                                     "inside.png", "clip.mkv", "missing.png"});
    const CommandRun run = videopanda({"export", record, "--out", folder_.filePath("pictures.html")});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    const QByteArray page = read_bytes(folder_.filePath("pictures.html"));
    QCOMPARE(page.count("<figure>"), 1);
    QVERIFY(page.contains("<figcaption>inside</figcaption>"));
  }

  // The names of a record's pictures are relative to the file that holds them.
  void pictures_are_found_from_another_folder() {
    const QString record = changed("/map_pictures", {"maps/one.png"});
    const QString beside = folder_.filePath("beside.md"), away = folder_.filePath("away/deep/a");
    const CommandRun run =
        videopanda({"export", record, "--out", beside, "--out", away + ".md", "--out", away + ".json"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QVERIFY(read_bytes(beside).contains("](./maps/one.png)"));
    QVERIFY(read_bytes(away + ".md").contains("](./../../maps/one.png)"));
    QCOMPARE(read_json(away + ".json")["map_pictures"][0].get<std::string>(),
             std::string("../../maps/one.png"));
  }

  void new_thumbnails_take_the_pictures_place_in_markdown() {
    const QString out = folder_.filePath("thumbnails.md");
    const CommandRun run = videopanda({"export", changed("/map_pictures", {"maps/one.png"}), "--thumbnails",
                                       "--model", golden_checkpoint(), "--out", out});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QVERIFY(read_bytes(out).contains("data:image/png;base64,"));
    QVERIFY(!read_bytes(out).contains("maps/one.png"));
  }

  void refuses_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("mention");
    const QString record = folder_.filePath("answers.json"), out = folder_.filePath("x.pdf");
    QTest::newRow("nothing to write") << QStringList{record} << 2 << "Nothing is to be written";
    QTest::newRow("no transcript") << QStringList{clip(), "--out", out} << 2 << "not JSON";
    QTest::newRow("missing") << QStringList{"/nowhere.json", "--out", out} << 2 << "no such file";
    QTest::newRow("no name") << QStringList{"", "--out", out} << 2 << "transcript";
    QTest::newRow("unknown ending") << QStringList{record, "--out", "x.doc"} << 2 << ".pdf";
    QTest::newRow("unknown format") << QStringList{record, "--format", "doc"} << 2 << "doc";
    QTest::newRow("itself") << QStringList{record, "--format", "json"} << 2 << "the transcript itself";
    QTest::newRow("itself as arrays")
        << QStringList{record, "--arrays", record} << 2 << "the transcript itself";
    QTest::newRow("film that is no MP4") << QStringList{record, "--overlay", "film.avi"} << 2 << ".mp4";
    QTest::newRow("not writable") << QStringList{record, "--out", "/proc/x.pdf"} << 1 << "/proc/x.pdf";
  }
  void refuses() {
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, mention);
    QCOMPARE(refusal_fault(videopanda(QStringList{"export"} + arguments), code, mention), QString());
    QVERIFY(!QFile::exists(folder_.filePath("x.pdf")));
  }

  void verifies_as_the_same() {
    const CommandRun run = verify(record_);
    QVERIFY2(run.code == 0 && run.err.isEmpty(), qPrintable(run.summary()));
    const json found = run.objects().at(0);
    QVERIFY2(found["same"] == true && found["differences"].empty() && found["notes"].empty(),
             qPrintable(run.summary()));
    QCOMPARE(found["questions"].get<int>(), 2);
    const json record = read_json(record_);
    QCOMPARE(found["tokens"].get<std::size_t>(),
             record["turns"][0]["token_ids"].size() + record["turns"][1]["token_ids"].size());
    const CommandRun text = videopanda({"verify", record_, "--model", golden_checkpoint()});
    QVERIFY2(text.code == 0 && text.out.startsWith("The same: 2 questions"), qPrintable(text.summary()));
  }

  void verifies_frames_that_were_chosen_one_by_one() {
    const QString chosen = folder_.filePath("chosen.json");
    const CommandRun asked =
        videopanda({"ask", golden("clip_landscape.mkv"), "What moves?", "--model", golden_checkpoint(),
                    "--at-frames", "1,2,9,17,30", "--json", "--max-new-tokens", "6", "--transcript", chosen});
    QVERIFY2(asked.code == 0, qPrintable(asked.summary()));
    std::vector<int> indices;
    const json answer = asked.objects().at(0);
    for (const json& frame : answer["frames"]) indices.push_back(frame["index"]);
    QCOMPARE(indices, (std::vector<int>{1, 2, 9, 17, 30}));
    QVERIFY(read_json(chosen)["range"].is_null());
    const CommandRun run = verify(chosen);
    QVERIFY2(run.code == 0 && run.objects().at(0)["same"] == true, qPrintable(run.summary()));
  }

  void lists_what_differs_data() {
    QTest::addColumn<QByteArray>("pointer");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char* pointer, const char* value, const char* mention) {
      QTest::newRow(pointer) << QByteArray(pointer) << QByteArray(value) << QString(mention);
    };
    row("/video/sha256", "\"00\"", "The video is another one");
    row("/model/hash", "\"00\"", "The model is another one");
    row("/turns/1/token_ids/2", "7", "Answer 2 differs from token 3 on");
    row("/turns/0/log_probabilities/1", "-123.5", "The log-probability of token 2 of Answer 1");
    row("/turns/0/answer", "\"Something else\"", "Answer 1 has the same tokens but the text");
    row("/turns/0/prompt_tokens", "1", "The prompt of question 1");
    row("/turns/0/question", "\"What colour is the boat?\"", "Answer 1");
    row("/frames/0/index", "3", "Frame 1 is number 0");
    row("/frame_slots", "4", "The model saw");
  }
  void lists_what_differs() {
    QFETCH(QByteArray, pointer);
    QFETCH(QByteArray, value);
    QFETCH(QString, mention);
    const CommandRun run = verify(changed(pointer.constData(), json::parse(value.toStdString())));
    QVERIFY2(run.code == 6 && run.err.contains("could not be reproduced"), qPrintable(run.summary()));
    const json found = run.objects().at(0);
    QVERIFY(found["same"] == false);
    bool mentioned = false;
    for (const std::string difference : found["differences"])
      mentioned = mentioned || QString::fromStdString(difference).contains(mention);
    QVERIFY2(mentioned, qPrintable(run.summary()));
  }

  void another_precision_is_noted() {
    const CommandRun run = verify(record_, {"--dtype", "bfloat16"});
    QVERIFY2(run.code == 0 || run.code == 6, qPrintable(run.summary()));
    QVERIFY2(run.out.contains("Log-probabilities were not compared"), qPrintable(run.summary()));
  }

  void finds_a_video_that_moved_with_its_transcript() {
    const QTemporaryDir moved;
    json record = read_json(record_);
    record["video"]["file"] = "/somewhere/else/clip.mkv";
    write_bytes(moved.filePath("answers.json"), QByteArray::fromStdString(record.dump()));
    QCOMPARE(refusal_fault(verify(moved.filePath("answers.json")), 3, "/somewhere/else/clip.mkv"), QString());
    const CommandRun named = verify(moved.filePath("answers.json"), {"--video", clip()});
    QVERIFY2(named.code == 0, qPrintable(named.summary()));
    QVERIFY(QFile::copy(clip(), moved.filePath("clip.mkv")));
    const CommandRun beside = verify(moved.filePath("answers.json"));
    QVERIFY2(beside.code == 0, qPrintable(beside.summary()));
  }

  // A record says where its film is, whatever folder the command was run in.
  void finds_a_video_that_was_named_from_another_folder() {
    const QString record = folder_.filePath("out/named.json");
    const CommandRun run = run_program(
        "sh", {"-c", "cd \"$0\" && exec \"$@\"", folder_.path(), executable(), "ask", "./clip.mkv", "Why?",
               "--model", golden_checkpoint(), "--max-new-tokens", "2", "--transcript", "out/named.json"});
    QVERIFY2(run.code == 0, qPrintable(run.summary()));
    QCOMPARE(QString::fromStdString(read_json(record)["video"]["file"].get<std::string>()), clip());
    QVERIFY2(verify(record).code == 0, qPrintable(verify(record).summary()));
    // One that holds a relative name is looked for from the record's own folder too.
    json relative = read_json(record);
    relative["video"]["file"] = "../clip.mkv";
    write_bytes(record, QByteArray::fromStdString(relative.dump()));
    QVERIFY2(verify(record).code == 0, qPrintable(verify(record).summary()));
  }
};

QTEST_GUILESS_MAIN(TestCliExport)
#include "test_cli_export.moc"
