#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <algorithm>
#include <utility>

namespace vp::test {
namespace {

/// A text of a .ts file.
struct Entry {
  QString context;
  QString source;
  QStringList forms;  ///< one, or one a plural form
  QString type;       ///< "unfinished", "vanished", "obsolete" or empty
  bool plural = false;

  QString name() const { return context + QStringLiteral(": ") + source; }
};

QList<Entry> read_ts(const QString& file) {
  QList<Entry> entries;
  QFile device(file);
  if (!device.open(QIODevice::ReadOnly)) return entries;
  QXmlStreamReader xml(&device);
  QString context;
  Entry entry;
  while (!xml.atEnd()) {
    xml.readNext();
    if (xml.isEndElement() && xml.name() == QLatin1String("message")) entries.append(entry);
    if (!xml.isStartElement()) continue;
    if (xml.name() == QLatin1String("name")) {
      context = xml.readElementText();
    } else if (xml.name() == QLatin1String("message")) {
      entry = {context, {}, {}, {}, xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes")};
    } else if (xml.name() == QLatin1String("source")) {
      entry.source = xml.readElementText();
    } else if (xml.name() == QLatin1String("translation")) {
      entry.type = xml.attributes().value(QLatin1String("type")).toString();
      if (!entry.plural) entry.forms << xml.readElementText();
    } else if (xml.name() == QLatin1String("numerusform")) {
      entry.forms << xml.readElementText();
    }
  }
  return xml.hasError() ? QList<Entry>() : entries;
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("%L?(\\d{1,2}|n)"));
  QStringList found;
  auto matches = pattern.globalMatch(text);
  while (matches.hasNext()) found << matches.next().captured();
  found.sort();
  return found;
}

/// Letters after a single "&".
QString mnemonics(const QString& text) {
  static const QRegularExpression pattern(QStringLiteral("(?<!&)&([^& ])"));
  QString found;
  auto matches = pattern.globalMatch(text);
  while (matches.hasNext()) found += matches.next().captured(1).toUpper();
  return found;
}

/// The names and texts of the sources in folders.
QList<std::pair<QString, QString>> sources(const QStringList& folders) {
  QList<std::pair<QString, QString>> all;
  for (const QString& folder : folders) {
    QDirIterator files(QStringLiteral(VP_SOURCE_DIR "/") + folder,
                       {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
      QFile file(files.next());
      if (file.open(QIODevice::ReadOnly))
        all.emplace_back(file.fileName(), QString::fromUtf8(file.readAll()));
    }
  }
  return all;
}

/// What the literals say that stand in `text` at `from`, one behind the other.
QString literal_at(const QString& text, qsizetype from) {
  QString said;
  bool inside = false;
  for (qsizetype i = from; i < text.size(); ++i) {
    if (text[i] == QLatin1Char('"')) {
      inside = !inside;
    } else if (inside) {
      if (text[i] == QLatin1Char('\\')) ++i;
      said += text[i];
    } else if (!text[i].isSpace()) {
      break;
    }
  }
  return said;
}

QString ts_file(const QString& language) {
  return QStringLiteral(VP_SOURCE_DIR "/translations/videopanda_%1.ts").arg(language);
}

}  // namespace

/// The translations' files, without any window.
class TestTranslations : public QObject {
  Q_OBJECT

 private slots:
  void are_complete_data() { languages(); }
  void are_complete();
  void keep_placeholders_data() { languages(); }
  void keep_placeholders();
  void keep_mnemonics_and_ends_data() { languages(); }
  void keep_mnemonics_and_ends();
  void are_those_of_the_sources_data();
  void are_those_of_the_sources();
  void hold_every_message_of_the_core_data();
  void hold_every_message_of_the_core();
  void only_the_command_lines_sentences_have_no_key();
  void the_checks_find_faults();

 private:
  static void languages();
};

void TestTranslations::languages() {
  QTest::addColumn<QString>("language");
  QTest::addColumn<int>("plural_forms");
  QTest::newRow("German") << QStringLiteral("de") << 2;
  QTest::newRow("Simplified Chinese") << QStringLiteral("zh_CN") << 1;
  QTest::newRow("English plurals") << QStringLiteral("en") << 2;
}

void TestTranslations::are_complete() {
  QFETCH(QString, language);
  QFETCH(int, plural_forms);
  const QList<Entry> entries = read_ts(ts_file(language));
  QVERIFY(entries.size() >= (language == QLatin1String("en") ? 3 : 200));
  for (const Entry& entry : entries) {
    QVERIFY2(entry.type.isEmpty(), qPrintable(entry.type + QLatin1Char(' ') + entry.name()));
    QVERIFY2(entry.forms.size() == (entry.plural ? plural_forms : 1), qPrintable(entry.name()));
    for (const QString& form : entry.forms) QVERIFY2(!form.trimmed().isEmpty(), qPrintable(entry.name()));
    QCOMPARE(entry.plural, entry.source.contains(QLatin1String("%n")));
  }
}

void TestTranslations::keep_placeholders() {
  QFETCH(QString, language);
  for (const Entry& entry : read_ts(ts_file(language))) {
    for (const QString& form : entry.forms) {
      QVERIFY2(placeholders(form) == placeholders(entry.source), qPrintable(form));
    }
  }
}

void TestTranslations::keep_mnemonics_and_ends() {
  QFETCH(QString, language);
  const auto edge = [](const QString& text) {
    return std::pair(text.startsWith(QLatin1Char(' ')), text.endsWith(QLatin1Char(' ')));
  };
  for (const Entry& entry : read_ts(ts_file(language))) {
    for (const QString& form : entry.forms) {
      QVERIFY2(mnemonics(form).size() == mnemonics(entry.source).size(), qPrintable(form));
      QVERIFY2(edge(form) == edge(entry.source), qPrintable(form));
      QVERIFY2(form.count(QLatin1Char('\n')) == entry.source.count(QLatin1Char('\n')), qPrintable(form));
      QVERIFY2(form.contains(QStringLiteral("…")) == entry.source.contains(QStringLiteral("…")),
               qPrintable(form));
      // Typewriter's marks have no place in a window, whatever the language.
      QVERIFY2(!form.contains(QLatin1String("...")), qPrintable(form));
    }
  }
}

void TestTranslations::are_those_of_the_sources_data() {
  QTest::addColumn<QString>("language");
  for (const char* language : {"de", "zh_CN"}) QTest::newRow(language) << QString::fromLatin1(language);
}

void TestTranslations::are_those_of_the_sources() {
  QFETCH(QString, language);
  QTemporaryDir folder;
  for (const char* each : {"de", "zh_CN", "en"}) {
    const QString name = QFileInfo(ts_file(QString::fromLatin1(each))).fileName();
    QVERIFY(QFile::copy(ts_file(QString::fromLatin1(each)), folder.filePath(name)));
  }
  const QString copy = folder.filePath(QFileInfo(ts_file(language)).fileName());
  qputenv("LUPDATE", VP_LUPDATE);
  QProcess update;
  update.start(QStringLiteral("bash"),
               {QStringLiteral(VP_SOURCE_DIR "/translations/update.sh"), folder.path()});
  QVERIFY2(update.waitForFinished(120'000) && update.exitCode() == 0,
           qPrintable(QString::fromLocal8Bit(update.readAllStandardError())));
  const auto names = [](const QString& file) {
    QStringList all;
    for (const Entry& entry : read_ts(file)) all << entry.name();
    all.sort();
    return all;
  };
  // When this fails, run translations/update.sh and translate what is new.
  const QStringList stored = names(ts_file(language));
  const QStringList found = names(copy);
  for (const QString& name : found) QVERIFY2(stored.contains(name), qPrintable("not translated: " + name));
  for (const QString& name : stored) QVERIFY2(found.contains(name), qPrintable("no longer used: " + name));
}

void TestTranslations::hold_every_message_of_the_core_data() {
  are_those_of_the_sources_data();
}

// Found otherwise than update.sh finds them: each place that begins a message, whatever follows.
void TestTranslations::hold_every_message_of_the_core() {
  QFETCH(QString, language);
  QSet<QString> translated;
  for (const Entry& entry : read_ts(ts_file(language)))
    if (entry.context == QLatin1String("vp::core")) translated.insert(entry.source);
  int found = 0;
  for (const auto& [file, text] : sources({QStringLiteral("core"), QStringLiteral("ui")})) {
    if (file.endsWith(QLatin1String("/core/base/message.h"))) continue;
    static const QString begin = QStringLiteral("base::message(");
    for (qsizetype at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      const QString key = literal_at(text, at + begin.size());
      QVERIFY2(!key.isEmpty(), qPrintable(file + QLatin1Char(' ') + text.mid(at, 60)));
      QVERIFY2(translated.contains(key), qPrintable(file + QStringLiteral(": ") + key));
      ++found;
    }
  }
  QVERIFY2(found > 500, qPrintable(QString::number(found)));
}

// A message without a key would stay English in the window.
void TestTranslations::only_the_command_lines_sentences_have_no_key() {
  static const QRegularExpression room(QStringLiteral(
      "/core/(train|eval|net|judge|reproduce|bench|serve)/|/core/base/(message\\.h|chunk\\.cpp)$|"
      "/core/batch/merge_results\\.cpp$"));
  for (const auto& [file, text] : sources({QStringLiteral("core"), QStringLiteral("ui")}))
    QVERIFY2(!text.contains(QStringLiteral("untranslated(")) || file.contains(room), qPrintable(file));
}

void TestTranslations::the_checks_find_faults() {
  QCOMPARE(placeholders(QStringLiteral("%2 of %1 (%n)")),
           (QStringList{QStringLiteral("%1"), QStringLiteral("%2"), QStringLiteral("%n")}));
  QVERIFY(placeholders(QStringLiteral("%1 %2")) != placeholders(QStringLiteral("%1 %1")));
  QCOMPARE(mnemonics(QStringLiteral("文件(&F)")), QStringLiteral("F"));
  QCOMPARE(mnemonics(QStringLiteral("this && that")), QString());
}

}  // namespace vp::test

QTEST_GUILESS_MAIN(vp::test::TestTranslations)
#include "test_translations.moc"
