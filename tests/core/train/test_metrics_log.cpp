#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "train/metrics_log.h"

class TestMetricsLog : public QObject {
  Q_OBJECT

 private slots:
  void lines_can_be_read_back() {
    QTemporaryDir folder;
    {
      vp::train::MetricsLog log(folder.path().toStdString());
      log.write("train", 3, {{"answer_loss", 1.5}}, {{"stage", "prealign"}});
    }
    vp::train::MetricsLog(folder.path().toStdString()).write("train", 4, {{"answer_loss", 1.25}});
    std::ifstream file(folder.filePath("log.jsonl").toStdString());
    std::string line;
    QVERIFY(std::getline(file, line));
    const auto first = nlohmann::json::parse(line);
    QCOMPARE(first["step"].get<int>(), 3);
    QCOMPARE(first["answer_loss"].get<double>(), 1.5);
    QCOMPARE(first["stage"].get<std::string>(), std::string("prealign"));
    QVERIFY(std::getline(file, line));
    QCOMPARE(nlohmann::json::parse(line)["step"].get<int>(), 4);
  }

  // A TFRecord is its length, the length's check sum, the bytes, their check sum.
  void events_are_whole_records() {
    QTemporaryDir folder;
    vp::train::MetricsLog(folder.path().toStdString()).write("train", 300, {{"answer_loss", 1.5}});
    const QStringList files = QDir(folder.path()).entryList({"events.out.tfevents.*"});
    QCOMPARE(files.size(), 1);
    QFile file(folder.filePath(files[0]));
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray bytes = file.readAll();
    QList<QByteArray> records;
    qsizetype at = 0;
    while (at < bytes.size()) {
      std::uint64_t length = 0;
      QVERIFY(at + 16 <= bytes.size());
      std::memcpy(&length, bytes.data() + at, sizeof length);
      records.append(bytes.mid(at + 12, static_cast<qsizetype>(length)));
      at += 16 + static_cast<qsizetype>(length);
    }
    QCOMPARE(at, bytes.size());
    QCOMPARE(records.size(), 2);
    QVERIFY(records[0].contains("brain.Event:2"));
    QVERIFY(records[1].contains("train/answer_loss"));
    const float value = 1.5F;
    QVERIFY(records[1].contains(QByteArray(reinterpret_cast<const char*>(&value), sizeof value)));
    QVERIFY(records[1].contains(QByteArray("\x10\xAC\x02", 3)));  // step 300 as a varint
  }
};

QTEST_APPLESS_MAIN(TestMetricsLog)
#include "test_metrics_log.moc"
