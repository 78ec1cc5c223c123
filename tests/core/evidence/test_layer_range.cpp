// Ranges of a decoder's layers as they are written.
#include "evidence/layer_range.h"

#include "base/error.h"

#include <QtTest>

using vp::evidence::LayerRange;
using vp::evidence::parsed_layers;

class TestLayerRange : public QObject {
  Q_OBJECT

 private slots:
  void reads_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    QTest::newRow("two numbers") << "4-11" << 32 << 4 << 11;
    QTest::newRow("one") << "7" << 32 << 7 << 7;
    QTest::newRow("all") << "all" << 32 << 0 << 31;
    QTest::newRow("early") << "early" << 32 << 0 << 9;
    QTest::newRow("middle") << "middle" << 32 << 10 << 21;
    QTest::newRow("late") << "late" << 32 << 22 << 31;
    QTest::newRow("a third of four") << "late" << 4 << 3 << 3;
    QTest::newRow("the middle of four") << "middle" << 4 << 1 << 2;
    QTest::newRow("of one layer") << "late" << 1 << 0 << 0;
    QTest::newRow("the middle of two") << "early" << 2 << 0 << 0;
  }

  void reads() {
    QFETCH(QString, text);
    QFETCH(int, layers);
    QFETCH(int, first);
    QFETCH(int, last);
    QCOMPARE(parsed_layers(text.toStdString(), layers), (LayerRange{first, last}));
  }

  void refuses_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "-", "4-", "-4", "11-4", "4-11-12", "four", "4 - 11", "+4", "99999999999",
                             "0-32", "32", "Early"})
      QTest::newRow(text) << text;
  }

  void refuses() {
    QFETCH(QString, text);
    QVERIFY_THROWS_EXCEPTION(vp::base::Error, parsed_layers(text.toStdString(), 32));
  }

  void is_written_as_it_is_read() {
    for (const LayerRange range : {LayerRange{0, 3}, LayerRange{2, 2}})
      QCOMPARE(parsed_layers(vp::evidence::text_of(range), 8), range);
  }
};

QTEST_GUILESS_MAIN(TestLayerRange)
#include "test_layer_range.moc"
