#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "base/error.h"
#include "base/file_guard.h"

using namespace vp::base;
namespace fs = std::filesystem;

/// What is read is found again by what it is, not by its name.
class TestFileGuard : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
    QVERIFY(QDir(folder_->path()).mkpath("sub"));
    QFile film(folder_->filePath("film"));
    QVERIFY(film.open(QIODevice::WriteOnly));
  }

  void knows_a_file_by_every_name_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("its own") << "film";
    QTest::newRow("through a folder") << "sub/../film";
    QTest::newRow("a link") << "link";
    QTest::newRow("a link to the link") << "sub/link";
    QTest::newRow("a hard link") << "hard";
    QTest::newRow("a linked folder") << "folder/film";
  }
  void knows_a_file_by_every_name() {
    QFETCH(QString, name);
    fs::create_symlink("film", path("link"));
    fs::create_symlink("../link", path("sub/link"));
    fs::create_hard_link(path("film"), path("hard"));
    fs::create_directory_symlink(".", path("folder"));
    FileGuard files;
    files.reads(path("film"), untranslated("the video"));
    QVERIFY(refusal(files, name).contains("is the video itself"));
    // And the other way round.
    FileGuard turned;
    turned.reads(path(name), untranslated("the video"));
    QVERIFY(refusal(turned, "film").contains("is the video itself"));
  }

  void knows_what_is_not_there_by_its_place_data() {
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("itself") << "new"
                            << "new";
    QTest::newRow("through a folder") << "sub/../new"
                                      << "new";
    QTest::newRow("in a folder that is not there") << "a/b/new"
                                                   << "a/./c/../b/new";
    QTest::newRow("a link that leads nowhere yet") << "dangling"
                                                   << "new";
    QTest::newRow("a linked folder") << "folder/a/new"
                                     << "a/new";
  }
  void knows_what_is_not_there_by_its_place() {
    QFETCH(QString, one);
    QFETCH(QString, other);
    fs::create_symlink("new", path("dangling"));
    fs::create_directory_symlink(".", path("folder"));
    FileGuard files;
    files.writes(path(one));
    QVERIFY(refusal(files, other).contains("the same file"));
  }

  void lets_everything_else_be_written() {
    fs::copy_file(path("film"), path("copy"));
    FileGuard files;
    files.reads(path("film"), untranslated("the video"));
    files.reads(path("no film"), untranslated("a video that is not there"));
    for (const char* name : {"copy", "sub/film", "new", "sub/new", "film/below", "a/new", "b/new"})
      QCOMPARE(refusal(files, name), QString());
    QVERIFY(refusal(files, "no film").contains("a video that is not there itself"));
  }

  void names_both() {
    fs::create_symlink("film", path("link"));
    FileGuard files;
    files.reads(path("film"), untranslated("the video"));
    const QString sentence = refusal(files, "link");
    QVERIFY2(sentence.contains(folder_->filePath("link")) && sentence.contains(folder_->filePath("film")),
             qPrintable(sentence));
  }

  // A loop of links and a name that is too long are no file; opening them says what is wrong.
  void bears_what_no_file_can_be() {
    fs::create_symlink("loop", path("loop"));
    FileGuard files;
    files.reads(path("loop"), untranslated("the video"));
    files.reads(path(QString(5000, 'x')), untranslated("the video"));
    QCOMPARE(refusal(files, "new"), QString());
    QVERIFY(refusal(files, "loop").contains("itself"));
  }

 private:
  fs::path path(const QString& name) const { return folder_->filePath(name).toStdString(); }

  /// Empty where the file may be written.
  QString refusal(FileGuard& files, const QString& name) const {
    try {
      files.writes(path(name));
    } catch (const Error& error) {
      return error.code() == ErrorCode::Usage ? QString::fromUtf8(error.what())
                                              : QStringLiteral("another code");
    }
    return {};
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TestFileGuard)
#include "test_file_guard.moc"
