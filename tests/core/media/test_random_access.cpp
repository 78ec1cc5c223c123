#include <QtTest>
#include <algorithm>
#include <random>

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

/// Every frame read in order and in any order is the same picture, the one that is expected there, and
/// nothing is called damaged.
void check(const std::filesystem::path& file, const Expected& expected) {
  test::Warnings progress;
  media::VideoReader sequential = media::VideoReader::open(file, progress);
  QVERIFY2(progress.sentences.empty(), progress.sentences.empty() ? "" : progress.sentences.front().c_str());
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
