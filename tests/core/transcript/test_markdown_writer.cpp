#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>

#include "sample_transcript.h"

using namespace vp::transcript;

namespace {

// What a reader of the Markdown sees, as another parser of CommonMark understands it.
struct Reading {
  QStringList headings;
  QStringList items;
  QString quoted;  ///< lines of block quotes; Qt makes a paragraph of a line
  QStringList pictures;
  bool plain = true;  ///< no emphasis, code, link, table, rule or HTML anywhere
};

Reading read(const std::string& markdown) {
  QTextDocument document;
  document.setMarkdown(QString::fromUtf8(markdown.data(), static_cast<qsizetype>(markdown.size())),
                       QTextDocument::MarkdownDialectGitHub);
  Reading reading;
  QTextBlock quote_before;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    const QTextBlockFormat format = block.blockFormat();
    QString text = block.text();
    text.replace(QChar::Nbsp, ' ').replace(QChar::LineSeparator, '\n');
    if (format.headingLevel() > 0) {
      reading.headings << text;
    } else if (format.intProperty(QTextFormat::BlockQuoteLevel) == 1 && block.textList() == nullptr) {
      if (quote_before.isValid() && quote_before.next() == block) reading.quoted += '\n';
      reading.quoted += text;
      quote_before = block;
    } else if (block.textList() != nullptr) {
      reading.items << text;
    }
    if (format.intProperty(QTextFormat::BlockQuoteLevel) > 1 ||
        format.hasProperty(QTextFormat::BlockCodeFence) ||
        format.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth) || format.nonBreakableLines() ||
        QTextCursor(block).currentTable() != nullptr)
      reading.plain = false;
    for (auto it = block.begin(); !it.atEnd(); ++it) {
      const QTextCharFormat characters = it.fragment().charFormat();
      if (characters.isImageFormat()) {
        // Qt makes a picture of every letter of the picture's description.
        const QString name = characters.toImageFormat().name();
        if (!reading.pictures.contains(name)) reading.pictures << name;
        continue;
      }
      if (characters.isAnchor() || characters.fontFixedPitch() || characters.fontItalic() ||
          characters.fontStrikeOut() ||
          (characters.fontWeight() > QFont::Normal && format.headingLevel() == 0))
        reading.plain = false;
    }
  }
  return reading;
}

}  // namespace

class TestMarkdownWriter : public QObject {
  Q_OBJECT

  static void texts() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shown");
    const auto same = [](const char* name, const char* text) {
      QTest::newRow(name) << QByteArray(text) << QString(text);
    };
    same("a sentence", "What's in the boat (left), and why?");
    same("Chinese", "画面里有什么？");
    same("emphasis", "*a* **b** _c_ __d__ ~~e~~");
    same("code", "`rm -rf` ``x`` ```y");
    same("a fence", "```");
    same("a tilde fence", "~~~");
    same("HTML", "<script>alert(1)</script> <b>x</b> <!-- y -->");
    same("HTML block", "<div>");
    same("entities", "&lt; &amp; &#65; &nbsp");
    same("link", "[a](http://example.org) [b][c] <http://example.org>");
    same("image", "![a](b.png)");
    same("bare links", "http://example.org https://example.org/a_b www.example.org a@example.org");
    same("reference", "[a]: http://example.org");
    same("table", "| a | b |");
    same("heading", "# a");
    same("bullet -", "- a");
    same("bullet +", "+ a");
    same("bullet *", "* a");
    same("numbered", "1. a");
    same("numbered )", "12) a");
    same("a number alone", "2024.");
    same("quote", "> a");
    same("rule", "---");
    same("setext", "===");
    same("stars", "***");
    same("task", "- [x] a");
    same("backslashes", "a\\b \\*c\\* \\");
    same("footnote", "[^1] $x$ :smile:");
    same("brackets", "]( ) [ ](");
    QTest::newRow("leading spaces") << QByteArray("    code?") << QString("    code?");
    QTest::newRow("control") << QByteArray("a\001b\033[31mc\177") << QString::fromUtf8("a�b�[31mc�");
    QTest::newRow("zero") << QByteArray("a\0b", 3) << QString::fromUtf8("a�b");
    QTest::newRow("C1") << QByteArray("a\xc2\x9bz") << QString::fromUtf8("a�z");
    QTest::newRow("turns direction") << QByteArray("a\xe2\x80\xaez") << QString::fromUtf8("a�z");
    QTest::newRow("not UTF-8") << QByteArray("a\xff\xfez") << QString::fromUtf8("a��z");
    QTest::newRow("cut") << QByteArray("a\xe7\x86") << QString::fromUtf8("a�");
    QTest::newRow("overlong") << QByteArray("a\xc0\xafz") << QString::fromUtf8("a��z");
    QTest::newRow("surrogate") << QByteArray("a\xed\xa0\x80z") << QString::fromUtf8("a���z");
    QTest::newRow("beyond Unicode") << QByteArray("a\xf4\x90\x80\x80z") << QString::fromUtf8("a����z");
    QTest::newRow("four bytes") << QByteArray("\xf0\x9f\x90\xbc") << QString::fromUtf8("🐼");
  }

 private slots:
  void one_line_texts_stay_text_data() { texts(); }
  void one_line_texts_stay_text() {
    QFETCH(QByteArray, text);
    QFETCH(QString, shown);
    Transcript transcript = vp::test::sample_transcript();
    transcript.map_pictures.clear();
    const Reading before = read(to_markdown(transcript));
    QVERIFY(before.plain);
    transcript.turns[0].question = transcript.turns[0].answer = text.toStdString();
    transcript.video.file = transcript.model.name = transcript.warnings[0] = text.toStdString();
    const Reading reading = read(to_markdown(transcript));
    QVERIFY(reading.plain);
    QVERIFY(reading.pictures.isEmpty());
    QCOMPARE(reading.headings, before.headings);
    QCOMPARE(reading.items.size(), before.items.size());
    QCOMPARE(reading.quoted, shown + shown);
    QVERIFY(reading.items.contains("Video: " + shown));
    QVERIFY(reading.items.contains("Model: " + shown));
    QVERIFY(reading.items.contains(shown));
  }

  void lines_stay_lines_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("two lines") << QByteArray("a\nb") << "a\nb";
    QTest::newRow("CR LF") << QByteArray("a\r\nb") << "a\nb";
    QTest::newRow("CR") << QByteArray("a\rb") << "a\nb";
    QTest::newRow("Unicode's line ends") << QByteArray(
                                                "a\xe2\x80\xa8"
                                                "b\xc2\x85"
                                                "c")
                                         << "a\nb\nc";
    QTest::newRow("paragraphs") << QByteArray("a\n\nb") << "a\n\nb";
    QTest::newRow("a list") << QByteArray("It has:\n- a\n- b\n1. c") << "It has:\n- a\n- b\n1. c";
    QTest::newRow("setext heading") << QByteArray("a\n===\nb\n---") << "a\n===\nb\n---";
    QTest::newRow("table") << QByteArray("|a|b|\n|-|-|\n|1|2|") << "|a|b|\n|-|-|\n|1|2|";
    QTest::newRow("table without edges") << QByteArray("a|b\n-|-\n1|2") << "a|b\n-|-\n1|2";
    QTest::newRow("fence") << QByteArray("```\n# a\n```") << "```\n# a\n```";
    QTest::newRow("heading after a gap") << QByteArray("a\n\n# b") << "a\n\n# b";
    QTest::newRow("code after a gap") << QByteArray("a\n\n    b") << "a\n\n    b";
    QTest::newRow("tabs") << QByteArray("a\n\n\tb") << "a\n\n    b";
    QTest::newRow("HTML over lines") << QByteArray("<!--\na\n\n-->") << "<!--\na\n\n-->";
    QTest::newRow("a backslash at the end") << QByteArray("a\\\nb") << "a\\\nb";
    QTest::newRow("line ends behind it") << QByteArray("a\n\n\n") << "a";
    QTest::newRow("leaves the quote") << QByteArray("a\n\n\n## Question 9") << "a\n\n## Question 9";
  }
  void lines_stay_lines() {
    QFETCH(QByteArray, text);
    QFETCH(QString, shown);
    Transcript transcript = vp::test::sample_transcript();
    transcript.map_pictures.clear();
    const Reading before = read(to_markdown(transcript));
    transcript.turns[0].question = text.toStdString();
    transcript.turns[0].answer = "";
    const Reading reading = read(to_markdown(transcript));
    QVERIFY(reading.plain);
    QCOMPARE(reading.headings, before.headings);
    QCOMPARE(reading.items, before.items);
    QCOMPARE(reading.quoted, QString(shown).replace("\n\n", "\n"));
  }

  // What the parser above does not tell apart: a line break and a new paragraph.
  void breaks_and_paragraphs() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].question = "a\nb\n\nc\\\nd";
    const std::string markdown = to_markdown(transcript);
    QVERIFY(markdown.find("\n> a\\\n> b\n>\n> c\\\\\\\n> d\n\n") != std::string::npos);
  }

  void a_file_name_of_two_lines_stays_one_item() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.video.file = "a\n## Question 7\r\n.mp4";
    const Reading reading = read(to_markdown(transcript));
    QCOMPARE(reading.headings, read(to_markdown(vp::test::sample_transcript())).headings);
    QVERIFY(reading.items.contains(QString::fromUtf8("Video: a�## Question 7�.mp4")));
  }

  void says_everything() {
    Transcript transcript = vp::test::sample_transcript();
    const Reading reading = read(to_markdown(transcript));
    QCOMPARE(reading.headings, (QStringList{"Answer transcript", "Warnings", "Frames that the model saw",
                                            "Question 1", "Answer", "Attention maps"}));
    QCOMPARE(
        reading.items,
        (QStringList{
            "Video: films/harbour.mp4",
            "SHA-256 of the video: c0ffee",
            "Format: mov,mp4, h264, 640 x 360 pixels, 23.976 frames/s, 204 frames, 8.500 s",
            "Range asked about: 2 s to the end",
            "Model: videopanda_fitu",
            "Hash of the model: beef",
            "Parameters: 45066578 visual, 6738415616 in the decoder",
            "Device: cpu, bfloat16, 2 threads",
            "Time: 101.5 ms to decode, 340.2 ms to encode",
            "Version of blas: OpenBLAS 0.3.21",
            "Version of ffmpeg: 5.1.6",
            "Version of libtorch: 1.13.1",
            "Version of program: 0.1.0",
            "Written: 2026-11-23T20:30:28Z",
            "A damaged part was skipped.",
            "frame 48 at 2.002 s (pts 48048, time base 1/24000), 50.0 % of the GSTRA attention of its chunk "
            "(the film only, not this question)",
            "frame 72 at 3.003 s (pts 72072, time base 1/24000), 25.0 % of the GSTRA attention of its chunk "
            "(the film only, not this question)",
            "Answer: ended by the model, 4 tokens",
            "Answered by: videopanda_fitu, on cpu in bfloat16",
            "Prompt: 1300 tokens, 1200 of them reused",
            "Settings: temperature 0.7, top-p 0.9, seed 18446744073709551615, at most 64 tokens",
            "Time: asked 2026-11-23T20:30:00Z, 812.5 ms prefill, 900.2 ms to the first token, "
            "7.5 tokens/s after it, 1300.8 ms in all"}));
    QCOMPARE(reading.quoted, "What happens?A ship leaves.");
    QCOMPARE(reading.pictures, QStringList{"./attention/frame_0000048_fsra.png"});
  }

  void one_token_has_no_speed() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].token_ids = {5};
    transcript.turns[0].tokens_per_s = 0;
    const std::string text = to_markdown(transcript);
    QVERIFY(text.find(", 1 token\n") != std::string::npos);
    QVERIFY(text.find("tokens/s") == std::string::npos);
  }

  void pictures_with_any_name_stay_pictures_data() {
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QString>("destination");
    QTest::newRow("spaces and brackets") << QByteArray("my maps/a (1).png") << "./my%20maps/a%20%281%29.png";
    QTest::newRow("a scheme") << QByteArray("javascript:alert(1)") << "./javascript%3Aalert%281%29";
    QTest::newRow("ends the image") << QByteArray("x)![y](z.png") << "./x%29%21%5By%5D%28z.png";
    QTest::newRow("not UTF-8") << QByteArray("a\xff.png") << "./a%FF.png";
    QTest::newRow("line end") << QByteArray("a\nb.png") << "./a%0Ab.png";
    QTest::newRow("a host") << QByteArray("//host/x.png") << "/host/x.png";
  }
  void pictures_with_any_name_stay_pictures() {
    QFETCH(QByteArray, path);
    QFETCH(QString, destination);
    Transcript transcript = vp::test::sample_transcript();
    transcript.map_pictures = {path.toStdString()};
    const Reading reading = read(to_markdown(transcript));
    QCOMPARE(reading.pictures, QStringList{destination});
    QVERIFY(reading.plain);
  }

  void numbers_that_are_none() {
    Transcript transcript = vp::test::sample_transcript();
    transcript.turns[0].tokens_per_s = std::numeric_limits<double>::infinity();
    transcript.video.duration_s = std::numeric_limits<double>::max();
    QVERIFY(to_markdown(transcript).find("unknown tokens/s") != std::string::npos);
  }
};

// Text documents need fonts, tests no display.
QTEST_MAIN_WRAPPER(TestMarkdownWriter, qputenv("QT_QPA_PLATFORM", "offscreen");
                   QTEST_QAPP_SETUP(QGuiApplication))
#include "test_markdown_writer.moc"
