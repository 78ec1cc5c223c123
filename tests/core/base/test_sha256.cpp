#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "base/error.h"
#include "base/sha256.h"

using namespace vp::base;

class TestSha256 : public QObject {
  Q_OBJECT

 private slots:
  void published_vectors_data() {  // FIPS 180-4
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("digest");
    QTest::newRow("empty") << QByteArray()
                           << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    QTest::newRow("abc") << QByteArray("abc")
                         << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    QTest::newRow("a million") << QByteArray(1000000, 'a')
                               << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
  }

  void published_vectors() {
    QFETCH(QByteArray, text);
    QFETCH(QString, digest);
    Sha256 hash;
    hash.update(text.toStdString());
    QCOMPARE(QString::fromStdString(to_hex(hash.finish())), digest);
    for (qsizetype at = 0; at < text.size(); at += 1013) hash.update(text.mid(at, 1013).toStdString());
    QCOMPARE(QString::fromStdString(to_hex(hash.finish())), digest);
    QTemporaryDir folder;
    QFile file(folder.filePath("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    file.close();
    QCOMPARE(QString::fromStdString(sha256_of_file(file.fileName().toStdString(), ErrorCode::Video)), digest);
  }

  void a_missing_file_and_a_stop_are_errors() {
    // What the file is for, its caller knows.
    for (const ErrorCode code : {ErrorCode::Video, ErrorCode::Checkpoint}) {
      try {
        sha256_of_file("/no/such/file", code);
        QFAIL("read");
      } catch (const Error& error) {
        QCOMPARE(error.code(), code);
      }
    }
    std::stop_source stop;
    stop.request_stop();
    try {
      sha256_of_file("/proc/self/exe", ErrorCode::Video, stop.get_token());
      QFAIL("not stopped");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::Stopped);
    }
  }
};

QTEST_APPLESS_MAIN(TestSha256)
#include "test_sha256.moc"
