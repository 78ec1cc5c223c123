#include <QTextBlock>
#include <QTextDocument>
#include <QtTest>

#include "ui/conversation/light_markdown.h"
#include "ui/conversation/shown_blocks.h"

namespace vp::test {
namespace {

/// Blocks as text: "*" for items, "#" for code; runs marked <b>, <i>, <c>.
QString described(const QList<ui::TextBlock>& blocks) {
  QStringList lines;
  for (const ui::TextBlock& block : blocks) {
    QString line;
    if (block.kind == ui::TextBlock::Kind::Item)
      line = QStringLiteral("[%1%2]").arg(QString(block.level, QLatin1Char('>')), block.marker);
    if (block.kind == ui::TextBlock::Kind::Code) line = QStringLiteral("[code]");
    for (const ui::StyledRun& run : block.runs) {
      QString mark;
      if (run.bold) mark += QLatin1Char('b');
      if (run.italic) mark += QLatin1Char('i');
      if (run.code) mark += QLatin1Char('c');
      line += mark.isEmpty() ? run.text : QStringLiteral("<%1:%2>").arg(mark, run.text);
    }
    lines << line;
  }
  return lines.join(QLatin1Char('|'));
}

}  // namespace

class TestLightMarkdown : public QObject {
  Q_OBJECT

 private slots:
  void reads_data();
  void reads();
  void growing_text_ends_as_the_whole();
  void growing_text_is_read_on_as_the_whole_is_read_data();
  void growing_text_is_read_on_as_the_whole_is_read();
  void what_is_settled_is_not_read_again();
  void keeps_a_selection_while_the_text_grows();
  void nothing_becomes_active();
  void long_hostile_text_is_read_quickly();
};

void TestLightMarkdown::reads_data() {
  QTest::addColumn<QString>("source");
  QTest::addColumn<bool>("complete");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* name, const char* source, bool complete, const char* expected) {
    QTest::newRow(name) << QString::fromUtf8(source) << complete << QString::fromUtf8(expected);
  };
  row("empty", "", true, "");
  row("plain", "A car.", true, "A car.");
  row("paragraphs", "One.\nstill\n\n\nTwo.", true, "One.\nstill|Two.");
  row("bold", "a **big car** here", true, "a <b:big car> here");
  row("italic", "a *big* car and _red_ one", true, "a <i:big> car and <i:red> one");
  row("both", "***very***", true, "<bi:very>");
  row("italic in bold", "**a *b* c**", true, "<b:a ><bi:b><b: c>");
  row("code", "use `a*b*c` now", true, "use <c:a*b*c> now");
  row("double code", "``a`b``", true, "<c:a`b>");
  row("multiplication", "2 * 3 * 4 and 2*3*4", true, "2 * 3 * 4 and 2*3*4");
  row("snake case", "the_snake_case", true, "the_snake_case");
  row("escaped", "\\*not\\*", true, "*not*");
  row("unclosed", "a **bold", true, "a **bold");
  row("unclosed, going on", "a **bold", false, "a <b:bold>");
  row("unclosed code, going on", "a `code", false, "a <c:code>");
  row("only a mark, going on", "a **", false, "a **");
  row("list", "- one\n- two\n  more", true, "[•]one|[•]two\nmore");
  row("nested", "* a\n  * b\n    * c\nend", true, "[•]a|[>•]b|[>>•]c|end");
  row("numbers", "1. one\n2) two", true, "[1.]one|[2)]two");
  row("not a list", "-5 degrees\n1.5 m", true, "-5 degrees\n1.5 m");
  row("fence", "see\n```cpp\nint *a;\n\n- b\n```\nafter", true, "see|[code]<c:int *a;\n\n- b>|after");
  row("open fence", "```\nint a;", false, "[code]<c:int a;>");
  row("heading is text", "# Title", true, "# Title");
  row("link is text", "[here](https://example.org)", true, "[here](https://example.org)");
  row("html is text", "<a href='x'>b</a> <b>no</b>", true, "<a href='x'>b</a> <b>no</b>");
  row("windows line ends", "a\r\n\r\nb", true, "a|b");
  row("trailing space goes on", "a ", false, "a ");
  row("emphasis over lines", "**a\nb**", true, "<b:a\nb>");
  row("Chinese", "**视频**里", true, "**视频**里");
  row("controls", "a\x01 b\xE2\x80\xAE c\xE2\x80\xA9 d", true, "a\xEF\xBF\xBD b\xEF\xBF\xBD c\xEF\xBF\xBD d");
}

void TestLightMarkdown::reads() {
  QFETCH(QString, source);
  QFETCH(bool, complete);
  QFETCH(QString, expected);
  QCOMPARE(described(ui::parse_light_markdown(source, complete)), expected);
}

void TestLightMarkdown::growing_text_ends_as_the_whole() {
  const QString source = QStringLiteral(
      "The **clip** shows *two* things:\n\n1. a `ball`\n2. a **blue square\n   that** appears\n"
      "   - small\n\n```\nx = *y*\n```\nThe end, `open");
  QTextDocument whole;
  ui::ShownBlocks at_once;
  at_once.show(whole, ui::parse_light_markdown(source, true));
  for (const int step : {1, 3, 7}) {
    QTextDocument grown;
    ui::ShownBlocks writer;
    for (qsizetype end = step; end < source.size(); end += step) {
      writer.show(grown, ui::parse_light_markdown(source.left(end), false));
    }
    writer.show(grown, ui::parse_light_markdown(source, true));
    QCOMPARE(grown.toPlainText(), whole.toPlainText());
    QCOMPARE(grown.toHtml(), whole.toHtml());
  }
  QCOMPARE(
      whole.toPlainText(),
      QStringLiteral("The clip shows two things:\n1.\ta ball\n2.\ta blue square\nthat appears\n•\tsmall\n"
                     "x = *y*\nThe end, `open"));
}

void TestLightMarkdown::growing_text_is_read_on_as_the_whole_is_read_data() {
  QTest::addColumn<QString>("source");
  QTest::newRow("everything") << QStringLiteral(
      "The **clip** shows *two* things:\n\n1. a `ball`\n2. a **blue square\n   that** appears\n"
      "   - small\n\n```\nx = *y*\n\n- no item\n```\nThe end, `open");
  QTest::newRow("line ends of Windows")
      << QStringLiteral("One\r\n\r\n- two\r\n- three\r\n\r\n```\r\nfour\r\n```\r\n");
  QTest::newRow("lone carriage returns") << QStringLiteral("One\r\r\ntwo\r- three\r\n\r\n\rfour");
  QTest::newRow("a fence that stays open") << QStringLiteral("One\n\n```\ntwo\n\nthree\n- four\n\n");
  QTest::newRow("fences one after the other") << QStringLiteral("```\na\n``````\nb\n```\n\n```\n");
  QTest::newRow("items that begin as text")
      << QStringLiteral("1\n1.\n1. one\n12\n- \n-\n - two\n  goes on\nnot so");
  QTest::newRow("emphasis over an empty line")
      << QStringLiteral("**bold\n\nno longer** and *this\n- item* one");
  QTest::newRow("spaces") << QStringLiteral("a  \n   \n  b \n \t\n\n\nc ");
}

// After each letter, whatever came before it.
void TestLightMarkdown::growing_text_is_read_on_as_the_whole_is_read() {
  QFETCH(QString, source);
  for (const int step : {1, 2, 5}) {
    ui::GrowingMarkdown growing;
    for (qsizetype end = 0; end < source.size(); end += step) {
      growing.append(source.mid(end, step));
      const QString so_far = source.left(end + step);
      const QList<ui::TextBlock> expected = ui::parse_light_markdown(so_far, false);
      QVERIFY2(growing.blocks() == expected,
               qPrintable(so_far + "\n" + described(growing.blocks()) + "\n" + described(expected)));
    }
  }
}

void TestLightMarkdown::what_is_settled_is_not_read_again() {
  ui::GrowingMarkdown growing;
  qsizetype longest = 0;
  for (int i = 0; i < 3000; ++i) {
    growing.append(i % 3 == 0 ? QStringLiteral("A paragraph that ends.\n\n") : QStringLiteral("- an item\n"));
    longest = std::max(longest, growing.open_text().size());
  }
  QCOMPARE(growing.blocks().size(), 3000);
  QVERIFY2(longest < 100, qPrintable(QString::number(longest)));
}

void TestLightMarkdown::keeps_a_selection_while_the_text_grows() {
  QTextDocument document;
  ui::ShownBlocks writer;
  writer.show(document, ui::parse_light_markdown(QStringLiteral("One **two** three"), false));
  QTextCursor selected(&document);
  selected.setPosition(4);
  selected.setPosition(7, QTextCursor::KeepAnchor);
  writer.show(document, ui::parse_light_markdown(QStringLiteral("One **two** three four\n\n- five"), false));
  QCOMPARE(selected.selectedText(), QStringLiteral("two"));
}

void TestLightMarkdown::nothing_becomes_active() {
  QTextDocument document;
  ui::ShownBlocks writer;
  const QString hostile = QStringLiteral(
      "<a href=\"file:///etc/passwd\">x</a> <img src=\"http://example.org/a.png\"> "
      "![p](http://example.org/a)\n\n"
      "[x](javascript:alert(1)) <script>1</script> &lt;b&gt; http://example.org\n\n- <b>item</b>\n\n"
      "```\n<a href='x'>\n```");
  writer.show(document, ui::parse_light_markdown(hostile, true));
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    for (auto part = block.begin(); !part.atEnd(); ++part) {
      const QTextCharFormat format = part.fragment().charFormat();
      QVERIFY(!format.isAnchor());
      QVERIFY(!format.isImageFormat());
      QCOMPARE(format.objectType(), static_cast<int>(QTextFormat::NoObject));
    }
  }
  QVERIFY(document.toPlainText().contains(QStringLiteral("<a href=\"file:///etc/passwd\">x</a>")));
  QVERIFY(document.toPlainText().contains(QStringLiteral("&lt;b&gt;")));
}

void TestLightMarkdown::long_hostile_text_is_read_quickly() {
  // An opener that never closes must not be searched for to the end of the text again and again: with the
  // reach unbounded these would take minutes, and the test would run into its time limit.
  for (const char* unit : {"*a ", "**a ", "`a ``", "_a "}) {
    QVERIFY(!ui::parse_light_markdown(QString::fromLatin1(unit).repeated(10'000), true).isEmpty());
  }
  QCOMPARE(ui::parse_light_markdown(QStringLiteral("- a\n").repeated(20'000), true).size(), 20'000);
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestLightMarkdown)
#include "test_light_markdown.moc"
