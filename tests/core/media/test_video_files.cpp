#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "media/video_files.h"

class TestVideoFiles : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    for (const char* name : {"videos/plain.mp4", "videos/a.b.webm", "videos/v_net.mkv", "videos/sub/deep.AVI",
                             "videos/both.mp4", "videos/both.mkv", "outside.mp4"}) {
      QVERIFY(QFileInfo(folder_.filePath(name)).dir().mkpath("."));
      QFile file(folder_.filePath(name));
      QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(QDir(folder_.path()).mkpath("videos/folder.mp4"));
  }

  void finds_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("file");
    QTest::newRow("without an ending") << "plain"
                                       << "plain.mp4";
    QTest::newRow("with its ending") << "plain.mp4"
                                     << "plain.mp4";
    QTest::newRow("with a dot in its name") << "a.b"
                                            << "a.b.webm";
    QTest::newRow("ActivityNet") << "net"
                                 << "v_net.mkv";
    QTest::newRow("in a folder, capitals") << "sub/deep"
                                           << "sub/deep.AVI";
    QTest::newRow("two: always the same") << "both"
                                          << "both.mp4";
    QTest::newRow("missing") << "nothing"
                             << "";
    QTest::newRow("a folder") << "folder.mp4"
                              << "";
    QTest::newRow("empty") << ""
                           << "";
    QTest::newRow("outside") << "../outside"
                             << "";
    QTest::newRow("outside on a detour") << "sub/../../outside.mp4"
                                         << "";
    QTest::newRow("absolute") << folder_.filePath("outside.mp4") << "";
    QTest::newRow("a zero byte") << QString("plain.mp4") + QChar(0) + ".mp4"
                                 << "";
    QTest::newRow("longer than a name can be") << QString(5000, 'x') << "";
  }

  void finds() {
    QFETCH(QString, name);
    QFETCH(QString, file);
    const std::filesystem::path videos = folder_.filePath("videos").toStdString();
    const auto found = vp::media::find_video_named(videos, name.toStdString());
    QCOMPARE(found.has_value(), !file.isEmpty());
    if (found) QCOMPARE(found->string(), (videos / file.toStdString()).string());
  }

 private:
  QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestVideoFiles)
#include "test_video_files.moc"
