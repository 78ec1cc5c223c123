#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "base/paths.h"

using namespace vp::base;
namespace fs = std::filesystem;

class TestPaths : public QObject {
  Q_OBJECT

 private slots:
  void makes_names_absolute() {
    QCOMPARE(absolute_path("/a/./b//c").string(), std::string("/a/b/c"));
    QCOMPARE(absolute_path("film.mp4").string(), QDir::current().filePath("film.mp4").toStdString());
    QCOMPARE(absolute_path("./film.mp4").string(), QDir::current().filePath("film.mp4").toStdString());
    // A link before it may lead elsewhere.
    QCOMPARE(absolute_path("/a/link/../b").string(), std::string("/a/link/../b"));
  }

  void bears_a_working_folder_that_is_gone() {
    const QString before = QDir::currentPath();
    {
      const QTemporaryDir gone;
      QVERIFY(QDir::setCurrent(gone.path()));
    }
    const std::string found = absolute_path("film.mp4").string();
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(found, std::string("film.mp4"));
  }

  void finds_the_way_from_a_folder_data() {
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("seen");
    QTest::newRow("beside") << "out"
                            << "out/a.mp4"
                            << "a.mp4";
    QTest::newRow("below") << "."
                           << "out/a.mp4"
                           << "out/a.mp4";
    QTest::newRow("elsewhere") << "out"
                               << "films/a.mp4"
                               << "../films/a.mp4";
    QTest::newRow("a folder that is not there") << "new/deep"
                                                << "films/a.mp4"
                                                << "../../films/a.mp4";
    QTest::newRow("through a linked folder") << "link"
                                             << "films/a.mp4"
                                             << "../../films/a.mp4";
    // The link is what is named, not the file that it leads to.
    QTest::newRow("a linked film") << "out"
                                   << "films/linked.mp4"
                                   << "../films/linked.mp4";
  }
  void finds_the_way_from_a_folder() {
    QFETCH(QString, folder);
    QFETCH(QString, file);
    QFETCH(QString, seen);
    const QTemporaryDir place;
    for (const char* below : {"out", "films", "far/away"}) QVERIFY(QDir(place.path()).mkpath(below));
    const fs::path root = place.path().toStdString();
    fs::create_directory_symlink("far/away", root / "link");
    fs::create_symlink("../out/a.mp4", root / "films/linked.mp4");
    QCOMPARE(QString::fromStdString(
                 path_seen_from(root / folder.toStdString(), root / file.toStdString()).string()),
             seen);
  }

  void keeps_to_the_users_folders() {
    const QByteArray home = qgetenv("HOME");
    const QByteArray data = qgetenv("XDG_DATA_HOME"), cache = qgetenv("XDG_CACHE_HOME");
    qputenv("HOME", "/home/someone");
    qputenv("XDG_DATA_HOME", "/data");
    qputenv("XDG_CACHE_HOME", "relative");
    const std::string given = user_folder(UserFolder::Data).string();
    const std::string usual = user_folder(UserFolder::Cache).string();
    qunsetenv("HOME");
    const std::string homeless = user_folder(UserFolder::Cache).string();
    for (const auto& [name, value] :
         {std::pair("HOME", home), {"XDG_DATA_HOME", data}, {"XDG_CACHE_HOME", cache}})
      QVERIFY(value.isNull() ? qunsetenv(name) : qputenv(name, value));
    QCOMPARE(given, std::string("/data/videopanda"));
    QCOMPARE(usual, std::string("/home/someone/.cache/videopanda"));
    QCOMPARE(homeless, std::string());
  }
};

QTEST_GUILESS_MAIN(TestPaths)
#include "test_paths.moc"
