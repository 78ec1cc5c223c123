#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "base/error.h"
#include "jobs/export.h"
#include "support/golden_clips.h"
#include "transcript/forms.h"

using namespace vp;
using jobs::Export;
using jobs::ExportOptions;
namespace fs = std::filesystem;

/// What leaves a conversation, whoever asked for it.
class TestExportJob : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    const auto model = test::load_golden_model(1);
    film_ = at("film.mkv");
    fs::copy_file(test::kGoldenFolder / "clip_short.mkv", film_);
    engine::VideoRequest request;
    request.file = film_;
    request.pictures = true;
    source_.video = engine::EncodedVideo::encode(model, request, progress_);
    engine::Conversation conversation(model, source_.video);
    engine::AskOptions options;
    options.max_new_tokens = 3;
    options.attention.enabled = true;
    conversation.ask("Why?", options, {}, progress_);
    source_.turns = conversation.turns();
  }

  void writes_everything_in_its_order() {
    ExportOptions options;
    options.records = {at("all/a.json"), at("all/a.html")};
    options.arrays = at("all/a.safetensors");
    options.pictures = at("all/maps");
    options.answer_attention = at("all/words.safetensors");
    options.film = at("all/a.mp4");
    Export results(options, jobs::guard_of(source_));
    results.run(source_, progress_);
    QVERIFY(results.written() == options.targets());
    for (const fs::path& target : results.written()) QVERIFY2(fs::exists(target), target.c_str());
    QVERIFY(content(at("all/a.html")).contains("<figure>"));
    QVERIFY(!content(at("all/a.json")).contains("frame0_fsra.png"));
  }

  void records_name_their_pictures_from_where_they_lie() {
    ExportOptions options;
    options.records = {at("named/a.json"), at("named/deep/a.md")};
    options.pictures = at("maps");
    options.name_pictures = true;
    Export(options, jobs::guard_of(source_)).run(source_, progress_);
    QVERIFY(content(at("named/a.json")).contains("\"../maps/frame0_fsra.png\""));
    QVERIFY(content(at("named/deep/a.md")).contains("../../maps/frame0_fsra.png"));
  }

  // The answers are worth more than their pictures.
  void writes_the_record_where_its_pictures_cannot_be() {
    ExportOptions options;
    options.records = {at("alone/a.json")};
    options.pictures = at("alone/maps");
    options.name_pictures = true;
    Export results(options, jobs::guard_of(source_));
    fs::remove_all(at("alone/maps"));
    QFile in_its_place(QString::fromStdString(at("alone/maps").string()));
    QVERIFY(in_its_place.open(QIODevice::WriteOnly));
    QVERIFY_EXCEPTION_THROWN(results.run(source_, progress_), base::Error);
    QVERIFY(results.written() == std::vector<fs::path>{at("alone/a.json")});
    QVERIFY(content(at("alone/a.json")).contains("Why?"));
  }

  void hands_pdf_to_who_can_write_it() {
    ExportOptions options;
    options.records = {at("a.PDF")};
    QVERIFY(refusal(options).contains(".eaf"));
    std::vector<fs::path> written;
    options.write_pdf = [&](const fs::path& file, const transcript::Transcript& record,
                            const std::stop_token&) {
      written.push_back(file);
      QCOMPARE(record.turns.size(), std::size_t{1});
      QVERIFY(!record.map_thumbnails.empty());
    };
    Export(options, {}).run(source_, progress_);
    QVERIFY(written == options.records);
  }

  void refuses_before_it_begins_data() {
    QTest::addColumn<QString>("record");
    QTest::addColumn<QString>("arrays");
    QTest::addColumn<QString>("film");
    QTest::addColumn<QString>("mention");
    QTest::newRow("another form") << "a.doc"
                                  << ""
                                  << ""
                                  << ".json";
    QTest::newRow("another film") << ""
                                  << ""
                                  << "a.mkv"
                                  << ".mp4";
    QTest::newRow("the video") << ""
                               << "film.mkv"
                               << ""
                               << "the video itself";
    QTest::newRow("the same twice") << "same.mp4/../a.json"
                                    << "a.json"
                                    << ""
                                    << "the same file";
  }
  void refuses_before_it_begins() {
    QFETCH(QString, record);
    QFETCH(QString, arrays);
    QFETCH(QString, film);
    QFETCH(QString, mention);
    ExportOptions options;
    if (!record.isEmpty()) options.records = {at(record)};
    if (!arrays.isEmpty()) options.arrays = at(arrays);
    if (!film.isEmpty()) options.film = at(film);
    QVERIFY2(refusal(options).contains(mention), qPrintable(refusal(options)));
    QVERIFY(content(film_) == content(test::kGoldenFolder / "clip_short.mkv"));
  }

  void needs_an_answer() {
    ExportOptions options;
    options.records = {at("none.json")};
    jobs::ExportSource unanswered = source_;
    unanswered.turns.clear();
    QVERIFY_EXCEPTION_THROWN(Export(options, {}).run(unanswered, progress_), base::Error);
    QVERIFY_EXCEPTION_THROWN(Export(options, {}).run({}, progress_), base::Error);
    // The arrays are the video's.
    ExportOptions arrays;
    arrays.arrays = at("arrays.safetensors");
    Export(arrays, {}).run(unanswered, progress_);
    QVERIFY(fs::exists(arrays.arrays));
  }

  void stops() {
    ExportOptions options;
    options.records = {at("stopped/a.md")};
    options.arrays = at("stopped/a.safetensors");
    std::stop_source stop;
    stop.request_stop();
    Export results(options, {});
    try {
      results.run(source_, progress_, stop.get_token());
      QFAIL("was not stopped");
    } catch (const base::Error& error) {
      QCOMPARE(error.code(), base::ErrorCode::Stopped);
    }
    QVERIFY(results.written().empty());
    QVERIFY(fs::is_empty(at("stopped")));
  }

 private:
  fs::path at(const QString& name) const { return folder_.filePath(name).toStdString(); }
  static QByteArray content(const fs::path& file) {
    QFile in(QString::fromStdString(file.string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
  }
  QString refusal(const ExportOptions& options) const {
    try {
      const Export results(options, jobs::guard_of(source_));
    } catch (const base::Error& error) {
      return error.code() == base::ErrorCode::Usage ? QString::fromUtf8(error.what())
                                                    : QStringLiteral("other");
    }
    return {};
  }

  QTemporaryDir folder_;
  fs::path film_;
  jobs::ExportSource source_;
  base::NoProgress progress_;
};

QTEST_GUILESS_MAIN(TestExportJob)
#include "test_export_job.moc"
