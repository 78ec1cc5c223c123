#include <QDir>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>
#include <algorithm>

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
  const QString copy = folder.filePath(QStringLiteral("copy.ts"));
  QVERIFY(QFile::copy(ts_file(language), copy));
  QProcess lupdate;
  lupdate.setWorkingDirectory(QStringLiteral(VP_SOURCE_DIR));
  lupdate.start(QStringLiteral(VP_LUPDATE),
                {QStringLiteral("ui"), QStringLiteral("app/studio"), QStringLiteral("-I"),
                 QStringLiteral("."), QStringLiteral("-extensions"), QStringLiteral("cpp,h"),
                 QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-ts"), copy});
  QVERIFY2(lupdate.waitForFinished(120'000) && lupdate.exitCode() == 0,
           qPrintable(QString::fromLocal8Bit(lupdate.readAllStandardError())));
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
