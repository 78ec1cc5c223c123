#include <QtTest>
#include <algorithm>

#include "media/presentation_order.h"

using namespace vp;
using media::kNoTime;
using media::PacketPart;
using media::PacketRecord;

namespace {

using Times = std::vector<std::int64_t>;

PacketRecord packet(std::int64_t pts, std::int64_t dts, bool key = false) {
  PacketRecord record;
  record.pts = pts;
  record.dts = dts;
  record.duration = 10;
  record.key = key;
  return record;
}

/// A recording that starts at `begin`: I P B B P B B, 10 ticks a picture.
void record(std::vector<PacketRecord>& packets, std::int64_t begin, bool has_dts = true) {
  std::int64_t dts = begin - 10;
  for (const std::int64_t pts : {0, 30, 10, 20, 60, 40, 50}) {
    packets.push_back(packet(begin + pts, has_dts ? dts : kNoTime, pts == 0));
    dts += 10;
  }
}

media::StreamClock clock(int most_reordered, int wrap_bits = 64, bool has_dts = true) {
  return {100, wrap_bits, most_reordered, has_dts};
}

/// The times of the packets in the order in which they are shown.
Times shown(const std::vector<PacketRecord>& packets, const media::StreamClock& clock) {
  const media::PresentationOrder found = media::order_by_times(packets, clock);
  Times times;
  for (const std::int64_t ordinal : found.order)
    times.push_back(found.times[static_cast<std::size_t>(ordinal)]);
  return times;
}

Times every_ten(std::int64_t from, int count) {
  Times times;
  for (int i = 0; i < count; ++i) times.push_back(from + i * 10);
  return times;
}

}  // namespace

class TestPresentationOrder : public QObject {
  Q_OBJECT
 private slots:
  void pictures_are_stored_in_another_order() {
    std::vector<PacketRecord> packets;
    record(packets, -30);
    const auto found = media::order_by_times(packets, clock(16));
    QCOMPARE(found.order, (Times{0, 2, 3, 1, 5, 6, 4}));
    QCOMPARE(shown(packets, clock(16)), every_ten(-30, 7));
  }

  void missing_decoding_times_are_no_restart() {
    std::vector<PacketRecord> packets;
    record(packets, 0);
    packets[0].dts = packets[1].dts = packets[2].dts = kNoTime;
    QCOMPARE(shown(packets, clock(16)), every_ten(0, 7));
    for (PacketRecord& each : packets) each.dts = kNoTime;
    QCOMPARE(shown(packets, clock(16)), every_ten(0, 7));
  }

  void clock_goes_back_a_little_data() {
    QTest::addColumn<qint64>("second_begins");
    QTest::addColumn<bool>("has_dts");
    for (const bool has_dts : {true, false}) {
      QTest::addRow("to the same time %d", has_dts) << qint64{0} << has_dts;
      QTest::addRow("by three pictures %d", has_dts) << qint64{40} << has_dts;
      QTest::addRow("by two pictures %d", has_dts) << qint64{50} << has_dts;
      QTest::addRow("far %d", has_dts) << qint64{-500000} << has_dts;
    }
  }
  void clock_goes_back_a_little() {
    QFETCH(qint64, second_begins);
    QFETCH(bool, has_dts);
    std::vector<PacketRecord> packets;
    record(packets, 0, has_dts);
    record(packets, second_begins, has_dts);
    record(packets, second_begins, has_dts);
    QCOMPARE(shown(packets, clock(16, 64, has_dts)), every_ten(0, 21));
  }

  void a_part_that_begins_without_a_key_picture() {
    std::vector<PacketRecord> packets;
    record(packets, 0);
    record(packets, 0);
    packets[7].key = false;
    QCOMPARE(shown(packets, clock(16)), every_ten(0, 14));
  }

  void a_stumble_is_no_restart() {
    // One decoding time is wrong by a little; the times of presentation are right.
    std::vector<PacketRecord> packets;
    record(packets, 0);
    packets[3].dts = packets[2].dts - 5;
    QCOMPARE(shown(packets, clock(16)), every_ten(0, 7));
    // Where pictures are not reordered, the file's order stands, and time does not go back.
    std::vector<PacketRecord> keys;
    for (const std::int64_t time : {0, 10, 20, 19, 30, 40}) keys.push_back(packet(time, time, true));
    QCOMPARE(shown(keys, clock(0)), (Times{0, 10, 20, 20, 30, 40}));
    QCOMPARE(media::order_by_times(keys, clock(0)).order, (Times{0, 1, 2, 3, 4, 5}));
  }

  void one_wild_time_moves_nothing_else() {
    std::vector<PacketRecord> packets;
    for (std::int64_t i = 0; i < 8; ++i) packets.push_back(packet(i * 10, i * 10, i == 0));
    packets[4].pts = packets[4].dts = 900000;
    QCOMPARE(shown(packets, clock(16)), (Times{0, 10, 20, 30, 30, 50, 60, 70}));
  }

  void equal_times_are_kept() {
    std::vector<PacketRecord> packets;
    for (const std::int64_t time : {0, 0, 10, 10, 20}) packets.push_back(packet(time, time, true));
    for (const int reordered : {0, 16}) {
      QCOMPARE(shown(packets, clock(reordered)), (Times{0, 0, 10, 10, 20}));
      QCOMPARE(media::order_by_times(packets, clock(reordered)).order, (Times{0, 1, 2, 3, 4}));
    }
    // A decoder knows better where they are stored in another order.
    std::vector<PacketRecord> pair{packet(0, 0, true), packet(10, 1), packet(10, 2)};
    QCOMPARE(media::order_by_times(pair, clock(16), {0, 2, 1}).order, (Times{0, 2, 1}));
  }

  void edits_tell_nothing_by_what_they_cut() {
    // Two edits; before the second, what its first picture needs is stored again, cut away.
    std::vector<PacketRecord> packets;
    for (std::int64_t i = 0; i < 4; ++i) packets.push_back(packet(i * 10, i * 10, i == 0));
    for (std::int64_t i = 0; i < 4; ++i) {
      packets.push_back(packet(i * 10, i * 10, i == 0));
      packets.back().shown = false;
      packets.back().cut = true;
    }
    for (std::int64_t i = 4; i < 8; ++i) packets.push_back(packet(i * 10, i * 10 - 15));
    Times times;
    const auto found = media::order_by_times(packets, clock(16));
    for (const std::int64_t ordinal : found.order) {
      if (packets[static_cast<std::size_t>(ordinal)].shown)
        times.push_back(found.times[static_cast<std::size_t>(ordinal)]);
    }
    QCOMPARE(times, every_ten(0, 8));
  }

  void gaps_stay() {
    std::vector<PacketRecord> packets;
    record(packets, 0);
    record(packets, 360000);
    Times expected = every_ten(0, 7);
    for (const std::int64_t time : every_ten(360000, 7)) expected.push_back(time);
    QCOMPARE(shown(packets, clock(16)), expected);
  }

  void clock_wraps() {
    constexpr std::int64_t kPeriod = std::int64_t{1} << 33;
    std::vector<PacketRecord> packets;
    record(packets, kPeriod - 35);
    for (PacketRecord& each : packets) {
      each.pts %= kPeriod;
      each.dts %= kPeriod;
    }
    QCOMPARE(shown(packets, clock(16, 33)), every_ten(kPeriod - 35, 7));
    // FFmpeg takes a clock that starts again at 0 for one that wrapped.
    packets.clear();
    record(packets, 9000000);
    record(packets, kPeriod);
    QCOMPARE(shown(packets, clock(16, 33)), every_ten(9000000, 14));
  }

  void every_packet_marked_as_a_key() {
    std::vector<PacketRecord> packets;
    record(packets, 0, false);
    for (PacketRecord& each : packets) each.key = true;
    QCOMPARE(shown(packets, clock(16, 64, false)), every_ten(0, 7));
  }

  void a_packet_is_not_a_picture() {
    std::vector<PacketRecord> packets{packet(0, 0, true), packet(5, 5), packet(20, 20), packet(25, 25),
                                      packet(30, 30)};
    packets[1].part = packets[3].part = PacketPart::SecondField;
    packets[4].part = PacketPart::Nothing;
    const auto found = media::order_by_times(packets, clock(16));
    QCOMPARE(found.order, (Times{0, 2}));
    QCOMPARE(found.times, (Times{0, kNoTime, 20, kNoTime, kNoTime}));
  }

  void no_time_overflows() {
    std::vector<PacketRecord> packets;
    for (int i = 0; i < 64; ++i) {
      const std::int64_t far = (i % 2 == 0 ? 1 : -1) * (media::kMostTicks - 1);
      packets.push_back(packet(far, far, true));
    }
    for (const int bits : {33, 64}) {
      const Times times = shown(packets, clock(kReorders, bits));
      QCOMPARE(times.size(), packets.size());
      QVERIFY(std::is_sorted(times.begin(), times.end()));
    }
  }

 private:
  static constexpr int kReorders = 16;
};

QTEST_APPLESS_MAIN(TestPresentationOrder)
#include "test_presentation_order.moc"
