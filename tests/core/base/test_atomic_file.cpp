#include <sys/stat.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/atomic_file.h"
#include "base/error.h"

using namespace vp::base;

class TestAtomicFile : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QVERIFY(folder_->isValid());
  }

  void appears_whole() {
    AtomicFile file(path("new/sub/file.txt"));
    file.write("half ");
    QVERIFY(!QFile::exists(folder_->filePath("new/sub/file.txt")));
    file.write("whole");
    file.commit();
    QCOMPARE(content("new/sub/file.txt"), QByteArray("half whole"));
    QCOMPARE(QDir(folder_->filePath("new/sub")).entryList(QDir::Files | QDir::Hidden),
             QStringList{"file.txt"});
  }

  void replaces_only_on_commit() {
    write_file_atomically(path("file"), "old");
    {
      AtomicFile file(path("file"));
      file.write("new");
    }
    QCOMPARE(content("file"), QByteArray("old"));
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden), QStringList{"file"});
    write_file_atomically(path("file"), "new");
    QCOMPARE(content("file"), QByteArray("new"));
  }

  void failed_commit_leaves_nothing() {
    QVERIFY_THROWS_EXCEPTION(Error, [&] {
      AtomicFile file(path("file"));
      file.write("x");
      QVERIFY(QDir(folder_->path()).mkdir("file"));  // the name is taken by a folder meanwhile
      file.commit();
    }());
    QCOMPARE(QDir(folder_->path()).entryList(QDir::Files | QDir::Hidden), QStringList());
  }

  void has_the_permissions_of_an_ordinary_file() {
    const mode_t mask = ::umask(027);
    write_file_atomically(path("file"), "x");
    ::umask(mask);
    struct stat status {};
    QCOMPARE(::stat(path("file").c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777, 0640U);
  }

  void writes_where_a_link_leads() {
    write_file_atomically(path("file"), "old");
    QVERIFY(QFile::link(folder_->filePath("file"), folder_->filePath("link")));
    write_file_atomically(path("link"), "new");
    QVERIFY(std::filesystem::is_symlink(path("link")));
    QCOMPARE(content("file"), QByteArray("new"));
    QVERIFY(QFile::link(folder_->filePath("later"), folder_->filePath("early")));
    write_file_atomically(path("early"), "x");
    QVERIFY(std::filesystem::is_symlink(path("early")));
    QCOMPARE(content("later"), QByteArray("x"));
  }

  void keeps_a_pipe() {
    QCOMPARE(::mkfifo(path("pipe").c_str(), 0600), 0);
    QVERIFY_THROWS_EXCEPTION(Error, write_file_atomically(path("pipe"), "x"));
    QVERIFY(std::filesystem::is_fifo(path("pipe")));
  }

  void refuses_data() {
    QTest::addColumn<QString>("target");
    QTest::newRow("a folder") << folder_name();
    QTest::newRow("no such file system") << "/proc/none/file";
    QTest::newRow("below a file") << "/proc/version/file";
    QTest::newRow("name too long") << "/tmp/" + QString(400, 'a');
  }

  void refuses() {
    QFETCH(QString, target);
    try {
      const AtomicFile file(target.toStdString());
      QFAIL("accepted");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Output);
      QVERIFY(QString(error.what()).contains(target));
    }
  }

 private:
  static QString folder_name() { return QDir::tempPath(); }
  std::filesystem::path path(const char* name) const { return folder_->filePath(name).toStdString(); }
  QByteArray content(const char* name) const {
    QFile file(folder_->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
