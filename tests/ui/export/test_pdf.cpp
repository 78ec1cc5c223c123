// The PDF, read by poppler.
#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <chrono>
#include <stop_token>
#include <thread>

#include "base/error.h"
#include "core/transcript/sample_transcript.h"
#include "ui/export/pdf_writer.h"

using vp::transcript::Transcript;

namespace {

QString output_of(const QString& program, const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(60000) || process.exitCode() != 0)
    qFatal("%s: %s", qPrintable(program), process.readAllStandardError().constData());
  return QString::fromUtf8(process.readAllStandardOutput());
}

vp::transcript::MapThumbnail thumbnail(const std::string& caption, QRgb colour) {
  QImage image(32, 18, QImage::Format_RGB32);
  image.fill(colour);
  QByteArray bytes;
  QBuffer buffer(&bytes);
  image.save(&buffer, "PNG");
  const auto* data = reinterpret_cast<const std::byte*>(bytes.constData());
  return {caption, 32, 18, {data, data + bytes.size()}};
}

// Line breaks are the page's own matter.
QString words(QString text) {
  return text.simplified();
}

}  // namespace

// No application object is made here: the writer does it itself, as under the command line.
class TestPdf : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

 private slots:
  void poppler_reads_it() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns.push_back(transcript.turns[0]);
    transcript.turns[1].question = "画面里有什么？";
    transcript.turns[1].answer = "一只熊猫。\n<b>not bold</b> & so on";
    transcript.map_thumbnails = {thumbnail("FSRA of frame 48", 0xFFCC2222),
                                 thumbnail("GSTRA of frame 48", 0xFF22CC22)};
    const QString file = folder_.filePath("out.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    const QString info = output_of("pdfinfo", {file});
    QVERIFY2(info.contains("Pages:"), qPrintable(info));
    QVERIFY2(info.contains("A4"), qPrintable(info));
    const QString text = words(output_of("pdftotext", {"-raw", file, "-"}));
    for (const char* part :
         {"Answer transcript", "What happens?", "A ship leaves.", "画面里有什么", "一只熊猫",
          "<b>not bold</b> & so on", "c0ffee", "beef", "FSRA of frame 48", "harbour.mp4"})
      QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(part + QString(" in ") + text));
    const int pages = QRegularExpression("Pages: +(\\d+)").match(info).captured(1).toInt();
    QVERIFY(pages >= 1);
    for (int page = 1; page <= pages; ++page)
      QVERIFY2(text.contains(QString("%1 / %2").arg(page).arg(pages)), qPrintable(text));
    const QStringList pictures = output_of("pdfimages", {"-list", file}).trimmed().split('\n');
    QCOMPARE(pictures.size(), 2 + 2);  // two lines of heading
    // Side by side, not over one another: two pairs to a row of 174 mm.
    for (const QString& picture : pictures.mid(2)) {
      const QStringList columns = picture.simplified().split(' ');
      const double width_mm = columns[3].toDouble() / columns[12].toDouble() * 25.4;
      QVERIFY2(width_mm > 30 && width_mm < 43.5, qPrintable(picture));
    }
    // No letter is a box: every font that is used is embedded.
    QVERIFY(!output_of("pdffonts", {file}).contains(" no  no"));
    QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  void long_answers_go_on_on_the_next_page() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].answer.clear();
    for (int line = 0; line < 300; ++line)
      transcript.turns[0].answer += "line " + std::to_string(line) + "\n";
    const QString file = folder_.filePath("long.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    const QString text = words(output_of("pdftotext", {"-raw", file, "-"}));
    for (int line = 0; line < 300; ++line)
      QVERIFY2(text.contains(QString("line %1 ").arg(line)), qPrintable(QString::number(line)));
    QVERIFY(text.contains("1 / "));
    QVERIFY(QFile::remove(file));
  }

  void a_question_and_a_pair_of_maps_stand_on_one_page() {
    Transcript transcript = vp::test::sample_transcript();
    const vp::engine::Turn turn = transcript.turns[0];
    transcript.turns.clear();
    transcript.map_thumbnails.clear();
    for (int i = 1; i <= 40; ++i) {
      transcript.turns.push_back(turn);
      transcript.turns.back().question = "asked" + std::to_string(i) + "?";
      transcript.turns.back().answer = "said" + std::to_string(i) + "!\nand more\nand more";
    }
    for (int i = 1; i <= 64; ++i) {
      transcript.map_thumbnails.push_back(thumbnail("first" + std::to_string(i) + "!", 0xFFCC2222));
      transcript.map_thumbnails.push_back(thumbnail("second" + std::to_string(i) + "!", 0xFF22CC22));
    }
    const QString file = folder_.filePath("together.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    const QStringList pages = output_of("pdftotext", {"-raw", file, "-"}).split(QLatin1Char('\f'));
    const auto page_of = [&](const QString& text) {
      for (int page = 0; page < pages.size(); ++page)
        if (pages[page].contains(text)) return page;
      return -1;
    };
    for (int i = 1; i <= 40; ++i) {
      const int page = page_of(QString("Question %1\n").arg(i));
      QVERIFY(page >= 0);
      QCOMPARE(page_of(QString("asked%1?").arg(i)), page);
      QCOMPARE(page_of(QString("said%1!").arg(i)), page);
    }
    for (int i = 1; i <= 64; ++i)
      QCOMPARE(page_of(QString("first%1!").arg(i)), page_of(QString("second%1!").arg(i)));
    // Not a page for each: what has room on one shares it.
    QVERIFY2(pages.size() < 30, qPrintable(QString::number(pages.size())));
    QVERIFY(QFile::remove(file));
  }

  // Kept the writer at work for more than seven minutes without an end.
  void texts_without_an_end_are_cut() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].answer = "first\n" + std::string(3'000'000, '\n') + "last";
    const QString file = folder_.filePath("endless.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    const QString text = output_of("pdftotext", {"-raw", file, "-"});
    QVERIFY(text.contains("first"));
    QVERIFY(text.contains("Cut here"));
    QVERIFY(!text.contains("last"));
    const QString info = output_of("pdfinfo", {file});
    const int pages = QRegularExpression("Pages: +(\\d+)").match(info).captured(1).toInt();
    QVERIFY2(pages > 100 && pages < 1000, qPrintable(info));
    QVERIFY(QFile::remove(file));
  }

  void a_line_without_an_end_goes_on() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].answer.assign(100'000, 'x');  // GCC 12 warns wrongly of a sum of texts here
    transcript.turns[0].answer += 'y';
    const QString file = folder_.filePath("line.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    const QString text = output_of("pdftotext", {"-raw", file, "-"});
    QVERIFY(text.count('x') >= 100'000 && text.count('y') >= 1);
    QVERIFY(QFile::remove(file));
  }

  void a_stop_is_heard_while_it_is_laid_out() {
    Transcript transcript = vp::test::sample_transcript();
    for (int line = 0; line < 15'000; ++line) transcript.turns[0].answer += "One line of very many.\n";
    std::stop_source source;
    std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      source.request_stop();
    });
    try {
      vp::ui::write_pdf(folder_.filePath("stopped.pdf").toStdString(), transcript, source.get_token());
      QFAIL("written");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
  }

  void pictures_that_are_none_leave_a_gap() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.map_thumbnails = {{"broken", 0, 0, {std::byte{1}}}};
    const QString file = folder_.filePath("broken.pdf");
    vp::ui::write_pdf(file.toStdString(), transcript);
    QVERIFY(output_of("pdftotext", {file, "-"}).contains("broken"));
    QVERIFY(QFile::remove(file));
  }

  void a_stop_leaves_nothing() {
    std::stop_source source;
    source.request_stop();
    const QString file = folder_.filePath("stopped.pdf");
    try {
      vp::ui::write_pdf(file.toStdString(), vp::test::sample_transcript(), source.get_token());
      QFAIL("written");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Stopped);
    }
    QVERIFY(!QFile::exists(file));
  }

  void a_folder_in_the_way_is_an_output_error() {
    QVERIFY(QDir(folder_.path()).mkdir("folder.pdf"));
    try {
      vp::ui::write_pdf(folder_.filePath("folder.pdf").toStdString(), vp::test::sample_transcript());
      QFAIL("written");
    } catch (const vp::base::Error& error) {
      QCOMPARE(error.code(), vp::base::ErrorCode::Output);
    }
  }
};

QTEST_APPLESS_MAIN(TestPdf)
#include "test_pdf.moc"
