#include <QtTest>
#include <vector>

#include "media/in_band_headers.h"

using namespace vp;

using Bytes = std::vector<std::uint8_t>;
using Types = std::vector<unsigned>;
Q_DECLARE_METATYPE(Types)

namespace {

Bytes with_start_codes(const std::vector<Bytes>& units) {
  Bytes packet;
  for (const Bytes& unit : units) {
    packet.insert(packet.end(), {0, 0, 1});
    packet.insert(packet.end(), unit.begin(), unit.end());
  }
  return packet;
}

Types types_of(const std::vector<media::HeaderUnit>& units) {
  Types types;
  for (const media::HeaderUnit& unit : units) types.push_back(unit.type);
  return types;
}

}  // namespace

class TestInBandHeaders : public QObject {
  Q_OBJECT
 private slots:
  void are_found_before_the_picture_data() {
    QTest::addColumn<int>("codec");
    QTest::addColumn<std::vector<Bytes>>("units");
    QTest::addColumn<Types>("types");
    const auto row = [](const char* name, AVCodecID codec, std::vector<Bytes> units, Types types) {
      QTest::newRow(name) << static_cast<int>(codec) << std::move(units) << std::move(types);
    };
    row("H.264", AV_CODEC_ID_H264, {{9, 0x10}, {0x67, 66}, {0x68, 1}, {6, 5}, {0x65, 1}}, {7, 8});
    row("H.264, behind the picture", AV_CODEC_ID_H264, {{0x65, 1}, {0x67, 66}}, {});
    row("H.264, without a picture", AV_CODEC_ID_H264, {{0x67, 66}, {0x68, 1}}, {7, 8});
    row("H.265", AV_CODEC_ID_HEVC, {{0x40, 1}, {0x42, 1}, {0x44, 1}, {0x26, 1}, {0x40, 1}}, {32, 33, 34});
    row("MPEG-2", AV_CODEC_ID_MPEG2VIDEO, {{0xB3, 8}, {0xB5, 0x14}, {0xB8, 0}, {0, 1}, {0xB5, 0x8F}},
        {0xB3, 0xB5});
    row("MPEG-4", AV_CODEC_ID_MPEG4, {{0xB0, 1}, {0xB5, 9}, {0, 0x80}, {0x20, 0x80}, {0xB6, 1}, {0x20, 1}},
        {0xB0, 0xB5, 0, 0x20});
    row("a codec without", AV_CODEC_ID_VP9, {{0x67, 66}}, {});
    row("nothing", AV_CODEC_ID_H264, {}, {});
  }
  void are_found_before_the_picture() {
    QFETCH(int, codec);
    QFETCH(std::vector<Bytes>, units);
    QFETCH(Types, types);
    const Bytes packet = with_start_codes(units);
    const auto found = media::header_units(static_cast<AVCodecID>(codec), packet, {});
    QCOMPARE(types_of(found), types);
    for (const media::HeaderUnit& unit : found) {
      QCOMPARE(unit.framed.size(), unit.content.size() + 3);
      QVERIFY(std::any_of(units.begin(), units.end(), [&unit](const Bytes& given) {
        return std::equal(given.begin(), given.end(), unit.content.begin(), unit.content.end());
      }));
    }
  }

  void are_found_behind_lengths() {
    const Bytes avcc{1, 66, 0, 30, 0xFF, 0xE0, 0};  // lengths of four bytes
    Bytes packet{0, 0, 0, 2, 0x67, 66, 0, 0, 0, 1, 0x68, 0, 0, 0, 2, 0x65, 1};
    const auto found = media::header_units(AV_CODEC_ID_H264, packet, avcc);
    QCOMPARE(types_of(found), (Types{7, 8}));
    QCOMPARE(Bytes(found[1].framed.begin(), found[1].framed.end()), (Bytes{0, 0, 0, 1, 0x68}));
    // A length that goes beyond the packet ends the search.
    packet[9] = 200;
    QCOMPARE(types_of(media::header_units(AV_CODEC_ID_H264, packet, avcc)).size(), std::size_t{0});
    Bytes hvcc(23, 0);
    hvcc[0] = 1;
    hvcc[21] = 0xFC | 1;  // of two
    const Bytes hevc{0, 2, 0x40, 1, 0, 2, 0x42, 1, 0, 2, 0x26, 1};
    QCOMPARE(types_of(media::header_units(AV_CODEC_ID_HEVC, hevc, hvcc)), (Types{32, 33}));
  }
};

QTEST_MAIN(TestInBandHeaders)
#include "test_in_band_headers.moc"
