#include <QtTest>
#include <vector>

#include "media/h264_packet.h"

using namespace vp;

using Bytes = std::vector<std::uint8_t>;
Q_DECLARE_METATYPE(Bytes)

namespace {

// Unit headers: the reference count's two bits, then the type.
constexpr std::uint8_t kSlice = 0x01, kReferenceSlice = 0x61, kKeySlice = 0x65, kSupplement = 0x06,
                       kDelimiter = 0x09, kSequenceEnd = 0x0a, kSequenceSet = 0x67, kPrefix = 0x0e;

Bytes with_lengths(const std::vector<Bytes>& units, int length_size) {
  Bytes packet;
  for (const Bytes& unit : units) {
    for (int byte = length_size - 1; byte >= 0; --byte) {
      packet.push_back(static_cast<std::uint8_t>(unit.size() >> (8 * byte)));
    }
    packet.insert(packet.end(), unit.begin(), unit.end());
  }
  return packet;
}

Bytes with_start_codes(const std::vector<Bytes>& units) {
  Bytes packet{0};
  for (const Bytes& unit : units) {
    packet.insert(packet.end(), {0, 0, 1});
    packet.insert(packet.end(), unit.begin(), unit.end());
  }
  return packet;
}

}  // namespace

class TestH264Packet : public QObject {
  Q_OBJECT
 private slots:
  void says_what_no_other_picture_needs_data() {
    QTest::addColumn<std::vector<Bytes>>("units");
    QTest::addColumn<bool>("unreferenced");
    const auto row = [](const char* name, std::vector<Bytes> units, bool unreferenced) {
      QTest::newRow(name) << std::move(units) << unreferenced;
    };
    row("slices", {{kSlice, 1, 2, 3}, {kSlice, 4}}, true);
    row("delimiter and message first", {{kDelimiter, 0x10}, {kSupplement, 5, 1}, {kSlice, 1}}, true);
    row("a reference", {{kReferenceSlice, 1, 2}}, false);
    row("a key picture", {{kKeySlice, 1, 2}}, false);
    row("the second field is a reference", {{kSlice, 1}, {kReferenceSlice, 2}}, false);
    row("a parameter set with it", {{kSequenceSet, 66}, {kSlice, 1}}, false);
    row("the sequence ends", {{kSlice, 1}, {kSequenceEnd}}, false);
    row("what only extensions know", {{kPrefix, 1}, {kSlice, 1}}, false);
    row("no picture", {{kDelimiter, 0x10}}, false);
    row("nothing", {}, false);
  }

  void says_what_no_other_picture_needs() {
    QFETCH(std::vector<Bytes>, units);
    QFETCH(bool, unreferenced);
    for (const int length_size : {1, 2, 3, 4}) {
      QCOMPARE(media::is_unreferenced_h264(with_lengths(units, length_size), length_size), unreferenced);
    }
    QCOMPARE(media::is_unreferenced_h264(with_start_codes(units), 0), unreferenced);
  }

  void damaged_packets_are_kept() {
    const Bytes whole = with_lengths({{kSlice, 1, 2, 3}, {kSlice, 4}}, 4);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      if (size == 8) continue;  // the first slice alone is a whole packet
      QVERIFY2(!media::is_unreferenced_h264(std::span(whole).first(size), 4),
               qPrintable(QString::number(size)));
    }
    QVERIFY(!media::is_unreferenced_h264(with_lengths({{kSlice, 1, 2}, {}}, 4), 4));
    QVERIFY(!media::is_unreferenced_h264(Bytes{0xff, 0xff, 0xff, 0xff, kSlice}, 4));
    QVERIFY(!media::is_unreferenced_h264(with_start_codes({{kSlice, 1}, {}}), 0));
  }

  void length_size_data() {
    QTest::addColumn<Bytes>("extradata");
    QTest::addColumn<int>("size");
    QTest::newRow("avcC, 4") << Bytes{1, 100, 0, 31, 0xff, 0xe1, 0} << 4;
    QTest::newRow("avcC, 2") << Bytes{1, 100, 0, 31, 0xfd, 0xe1, 0} << 2;
    QTest::newRow("start codes") << Bytes{0, 0, 0, 1, 0x67, 100, 0, 31} << 0;
    QTest::newRow("cut off") << Bytes{1, 100, 0} << 0;
    QTest::newRow("none") << Bytes{} << 0;
  }

  void length_size() {
    QFETCH(Bytes, extradata);
    QTEST(media::h264_length_size(extradata), "size");
  }
};

QTEST_GUILESS_MAIN(TestH264Packet)
#include "test_h264_packet.moc"
