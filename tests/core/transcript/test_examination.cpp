// The results of comparing and checking in every form, each read by a reader that is not of this project.
#include "transcript/examination.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "sample_transcript.h"

using namespace vp;
using namespace vp::transcript;

namespace {

const std::string kNasty = "=1+1 | <b>&\n`x`";

engine::ScoredAnswer answer(const std::string& text) {
  return {text, {{319, "A", false, -0.5F}, {7751, kNasty, false, -0.25F}, {2, "", true, -1.0F}}};
}

Examination comparison() {
  engine::Comparison found;
  found.question = kNasty;
  found.unchanged = answer("A" + kNasty);
  engine::InterventionResult without;
  without.intervention.without.gstra = true;
  without.log_probabilities = {-1.5F, -0.25F, -1.0F};
  without.change = -1;
  without.answer = answer("Another");
  engine::InterventionResult shuffled;
  shuffled.intervention.order = engine::FrameOrder::Shuffled;
  shuffled.intervention.seed = 7;
  shuffled.log_probabilities = {-0.25F, -0.25F, -1.0F};
  shuffled.change = 0.25;
  shuffled.answer = answer("");
  found.results = {without, shuffled};
  return found;
}

Examination check() {
  engine::OcclusionCheck found;
  found.question = kNasty;
  found.answer = answer("A" + kNasty);
  found.options.map = attention::FrameMap::Gstra;
  found.options.shares_percent = {10, 50};
  found.options.draws = 2;
  found.options.seed = 3;
  found.patches = 12;
  found.rows = 2;
  found.columns = 3;
  found.points = {{10, 1, -3, {-0.125, 0.125}, {{4}, {}}},
                  {50, 6, -5, {-0.5, -0.25}, {{0, 4}, {1, 2, 3, 5}}}};
  return found;
}

Examination knockout() {
  engine::Knockout found;
  found.question = kNasty;
  found.answer = "A" + kNasty;
  found.frames.layers = {1, 2};
  found.frames.decoder_layers = 4;
  found.frames.ids = {319, 7751, 2};
  found.frames.pieces = {"A", " " + kNasty, ""};
  found.frames.end = true;
  found.frames.log_probabilities = {-0.5F, -0.25F, -1.0F};
  found.frames.without = {{-0.5F, -0.25F, -0.9375F}, {-2.5F, -0.5F, -1.0F}};
  return found;
}

}  // namespace

class TestExamination : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QString write(const Examination& examination, const char* name) const {
    const QString file = folder_.filePath(QLatin1String(name));
    write_examination(file.toStdString(), test::sample_transcript(), examination);
    return file;
  }
  static QJsonDocument read(const QString& kind, const QString& file, const QStringList& more = {}) {
    QProcess process;
    process.start("python3", QStringList{QStringLiteral(VP_READ_FORMS), kind, file} + more);
    if (!process.waitForFinished(60000) || process.exitCode() != 0)
      qFatal("%s", process.readAllStandardError().constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput());
  }

 private slots:
  void json_fits_the_schema() {
    const QStringList schema{QStringLiteral(VP_RESOURCES "/schemas/examination.schema.json")};
    const QJsonObject compared = read("json", write(comparison(), "c.json"), schema).object();
    QCOMPARE(compared["format"].toString(), QString("videopanda-comparison"));
    QCOMPARE(compared["question"].toString(), QString::fromStdString(kNasty));
    QCOMPARE(compared["model"]["hash"].toString(), QString("beef"));
    QCOMPARE(compared["unchanged"]["tokens"].toArray().size(), 3);
    QCOMPARE(compared["interventions"][0]["change"].toDouble(), -1.0);
    QCOMPARE(compared["interventions"][1]["seed"].toInt(), 7);
    const QJsonObject checked = read("json", write(check(), "k.JSON"), schema).object();
    QCOMPARE(checked["format"].toString(), QString("videopanda-check"));
    QCOMPARE(checked["verdict"].toString(), QString("explains"));
    QCOMPARE(checked["points"][1]["attended_patches"][1].toArray(), (QJsonArray{1, 2, 3, 5}));
    QCOMPARE(checked["points"][1]["random"].toArray(), (QJsonArray{-0.5, -0.25}));
    const QJsonObject hidden = read("json", write(knockout(), "h.json"), schema).object();
    QCOMPARE(hidden["format"].toString(), QString("videopanda-knockout"));
    QCOMPARE(hidden["depends_on"].toString(), QString("measured by hiding"));
    QCOMPARE(hidden["layers"]["last"].toInt(), 2);
    QCOMPARE(hidden["answer"]["tokens"].toArray().size(), 3);
    QCOMPARE(hidden["knockouts"][0]["change"].toDouble(), 0.0625);
    QCOMPARE(hidden["knockouts"][1]["change"].toDouble(), -2.25);
    QCOMPARE(hidden["needed"].toArray(), (QJsonArray{1}));
    QCOMPARE(hidden["words"][0]["changes"].toArray(), (QJsonArray{0, -2}));
    QVERIFY(to_json(test::sample_transcript(), check(), -1).find('\n') ==
            to_json(test::sample_transcript(), check(), -1).size() - 1);
  }

  void a_comparison_is_a_table_of_tokens() {
    const QJsonArray records = read("csv", write(comparison(), "c.csv")).array();
    QCOMPARE(records.size(), 9);  // three tokens: unchanged, and under two interventions
    QCOMPARE(records[0]["intervention"].toString(), QString("unchanged"));
    QCOMPARE(records[0]["change"].toString(), QString("0"));
    QCOMPARE(records[3]["intervention"].toString(), QString("gstra"));
    QCOMPARE(records[3]["log_probability"].toString(), QString("-1.5"));
    QCOMPARE(records[3]["change"].toString(), QString("-1"));
    QCOMPARE(records[3]["token_id"].toString(), QString("319"));
    QVERIFY(records[4]["token_text"].toString().startsWith("'=1+1"));  // no formula
    QVERIFY(records[0]["question"].toString().startsWith("'=1+1"));
    QCOMPARE(records[8]["intervention"].toString(), QString("shuffled"));
  }

  void a_check_is_a_table_of_choices() {
    const QJsonArray records = read("csv", write(check(), "k.csv")).array();
    QCOMPARE(records.size(), 6);  // the map's and two random ones, twice
    QCOMPARE(records[0]["choice"].toString(), QString("attended"));
    QCOMPARE(records[0]["patches"].toString(), QString("48:4"));
    QCOMPARE(records[3]["patches"].toString(), QString("48:0 48:4 72:1 72:2 72:3 72:5"));
    QCOMPARE(records[4]["choice"].toString(), QString("random"));
    QCOMPARE(records[5]["draw"].toString(), QString("2"));
    QCOMPARE(records[5]["change"].toString(), QString("-0.25"));
    QCOMPARE(records[5]["verdict"].toString(), QString("explains"));
  }

  void a_knockout_is_a_table_of_frames_and_words() {
    const QJsonArray records = read("csv", write(knockout(), "h.csv")).array();
    QVERIFY(records.size() >= 4 && records.size() % 2 == 0);  // the answer and its words, two frames each
    QCOMPARE(records[0]["depends_on"].toString(), QString("measured by hiding"));
    QCOMPARE(records[0]["layers"].toString(), QString("1-2"));
    QCOMPARE(records[0]["word"].toString(), QString());
    QCOMPARE(records[1]["frame"].toString(), QString("72"));
    QCOMPARE(records[1]["time_s"].toString(), QString("3.003"));
    QCOMPARE(records[1]["change"].toString(), QString("-2.25"));
    QCOMPARE(records[1]["log_probability"].toString(), QString("-1.75"));
    QCOMPARE(records[1]["log_probability_without"].toString(), QString("-4"));
    QCOMPARE(records[3]["word"].toString(), QString("1"));
    QCOMPARE(records[3]["change"].toString(), QString("-2"));
    for (int i = 0; i < records.size(); ++i) QVERIFY(!records[i]["time_s"].toString().isEmpty());
    write(knockout(), "h.npz");
    QVERIFY_THROWS_EXCEPTION(base::Error, write(check(), "k.npz"));
    QVERIFY_THROWS_EXCEPTION(base::Error, check_knockout_name("a.xls"));
    const std::string text = to_markdown(test::sample_transcript(), knockout());
    QVERIFY(text.find("| 72 | 3\\.003 s | -2.250 | -2.000 |") != std::string::npos);
    QVERIFY(text.find("may still hold") != std::string::npos);
  }

  void a_page_runs_and_loads_nothing() {
    for (const Examination& examination : {comparison(), check(), knockout()}) {
      const QJsonObject page = read("html", write(examination, "page.html")).object();
      const QJsonArray tags = page["tags"].toArray();
      QVERIFY(tags.contains("table") && !tags.contains("b") && !tags.contains("script"));
      QVERIFY(page["sources"].toArray().isEmpty());
      QCOMPARE(page["texts"]["answer"][0].toString(), QString::fromStdString("A" + kNasty));
    }
    const QJsonObject page = read("html", write(check(), "page.html")).object();
    QVERIFY(QJsonDocument(page).toJson().contains("The answer rests on what the map marks."));
  }

  void markdown_shows_texts_as_they_are() {
    const std::string text = to_markdown(test::sample_transcript(), comparison());
    QVERIFY(text.find("| without gstra | -1.000 | Another |") != std::string::npos);
    QVERIFY(text.find("| \\=1+1 \\| \\<b\\>\\&") != std::string::npos);  // one cell, on one line
    QVERIFY(to_markdown(test::sample_transcript(), check()).find("| 72 | 3\\.003 s | 0 | 4 |") !=
            std::string::npos);
  }

  void other_endings_are_refused() {
    for (const char* name : {"c.txt", "c"}) QVERIFY_THROWS_EXCEPTION(base::Error, write(comparison(), name));
  }
};

QTEST_GUILESS_MAIN(TestExamination)
#include "test_examination.moc"
