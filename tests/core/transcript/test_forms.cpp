// The forms for other programs, each read by a reader that is not of this project.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "sample_transcript.h"
#include "transcript/forms.h"
#include "transcript/reader.h"

using namespace vp::transcript;

namespace {

QByteArray output_of(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(60000) || process.exitCode() != 0)
    qFatal("%s %s: %s", qPrintable(program), qPrintable(arguments.join(QLatin1Char(' '))),
           process.readAllStandardError().constData());
  return process.readAllStandardOutput();
}

QString text(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

// Markup of every form, lines, and a line that a subtitle would end at.
const QString kNasty = QString::fromUtf8(
    "=1+1 \"quoted\", <script>alert('x')</script> & {\\an8}\n\n00:00:01,000 --> 00:00:02,000\n熊猫\tends");

}  // namespace

class TestForms : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QString write(const Transcript& transcript, const QString& ending) const {
    const QString file = folder_.filePath("out" + ending);
    write_transcript(file.toStdString(), transcript);
    return file;
  }
  QJsonDocument read(const QString& kind, const QString& file, const QStringList& more = {}) const {
    return QJsonDocument::fromJson(
        output_of("python3", QStringList{QStringLiteral(VP_READ_FORMS), kind, file} + more));
  }
  static Transcript two_turns() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.range_end_s = 7;
    transcript.turns.push_back(transcript.turns[0]);
    transcript.turns[1].question = "And then?";
    transcript.turns[1].answer = kNasty.toStdString();
    return transcript;
  }
  static MapThumbnail thumbnail() {
    return {"FSRA of frame 48 <at> 2.002 s", 2, 1, {std::byte{0x89}, std::byte{'P'}, std::byte{'N'}}};
  }

 private slots:
  // Somebody's record may hold anything: what people read has an end, and says so.
  void forms_for_people_have_an_end_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty lines") << QByteArray(3'000'000, '\n');
    QTest::newRow("other ends of lines") << QByteArray(3'000'000, '\r');
    QTest::newRow("one line") << QByteArray(6'000'000, 'x');
    QTest::newRow("one line of characters of three bytes") << QByteArray("\xE7\x86\x8A").repeated(2'000'000);
  }
  void forms_for_people_have_an_end() {
    QFETCH(QByteArray, text);
    Transcript transcript = two_turns();
    transcript.turns[0].answer = "begins" + text.toStdString() + "ends";
    transcript.turns[1].question = "Much later?";
    for (const Form form : {Form::Markdown, Form::Html}) {
      const QByteArray shown = QByteArray::fromStdString(to_text(transcript, form));
      QVERIFY2(shown.size() < 4'000'000, qPrintable(QString::number(shown.size())));
      QVERIFY(shown.contains("begins") && shown.contains("Cut here") && !shown.contains("Much later"));
      QVERIFY(shown.contains("1 more questions"));
      QVERIFY(QString::fromUtf8(shown).toUtf8() == shown);  // no character is cut in two
    }
    QVERIFY(QByteArray::fromStdString(to_text(transcript, Form::Json)).contains("Much later"));
  }

  void many_questions_have_an_end() {
    Transcript transcript = two_turns();
    transcript.turns.resize(10'000, transcript.turns[0]);
    for (const Form form : {Form::Markdown, Form::Html})
      QVERIFY(
          QByteArray::fromStdString(to_text(transcript, form)).contains("more questions and their answers"));
  }

  void every_form_hears_a_stop_data() {
    QTest::addColumn<int>("form");
    for (const FormName& form : kForms) QTest::newRow(form.name.data()) << static_cast<int>(form.form);
  }
  void every_form_hears_a_stop() {
    QFETCH(int, form);
    std::stop_source source;
    const Transcript transcript = two_turns();
    QVERIFY(!to_text(transcript, static_cast<Form>(form), source.get_token()).empty());
    source.request_stop();
    QVERIFY_THROWS_EXCEPTION(vp::base::Error,
                             to_text(transcript, static_cast<Form>(form), source.get_token()));
  }

  void json_fits_the_schema() {
    const Transcript transcript = two_turns();
    const QJsonObject found = read("json", write(transcript, ".json"),
                                   {QStringLiteral(VP_RESOURCES "/schemas/transcript.schema.json")})
                                  .object();
    QCOMPARE(found["turns"].toArray()[1].toObject()["answer"].toString(), kNasty);
  }

  void csv_has_a_record_an_answer() {
    const QJsonArray records = read("csv", write(two_turns(), ".csv")).array();
    QCOMPARE(records.size(), 2);
    const QJsonObject first = records[0].toObject(), second = records[1].toObject();
    const QMap<QString, QString> expected = {{"video", "films/harbour.mp4"},
                                             {"video_sha256", "c0ffee"},
                                             {"range_start_s", "2"},
                                             {"range_end_s", "7"},
                                             {"span_start_s", "2.000"},
                                             {"span_end_s", "7.000"},
                                             {"frame_indices", "48 72"},
                                             {"frame_times_s", "2.002 3.003"},
                                             {"turn", "1"},
                                             {"question", "What happens?"},
                                             {"answer", "A ship leaves."},
                                             {"finish", "end_token"},
                                             {"token_ids", "319 7751 11308 29889"},
                                             {"mean_log_probability", "-0.46875"},
                                             {"prompt_tokens", "1300"},
                                             {"max_new_tokens", "64"},
                                             {"temperature", "0.7"},
                                             {"top_p", "0.9"},
                                             {"seed", "18446744073709551615"},
                                             {"repetition_guard", "true"},
                                             {"repetition_penalty", "1"},
                                             {"model", "videopanda_fitu"},
                                             {"model_hash", "beef"},
                                             {"device", "cpu"},
                                             {"dtype", "bfloat16"},
                                             {"threads", "2"},
                                             {"created", "2026-11-23T20:30:28Z"},
                                             {"asked", "2026-11-23T20:30:00Z"},
                                             {"first_token_ms", "900.25"},
                                             {"total_ms", "1300.75"}};
    QCOMPARE(first.keys(), expected.keys());
    for (const QString& name : expected.keys()) QCOMPARE(first[name].toString(), expected[name]);
    QString nasty = kNasty;
    QCOMPARE(second["answer"].toString(), "'" + nasty.replace("\t", "    "));
    QCOMPARE(second["turn"].toString(), QString("2"));
  }

  void boris_events_pair_up() {
    const QJsonArray events = read("tsv", write(two_turns(), ".tsv")).array();
    QCOMPARE(events.size(), 2 + 2 * 2);
    const auto field = [&](int row, const char* name) {
      return events[row].toObject()[QLatin1String(name)].toString();
    };
    QCOMPARE(field(0, "Behavior type"), QString("POINT"));
    QCOMPARE(field(0, "Time"), QString("2.002"));
    QCOMPARE(field(1, "Image index"), QString("72"));
    for (int turn = 0; turn < 2; ++turn) {
      const int start = 2 + 2 * turn;
      QCOMPARE(field(start, "Behavior"), QString("answer %1").arg(turn + 1));
      QCOMPARE(field(start + 1, "Behavior"), field(start, "Behavior"));
      QCOMPARE(field(start, "Behavior type"), QString("START"));
      QCOMPARE(field(start + 1, "Behavior type"), QString("STOP"));
      QCOMPARE(field(start, "Time"), QString("2.000"));
      QCOMPARE(field(start + 1, "Time"), QString("7.000"));
    }
    QVERIFY(field(2, "Comment").contains("A ship leaves."));
    for (int row = 0; row < events.size(); ++row) {
      QCOMPARE(field(row, "Media file name"), QString("films/harbour.mp4"));
      QCOMPARE(field(row, "Media duration (s)"), QString("8.500"));
      QCOMPARE(events[row].toObject().size(), 16);  // no text made another column
    }
  }

  void subtitles_are_read_by_ffmpeg_data() {
    QTest::addColumn<QString>("ending");
    QTest::newRow("SubRip") << ".srt";
    QTest::newRow("WebVTT") << ".vtt";
  }
  void subtitles_are_read_by_ffmpeg() {
    QFETCH(QString, ending);
    const QString file = write(two_turns(), ending);
    const QJsonArray cues =
        QJsonDocument::fromJson(output_of("ffprobe", {"-v", "error", "-show_packets", "-of", "json", file}))
            .object()["packets"]
            .toArray();
    QCOMPARE(cues.size(), 2);
    for (int i = 0; i < 2; ++i) {
      QCOMPARE(cues[i].toObject()["pts_time"].toString().toDouble(), 2.0 + 2.5 * i);
      QCOMPARE(cues[i].toObject()["duration_time"].toString().toDouble(), 2.5);
    }
    // As what FFmpeg would draw: styles would stand as {\i1}, a question after the other text.
    const QString drawn =
        QString::fromUtf8(output_of("ffmpeg", {"-v", "error", "-i", file, "-f", "ass", "-"}));
    QStringList shown = drawn.split("Dialogue: ").mid(1);
    QCOMPARE(shown.size(), 2);
    QVERIFY2(shown[0].trimmed().endsWith("What happens?\\NA ship leaves."), qPrintable(shown[0]));
    QString last = shown[1].trimmed().remove(QChar(0x2060));
    for (const char* part :
         {"And then?", "<script>alert('x')</script>", "00:00:01,000 --> 00:00:02,000", "熊猫"})
      QVERIFY2(last.contains(QString::fromUtf8(part)), qPrintable(last));
    QVERIFY2(!drawn.contains("{\\an8}"), qPrintable(drawn));
  }

  void every_form_names_the_model_of_each_answer_data() {
    QTest::addColumn<int>("form");
    for (const FormName& form : kForms) QTest::newRow(form.name.data()) << static_cast<int>(form.form);
  }
  void every_form_names_the_model_of_each_answer() {
    QFETCH(int, form);
    Transcript transcript = two_turns();
    transcript.turns[0].by = {"an older model", "00ff11ee22dd", "cuda:0", "float16", 3};
    const QString text = QString::fromStdString(to_text(transcript, static_cast<Form>(form)));
    QVERIFY2(text.contains("an older model"), qPrintable(text));
    if (static_cast<Form>(form) == Form::BorisTsv) return;  // which has a column for the name alone
    for (const char* fact : {"00ff11ee22dd", "cuda:0", "float16"})
      QVERIFY2(text.contains(QLatin1String(fact)), qPrintable(text));
  }

  void elan_tiers() {
    const QJsonObject found = read("eaf", write(two_turns(), ".eaf")).object();
    const QJsonObject tiers = found["tiers"].toObject();
    QCOMPARE(tiers.keys(), (QStringList{"answer 1", "answer 2", "frames", "question 1", "question 2"}));
    for (const char* tier : {"answer 1", "answer 2", "question 1", "question 2"}) {
      const QJsonArray annotations = tiers[QLatin1String(tier)].toArray();
      QCOMPARE(annotations.size(), 1);
      QCOMPARE(annotations[0].toObject()["start"].toInt(), 2000);
      QCOMPARE(annotations[0].toObject()["end"].toInt(), 7000);
    }
    QString nasty = kNasty;
    QCOMPARE(tiers["answer 2"].toArray()[0].toObject()["value"].toString(), nasty.replace("\t", "    "));
    const QJsonArray frames = tiers["frames"].toArray();
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames[1].toObject()["value"].toString(), QString("frame 72"));
    QCOMPARE(frames[1].toObject()["start"].toInt(), 3003);
    const QJsonObject media = found["media"].toArray()[0].toObject();
    QCOMPARE(media["RELATIVE_MEDIA_URL"].toString(), QString("./harbour.mp4"));
    QCOMPARE(media["MIME_TYPE"].toString(), QString("video/mp4"));
    QCOMPARE(found["properties"].toObject()["modelHash"].toString(), QString("beef"));
  }

  // ELAN looks for the film from where its file lies, and for its whole name.
  void elan_finds_the_film_from_where_it_lies() {
    QDir(folder_.path()).mkpath("out/deep");
    Transcript transcript = two_turns();
    transcript.video.file = folder_.filePath("films/a b.mp4").toStdString();
    const QString file = folder_.filePath("out/deep/a.eaf");
    write_transcript(file.toStdString(), transcript);
    const QJsonObject media = read("eaf", file).object()["media"].toArray()[0].toObject();
    QCOMPARE(media["RELATIVE_MEDIA_URL"].toString(), QString("./../../films/a%20b.mp4"));
    QCOMPARE(media["MEDIA_URL"].toString(), "file://" + folder_.filePath("films/a%20b.mp4"));
  }

  // Other programs count from the file's own start, which may be its sound's.
  void times_are_those_of_the_file() {
    Transcript transcript = two_turns();
    transcript.video.start_s = 2.25;
    const QByteArray cues = output_of("ffprobe", {"-v", "error", "-show_entries", "packet=pts_time", "-of",
                                                  "csv=p=0", write(transcript, ".srt")});
    QCOMPARE(cues.split('\n').value(0).toDouble(), 4.25);
    QVERIFY(to_web_vtt(transcript).find("00:00:04.250 --> 00:00:06.750") != std::string::npos);
    const QJsonObject tiers = read("eaf", write(transcript, ".eaf")).object()["tiers"].toObject();
    QCOMPARE(tiers["answer 1"].toArray()[0].toObject()["start"].toInt(), 4250);
    QCOMPARE(tiers["answer 1"].toArray()[0].toObject()["end"].toInt(), 9250);
    QCOMPARE(tiers["frames"].toArray()[1].toObject()["start"].toInt(), 5253);
    const QJsonArray events = read("tsv", write(transcript, ".tsv")).array();
    QCOMPARE(events[1].toObject()["Time"].toString(), QString("5.253"));
    QCOMPARE(events[3].toObject()["Time"].toString(), QString("9.250"));
    QCOMPARE(events[3].toObject()["Media duration (s)"].toString(), QString("10.750"));
    const QJsonObject record = read("csv", write(transcript, ".csv")).array()[0].toObject();
    QCOMPARE(record["range_start_s"].toString(), QString("2"));  // as it was asked
    QCOMPARE(record["span_start_s"].toString(), QString("4.250"));
    QCOMPARE(record["frame_times_s"].toString(), QString("4.252 5.253"));
    QVERIFY(to_markdown(transcript).find("2\\.250 s after the file's sound") != std::string::npos);
    QVERIFY(to_markdown(two_turns()).find("after the file's sound") == std::string::npos);
  }

  void a_frame_is_marked_as_long_as_it_is_shown() {
    Transcript transcript = two_turns();
    transcript.frames[0].duration_s = 0.25;
    transcript.frames[1].duration_s = 60;
    const QJsonArray frames =
        read("eaf", write(transcript, ".eaf")).object()["tiers"].toObject()["frames"].toArray();
    QCOMPARE(frames[0].toObject()["end"].toInt(), 2252);
    QCOMPARE(frames[1].toObject()["end"].toInt(), 63003);
    QCOMPARE(to_json(parse_transcript(to_json(transcript), "r.json")), to_json(transcript));
  }

  void a_reversed_range_is_put_in_order() {
    Transcript transcript = two_turns();
    transcript.range_start_s = 7;
    transcript.range_end_s = 2;
    QVERIFY(to_web_vtt(transcript).find("00:00:02.000 --> 00:00:04.500") != std::string::npos);
  }

  void cues_do_not_lie_over_each_other() {
    const std::string cues = to_web_vtt(two_turns());
    QVERIFY(cues.find("00:00:02.000 --> 00:00:04.500") != std::string::npos);
    QVERIFY(cues.find("00:00:04.500 --> 00:00:07.000") != std::string::npos);
    Transcript many = two_turns();
    many.range_start_s = many.range_end_s = 3;  // one second
    many.turns.resize(50, two_turns().turns[0]);
    QVERIFY(to_srt(many).find("00:00:03,980 --> 00:00:04,000") != std::string::npos);
  }

  void html_is_one_file_without_foreign_markup() {
    Transcript transcript = two_turns();
    transcript.map_thumbnails = {thumbnail()};
    const QJsonObject page = read("html", write(transcript, ".html")).object();
    QStringList tags;
    for (const QJsonValue& tag : page["tags"].toArray()) tags << tag.toString();
    for (const QString& tag : tags)
      QVERIFY2((QStringList{"html",    "head", "meta", "title",  "style", "body",      "h1",
                            "h2",      "dl",   "dt",   "dd",     "ul",    "ol",        "li",
                            "section", "p",    "div",  "figure", "img",   "figcaption"}
                    .contains(tag)),
               qPrintable(tag));
    QCOMPARE(page["sources"].toArray(), QJsonArray{"data:image/png;base64,"});
    const QJsonObject texts = page["texts"].toObject();
    QString nasty = kNasty;
    QCOMPARE(texts["answer"].toArray()[1].toString(), nasty.replace("\t", "    "));
    QCOMPARE(texts["question"].toArray()[0].toString(), QString("What happens?"));
    QCOMPARE(texts["figcaption"].toArray()[0].toString(), QString("FSRA of frame 48 <at> 2.002 s"));
    QVERIFY(texts["title"].toArray()[0].toString().contains("harbour.mp4"));
    QCOMPARE(texts["li"].toArray().size(), 3);  // a warning and two frames
  }

  // Records that say odd things about their times still give files that can be read.
  void odd_times_data() {
    QTest::addColumn<double>("duration_s");
    QTest::addColumn<double>("frame_s");
    QTest::addColumn<qint64>("start_s");
    const double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("nothing known") << nan << nan << qint64{0};
    QTest::newRow("negative") << -5.0 << -3.0 << qint64{0};
    QTest::newRow("starts past the end") << 8.5 << 2.0 << qint64{1000};
    QTest::newRow("endless") << 1e300 << 1e300 << qint64{1'000'000'000};
  }
  void odd_times() {
    QFETCH(double, duration_s);
    QFETCH(double, frame_s);
    QFETCH(qint64, start_s);
    Transcript transcript = vp::test::sample_transcript();
    transcript.video.duration_s = duration_s;
    transcript.frames[0].time_s = transcript.frames[1].time_s = frame_s;
    transcript.range_start_s = start_s;
    read("eaf", write(transcript, ".eaf"));
    const QByteArray probed =
        output_of("ffprobe", {"-v", "error", "-show_packets", "-of", "json", write(transcript, ".srt")});
    QCOMPARE(QJsonDocument::fromJson(probed).object()["packets"].toArray().size(), 1);
  }

  void without_an_answer() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns.clear();
    for (const FormName& form : kForms) {
      const QString file = write(transcript, QString::fromUtf8(form.ending.data(), form.ending.size()));
      QVERIFY(QFile::exists(file));
    }
    QCOMPARE(read("csv", folder_.filePath("out.csv")).array().size(), 0);
    QCOMPARE(read("eaf", folder_.filePath("out.eaf")).object()["tiers"].toObject().size(), 1);
  }

  void markdown_keeps_thumbnails_at_its_end() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.map_pictures.clear();
    transcript.map_thumbnails = {thumbnail()};
    const QString markdown = text(to_markdown(transcript));
    QVERIFY(markdown.contains("![FSRA of frame 48 \\<at\\> 2.002 s][map-1]"));
    QVERIFY2(markdown.endsWith("[map-1]: data:image/png;base64,iVBO\n"), qPrintable(markdown.right(80)));
  }
};

QTEST_APPLESS_MAIN(TestForms)
#include "test_forms.moc"
