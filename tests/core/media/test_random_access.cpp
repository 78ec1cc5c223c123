#include <QtTest>
#include <algorithm>
#include <random>
#include <set>

#include "field_pictures.h"
#include "generated_video.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

/// What a film must show and when, in the order of its frames.
struct Expected {
  std::vector<int> numbers;
  std::vector<double> seconds;  ///< after the first frame; empty: not looked at
};

std::vector<int> count_up(int from, int count) {
  std::vector<int> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(from + i);
  return numbers;
}

std::vector<char> joined(std::vector<char> first, const std::vector<char>& second, std::size_t from = 0) {
  first.insert(first.end(), second.begin() + static_cast<std::ptrdiff_t>(from), second.end());
  return first;
}

/// A stream of H.264 or H.265 (Annex B) that gives its parameter sets once, as some encoders do.
std::vector<char> headers_once(const std::vector<char>& stream, bool h264) {
  std::vector<char> kept;
  std::set<int> given;
  bool keeps = true;
  for (std::size_t at = 0; at < stream.size(); ++at) {
    if (at + 3 < stream.size() && stream[at] == 0 && stream[at + 1] == 0 && stream[at + 2] == 1) {
      const int type = h264 ? stream[at + 3] & 31 : stream[at + 3] >> 1 & 63;
      const bool parameters = h264 ? type == 7 || type == 8 : type >= 32 && type <= 34;
      keeps = !parameters || given.insert(type).second;
    }
    if (keeps) kept.push_back(stream[at]);
  }
  return kept;
}

/// Every frame read in order and in any order is the same picture, the one that is expected there, and
/// nothing is called damaged.
void check(const std::filesystem::path& file, const Expected& expected) {
  test::Warnings progress;
  media::VideoReader sequential = media::VideoReader::open(file, progress);
  for (const std::string& sentence : progress.sentences)
    QVERIFY2(sentence.find("is interlaced") != std::string::npos, sentence.c_str());
  const auto count = static_cast<std::int64_t>(expected.numbers.size());
  QCOMPARE(sequential.info().frame_count, count);
  QCOMPARE(sequential.index().size(), count);
  std::vector<base::RgbImage> pictures;
  double before = 0;
  while (auto frame = sequential.next()) {
    const auto at = pictures.size();
    QCOMPARE(frame->index, static_cast<std::int64_t>(at));
    QCOMPARE(test::painted_number(frame->image), expected.numbers[at]);
    QVERIFY(frame->time_s >= before);
    before = frame->time_s;
    if (!expected.seconds.empty()) {
      QVERIFY2(std::abs(frame->time_s - expected.seconds[at]) < 1e-3,
               qPrintable(QString("frame %1 is at %2 s").arg(at).arg(frame->time_s)));
    }
    pictures.push_back(std::move(frame->image));
  }
  QCOMPARE(static_cast<std::int64_t>(pictures.size()), count);
  QVERIFY(!sequential.damage_seen());

  std::vector<std::int64_t> order;
  for (std::int64_t i = 0; i < count; ++i) order.push_back(i);
  std::shuffle(order.begin(), order.end(), std::mt19937(5));
  media::VideoReader reader = media::VideoReader::open(sequential.scan());
  for (const std::int64_t index : order) {
    const auto frame = reader.read(index);
    QVERIFY2(frame.has_value(), qPrintable(QString("frame %1 is missing").arg(index)));
    QCOMPARE(frame->index, index);
    QVERIFY2(frame->image.pixels == pictures[static_cast<std::size_t>(index)].pixels,
             qPrintable(QString("frame %1 shows %2").arg(index).arg(test::painted_number(frame->image))));
  }
  // The last frame alone, as the first thing that is read.
  media::VideoReader last = media::VideoReader::open(file, progress);
  QVERIFY(last.read(count - 1).value().image.pixels == pictures.back().pixels);
  QVERIFY(!reader.damage_seen());
}

}  // namespace

/// Films whose packets are not simply its pictures: the index must list what a decoder gives back, and each
/// frame must be the same whatever was read before.
class TestRandomAccess : public QObject {
  Q_OBJECT
 private slots:
  void new_headers_midway() {
    // The same numbers go on in another profile, with other parameter sets, which FLV sends once.
    const auto first = test::read_bytes(files_.make_numbered(
        "first.flv", 128, 96, 40, QString("-c:v libx264 -pix_fmt yuv420p -g 10 -bf 2").split(' ')));
    const auto second = test::read_bytes(files_.make_numbered(
        "second.flv", 128, 96, 40,
        QString("-c:v libx264 -pix_fmt yuv420p -g 10 -profile:v baseline -output_ts_offset 1.68")
            .split(' ')));
    constexpr std::size_t kFlvHeader = 13;
    const auto file = files_.write("headers.flv", joined(first, second, kFlvHeader));
    Expected expected{count_up(0, 40), {}};
    for (const int number : count_up(0, 40)) expected.numbers.push_back(number);
    check(file, expected);
  }

  /// The parameter sets of the second part stand in its first packet alone.
  void new_headers_in_a_packet_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::newRow("H.264 in Matroska") << "joined.mkv"
                                       << "libx264";
    QTest::newRow("H.264 in MP4") << "joined.mp4"
                                  << "libx264";
    QTest::newRow("H.264 raw") << ""
                               << "libx264";
    QTest::newRow("H.265 in Matroska") << "joined.mkv"
                                       << "libx265";
    QTest::newRow("H.265 raw") << ""
                               << "libx265";
  }
  void new_headers_in_a_packet() {
    QFETCH(QString, name);
    QFETCH(QString, codec);
    const bool h264 = codec == "libx264";
    const QString suffix = h264 ? ".h264" : ".hevc";
    const auto part = [&](const QString& file, const QString& options) {
      return headers_once(test::read_bytes(files_.make_numbered(
                              file + suffix, 128, 96, 40,
                              QString("-c:v %1 -pix_fmt yuv420p -g 10 %2").arg(codec, options).split(' '))),
                          h264);
    };
    const QString quiet = "-x265-params log-level=error:repeat-headers=1:bframes=0";
    auto file =
        files_.write("joined" + suffix,
                     joined(part("first", h264 ? "-bf 0" : quiet),
                            part("second", h264 ? "-profile:v baseline" : quiet + ":min-cu-size=16:sao=0")));
    if (!name.isEmpty()) {
      // By way of a container that takes packets without times.
      const auto timed = files_.make(
          "timed.nut", {"-fflags", "+genpts", "-i", QString::fromStdString(file.string()), "-c", "copy"});
      file = files_.make(name, {"-i", QString::fromStdString(timed.string()), "-c", "copy"});
    }
    Expected expected{count_up(0, 40), {}};
    for (const int number : count_up(0, 40)) expected.numbers.push_back(number);
    check(file, expected);
  }

  void one_field_a_packet_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("has_times");
    QTest::newRow("mp4") << "fields.mp4" << true;
    QTest::newRow("mkv") << "fields.mkv" << true;
    QTest::newRow("flv") << "fields.flv" << true;
    QTest::newRow("ts") << "fields.ts" << true;
    QTest::newRow("avi") << "fields.avi" << true;
    QTest::newRow("raw") << "" << false;
  }
  void one_field_a_packet() {
    QFETCH(QString, name);
    QFETCH(bool, has_times);
    const auto raw = files_.write("raw.h264", test::field_pictures(24, 8));
    const auto timed =
        files_.make("timed.mp4", {"-f", "h264", "-i", QString::fromStdString(raw.string()), "-c", "copy",
                                  "-bsf:v", "setts=pts=N*0.02/TB:dts=N*0.02/TB:duration=0.02/TB"});
    const auto file =
        has_times ? files_.make(name, {"-i", QString::fromStdString(timed.string()), "-c", "copy"}) : raw;
    Expected expected{count_up(0, 24), {}};
    for (int i = 0; has_times && i < 24; ++i) expected.seconds.push_back(i * 0.04);
    check(file, expected);
    if (!has_times) return;
    base::NoProgress progress;
    const media::VideoInfo info = media::VideoReader::open(file, progress).info();
    QVERIFY2(std::abs(info.average_frame_rate.value() - 25) < 0.01,
             qPrintable(QString::number(info.average_frame_rate.value())));
    QVERIFY2(std::abs(info.duration_s - 0.96) < 0.002, qPrintable(QString::number(info.duration_s)));
  }

  void frames_with_equal_times_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("mp4 B-frames") << "equal.mp4"
                                  << "-c:v libx264 -pix_fmt yuv420p -g 12 -bf 2 -enc_time_base 1/12800";
    QTest::newRow("mkv") << "equal.mkv"
                         << "-c:v libx264 -pix_fmt yuv420p -g 12 -bf 0";
    QTest::newRow("mkv every picture a key") << "keys.mkv"
                                             << "-c:v ffv1";
  }
  void frames_with_equal_times() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    const auto file =
        files_.make_numbered(name, 128, 96, 60, encoding.split(' ') + QStringList{"-vsync", "passthrough"},
                             "settb=1/12800,setpts=floor(N/2)*1024");
    Expected expected{count_up(0, 60), {}};
    for (int i = 0; i < 60; ++i) expected.seconds.push_back(i / 2 * 0.08);
    check(file, expected);
  }

  void long_frames() {
    // Matroska keeps no decoding times, and the first packets have none that could be guessed.
    const auto file = files_.make_numbered("minutes.mkv", 128, 96, 24,
                                           QString("-c:v libx264 -pix_fmt yuv420p -bf 2").split(' '),
                                           "setpts=N*60/TB,settb=1/1000");
    Expected expected{count_up(0, 24), {}};
    for (int i = 0; i < 24; ++i) expected.seconds.push_back(i * 60.0);
    check(file, expected);
  }

  void joined_recordings_data() {
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("frames");  // of each
    QTest::addColumn<int>("parts");
    const QString h264 = "-c:v libx264 -pix_fmt yuv420p ";
    QTest::newRow("ts") << "ts" << h264 + "-bf 0" << 10 << 4;
    QTest::newRow("ts B-frames") << "ts" << h264 + "-bf 2" << 10 << 4;
    QTest::newRow("ts open GOP") << "ts" << h264 + "-x264-params open-gop=1:keyint=10:bframes=2:scenecut=0"
                                 << 30 << 3;
    QTest::newRow("ts two frames each") << "ts" << h264 + "-bf 0" << 2 << 8;
    QTest::newRow("ts one frame each") << "ts" << h264 + "-bf 0" << 1 << 5;
    QTest::newRow("ts mpeg2") << "ts"
                              << "-c:v mpeg2video -q:v 3 -bf 2" << 20 << 3;
    QTest::newRow("program stream") << "mpg"
                                    << "-c:v mpeg2video -q:v 3 -bf 2" << 20 << 3;
    QTest::newRow("mkv") << "mkv" << h264 + "-bf 2" << 30 << 2;
    QTest::newRow("flv") << "flv" << h264 + "-bf 2" << 20 << 3;
  }
  void joined_recordings() {
    QFETCH(QString, suffix);
    QFETCH(QString, encoding);
    QFETCH(int, frames);
    QFETCH(int, parts);
    constexpr std::size_t kFlvHeader = 13;
    std::vector<char> bytes;
    for (int part = 0; part < parts; ++part) {
      const auto file =
          files_.make_numbered(QString("part.%1").arg(suffix), 128, 96, frames, encoding.split(' '),
                               QString("trim=start_frame=%1,setpts=PTS-STARTPTS").arg(part * frames));
      bytes = joined(bytes, test::read_bytes(file), part > 0 && suffix == "flv" ? kFlvHeader : 0);
    }
    Expected expected{count_up(0, frames * parts), {}};
    for (int i = 0; i < frames * parts && frames > 1; ++i) expected.seconds.push_back(i * 0.04);
    check(files_.write("joined." + suffix, bytes), expected);
  }

  void begins_in_mid_recording_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::newRow("program stream") << "cut.mpg"
                                    << "-c:v mpeg2video -q:v 3 -g 15 -bf 2 -sc_threshold 1000000000";
    QTest::newRow("ts h264") << "cut4.ts"
                             << "-c:v libx264 -pix_fmt yuv420p -g 15 -bf 2";
  }
  void begins_in_mid_recording() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    const auto whole = files_.make_numbered(name, 128, 96, 90, encoding.split(' '));
    base::NoProgress progress;
    media::VideoReader reader = media::VideoReader::open(whole, progress);
    QCOMPARE(reader.info().frame_count, std::int64_t{90});
    std::vector<double> seconds;
    for (std::int64_t i = 0; i < 90; ++i) seconds.push_back(reader.index().timestamp(i).seconds());

    auto bytes = test::read_bytes(whole);
    bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 3));
    media::VideoReader cut = media::VideoReader::open(files_.write("begins-" + name, bytes), progress);
    const std::int64_t count = cut.info().frame_count;
    QVERIFY(count >= 40);
    std::vector<base::RgbImage> pictures;
    while (auto frame = cut.next()) {
      QCOMPARE(frame->index, static_cast<std::int64_t>(pictures.size()));
      const int number = test::painted_number(frame->image);
      QCOMPARE(number, static_cast<int>(90 - count + frame->index));
      QVERIFY(std::abs(frame->timestamp.seconds() - seconds[static_cast<std::size_t>(number)]) < 1e-3);
      pictures.push_back(std::move(frame->image));
    }
    QCOMPARE(static_cast<std::int64_t>(pictures.size()), count);
    for (const std::int64_t index : {count - 1, std::int64_t{0}, count / 2, std::int64_t{1}}) {
      QVERIFY(cut.read(index).value().image.pixels == pictures[static_cast<std::size_t>(index)].pixels);
    }
    QVERIFY(!cut.damage_seen());
  }

  void clock_of_a_transport_stream_wraps() {
    // 2^33 ticks of 90 kHz are 95443.7 s.
    const auto file = files_.make_numbered(
        "wrap.ts", 128, 96, 100,
        QString("-c:v libx264 -pix_fmt yuv420p -g 20 -bf 2 -output_ts_offset 95440.3").split(' '));
    Expected expected{count_up(0, 100), {}};
    for (int i = 0; i < 100; ++i) expected.seconds.push_back(i * 0.04);
    check(file, expected);
  }

  void a_gap_in_time_stays_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"gap.mp4", "gap.mkv", "gap.ts"}) QTest::newRow(name) << name;
  }
  void a_gap_in_time_stays() {
    QFETCH(QString, name);
    const auto file = files_.make_numbered(
        name, 128, 96, 40, QString("-c:v libx264 -pix_fmt yuv420p -g 20 -bf 2 -vsync passthrough").split(' '),
        "settb=1/1000,setpts=N*40+gte(N\\,20)*3600000");
    Expected expected{count_up(0, 40), {}};
    for (int i = 0; i < 40; ++i) expected.seconds.push_back(i * 0.04 + (i >= 20 ? 3600 : 0));
    check(file, expected);
  }

  void palette_given_once_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("avi") << "palette.avi";
    QTest::newRow("nut") << "palette.nut";
  }
  void palette_given_once() {
    QFETCH(QString, name);
    const auto file =
        files_.make_numbered(name, 128, 96, 12, QString("-c:v rawvideo -pix_fmt pal8").split(' '),
                             "trim=end_frame=12,split[a][b];[a]palettegen[p];[b][p]paletteuse=dither=none");
    check(file, {count_up(0, 12), {}});
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestRandomAccess)
#include "test_random_access.moc"
