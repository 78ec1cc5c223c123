#include <unistd.h>

#include <QElapsedTimer>
#include <QtTest>
#include <random>

#include "generated_video.h"
#include "media/audio_reader.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

/// Everything a program does with a file: open, sample, step. How many pictures came out.
int read_some(const std::filesystem::path& file, base::Progress& progress) {
  media::VideoReader reader = media::VideoReader::open(file, progress);
  const media::VideoInfo& info = reader.info();
  const auto indices = media::sample_frame_indices(info.frame_count, info.average_frame_rate.value(), 8, 4);
  auto frames = media::read_frames(reader, indices, progress);
  while (auto frame = reader.next()) frames.push_back(std::move(*frame));
  for (std::int64_t i = info.frame_count - 1; i >= 0 && i > info.frame_count - 4; --i) reader.read(i);
  for (const auto& frame : frames) {
    if (frame.image.width != info.width || frame.image.height != info.height)
      throw std::logic_error("wrong size");
    if (frame.image.pixels.size() !=
        static_cast<std::size_t>(info.width) * static_cast<std::size_t>(info.height) * 3) {
      throw std::logic_error("wrong number of pixels");
    }
  }
  return static_cast<int>(frames.size());
}

std::vector<char> random_bytes(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<char> bytes(size);
  for (char& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::vector<char> text(const char* content) {
  return {content, content + std::strlen(content)};
}

/// Writes numbers into the first box of this name, `offset` bytes behind the name.
void change_table(std::vector<char>& bytes, const QString& name, int offset, const QList<quint32>& values) {
  const std::string wanted = name.toStdString();
  auto at = std::search(bytes.begin(), bytes.end(), wanted.begin(), wanted.end());
  QVERIFY(at != bytes.end());
  at += static_cast<std::ptrdiff_t>(wanted.size()) + offset;
  for (const quint32 value : values) {
    for (int shift = 24; shift >= 0; shift -= 8) *at++ = static_cast<char>(value >> shift);
  }
}

}  // namespace

class TestDamagedVideo : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    const QStringList h264 = QString("-c:v libx264 -pix_fmt yuv420p -g 12 -bf 2").split(' ');
    files_.make_numbered("good.mp4", 128, 96, 60, h264);
    files_.make_numbered("front.mp4", 128, 96, 60, h264 + QStringList{"-movflags", "+faststart"});
    files_.make_numbered("good.mkv", 128, 96, 60, h264);
    files_.make_numbered("good.ts", 128, 96, 60, h264);
    files_.make_numbered("good.avi", 128, 96, 60, QString("-c:v mpeg4 -q:v 4 -g 12 -bf 2").split(' '));
    files_.make_numbered("good.webm", 128, 96, 30,
                         QString("-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 12").split(' '));
    files_.make_numbered("good.gif", 128, 96, 20, {});
    files_.make_numbered("good.mpg", 128, 96, 60, QString("-c:v mpeg2video -g 12 -bf 2").split(' '));
    files_.make_numbered("lossless.mkv", 128, 96, 20, {"-c:v", "ffv1"});
  }

  void refused_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("word");
    const auto row = [this](const char* label, const QString& name, const char* word) {
      QTest::newRow(label) << QString::fromStdString(files_.path(name).string()) << word;
    };
    const auto good = test::read_bytes(files_.path("good.mp4"));
    const QString cover = QString::fromStdString(files_.make_numbered("cover.png", 128, 96, 1, {}).string());
    const QString sine = "-f lavfi -i sine=duration=1";

    row("missing", "missing.mp4", "does not exist");
    row("folder", ".", "folder");
    QTest::newRow("device") << "/dev/zero"
                            << "regular";
    files_.write("empty.mp4", {});
    row("empty", "empty.mp4", "empty");
    files_.write("random.mp4", random_bytes(100000, 1));
    row("random", "random.mp4", "");
    files_.write("zeros.mp4", std::vector<char>(100000, 0));
    row("zeros", "zeros.mp4", "");
    files_.write("text.txt", text("This is a letter and not a film.\n"));
    row("text", "text.txt", "");
    files_.write("byte.mp4", {'x'});
    row("one byte", "byte.mp4", "");
    files_.write("cut.mp4", {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2)});
    row("no moov", "cut.mp4", "cut off");
    files_.make("sound.m4a", sine.split(' '));
    row("only sound", "sound.m4a", "only sound");
    files_.make("sound.wav", sine.split(' '));
    row("only sound, wav", "sound.wav", "only sound");
    files_.make("cover.mp3", sine.split(' ') + QStringList{"-i", cover, "-map", "0", "-map", "1",
                                                           "-disposition:v:0", "attached_pic"});
    row("sound with a cover", "cover.mp3", "cover");
    files_.make(
        "secret.mp4",
        QStringList{"-i", QString::fromStdString(files_.path("good.mp4").string()), "-c", "copy"} +
            QString("-encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff "
                    "-encryption_kid 00112233445566778899aabbccddeeff")
                .split(' '));
    row("encrypted", "secret.mp4", "encrypted");
    files_.write("list.m3u8",
                 text("#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\ngood.ts\n#EXT-X-ENDLIST\n"));
    row("playlist", "list.m3u8", "");
    files_.write("list.ffconcat", text("ffconcat version 1.0\nfile good.mp4\n"));
    row("concatenation", "list.ffconcat", "concat");
    files_.write(
        "stream.sdp",
        text("v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
             "a=rtpmap:96 H264/90000\n"));
    row("session description", "stream.sdp", "");
    auto huge = text("YUV4MPEG2 W40000 H40000 F25:1 Ip A1:1 C420jpeg\nFRAME\n");
    huge.resize(huge.size() + 4096);
    files_.write("huge.y4m", huge);
    row("absurd size", "huge.y4m", "");
    files_.write("header.y4m", text("YUV4MPEG2 W64 H64 F25:1 Ip A1:1 C420jpeg\n"));
    row("no frames", "header.y4m", "");
    // The box structure is whole, the pictures are not.
    auto scrambled = test::read_bytes(files_.path("front.mp4"));
    const std::string mdat = "mdat";
    auto data = std::search(scrambled.begin(), scrambled.end(), mdat.begin(), mdat.end()) + 4;
    for (; data != scrambled.end(); ++data) *data = 0x55;
    files_.write("scrambled.mp4", scrambled);
    row("no decodable picture", "scrambled.mp4", "decoded");
  }
  void refused() {
    QFETCH(QString, path);
    QFETCH(QString, word);
    test::Warnings progress;
    QElapsedTimer timer;
    timer.start();
    const auto failure = test::failure_of([&] { media::VideoReader::open(path.toStdString(), progress); });
    QVERIFY(timer.elapsed() < 10000);
    QCOMPARE(failure.code, 3);
    QVERIFY2(failure.sentence.find(word.toStdString()) != std::string::npos, failure.sentence.c_str());
    QVERIFY(failure.sentence.ends_with('.'));
  }

  void no_permission() {
    const auto file = files_.write("locked.mp4", test::read_bytes(files_.path("good.mp4")));
    std::filesystem::permissions(file, std::filesystem::perms::none);
    test::Warnings progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    if (::geteuid() == 0) {
      QCOMPARE(failure.code, 0);  // nothing is forbidden to root
    } else {
      QVERIFY(failure.sentence.find("permission") != std::string::npos);
    }
  }

  void readable_part_is_used_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("cut");
    for (const char* name : {"front.mp4", "good.mkv", "good.ts", "good.avi"}) {
      QTest::addRow("cut %s", name) << name << true;
      QTest::addRow("garbage in %s", name) << name << false;
    }
  }
  void readable_part_is_used() {
    QFETCH(QString, name);
    QFETCH(bool, cut);
    auto bytes = test::read_bytes(files_.path(name));
    if (cut) {
      bytes.resize(bytes.size() * 2 / 3);
    } else {
      const auto garbage = random_bytes(bytes.size() / 4, 3);
      std::copy(garbage.begin(), garbage.end(),
                bytes.begin() + static_cast<std::ptrdiff_t>(bytes.size() / 2));
    }
    const auto file = files_.write("damaged-" + name, bytes);
    test::Warnings progress;
    QVERIFY(read_some(file, progress) >= 8);
    // A cut transport stream or Matroska file is simply shorter: it has no length to be held against.
    if (!cut) QVERIFY(!progress.sentences.empty());
    QVERIFY(progress.sentences.size() <= 2);
    base::NoProgress silent;
    media::VideoReader reader = media::VideoReader::open(file, silent);
    for (const int index : {0, 5, 15})
      QCOMPARE(test::painted_number(reader.read(index).value().image), index);
  }

  void mutations_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"front.mp4", "good.mkv", "good.ts", "good.avi", "good.webm", "good.gif",
                             "good.mpg", "lossless.mkv"}) {
      QTest::newRow(name) << name;
    }
  }
  void mutations() {
    QFETCH(QString, name);
    const auto original = test::read_bytes(files_.path(name));
    std::mt19937 random(99);
    const auto below = [&random](std::size_t limit) {
      return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    int opened = 0;
    QElapsedTimer timer;
    for (int round = 0; round < 40; ++round) {
      auto bytes = original;
      const std::size_t head = std::min<std::size_t>(bytes.size(), 4096);
      for (std::size_t flips = 1 + below(20); flips > 0; --flips) {
        // Half of them where the structure is.
        const std::size_t at = round % 2 == 0 ? below(head) : below(bytes.size());
        bytes[at] =
            static_cast<char>(round % 4 < 2 ? bytes[at] ^ (1 << below(8)) : static_cast<int>(below(256)));
      }
      if (round % 5 == 4) bytes.resize(1 + below(bytes.size()));
      const auto file = files_.write("mutated-" + name, bytes);
      test::Warnings progress;
      timer.start();
      try {
        opened += read_some(file, progress) > 0;
        if (auto sound = media::AudioReader::open(file, 0)) {
          std::vector<std::int16_t> samples(4096);
          sound->read(samples);
        }
      } catch (const base::Error& error) {
        QVERIFY2(error.code() == base::ErrorCode::Video, error.what());
      }
      QVERIFY2(timer.elapsed() < 20000,
               qPrintable(QString("round %1 took %2 ms").arg(round).arg(timer.elapsed())));
    }
    QVERIFY(opened > 0);
  }

  void claims_more_than_the_file_holds_data() {
    QTest::addColumn<QString>("table");
    QTest::addColumn<int>("offset");  // behind the box's name
    QTest::addColumn<QList<quint32>>("values");
    // A table of millions of samples was believed: gigabytes for an index before the first sample was read.
    QTest::newRow("all samples of one byte") << "stsz" << 4 << QList<quint32>{1, 80000000};
    QTest::newRow("sizes") << "stsz" << 8 << QList<quint32>{0x7fffffff};
    QTest::newRow("places") << "stco" << 4 << QList<quint32>{0x00ffffff};
    QTest::newRow("times") << "stts" << 4 << QList<quint32>{0x0fffffff};
    QTest::newRow("a fragment") << "trun" << 0 << QList<quint32>{0, 0x7fffffff};
    QTest::newRow("a fragment with sizes") << "trun" << 4 << QList<quint32>{0x00ffffff};
  }
  void claims_more_than_the_file_holds() {
    QFETCH(QString, table);
    QFETCH(int, offset);
    QFETCH(QList<quint32>, values);
    if (table == "trun") {
      files_.make("fragments.mp4", {"-i", QString::fromStdString(files_.path("good.mp4").string()), "-c",
                                    "copy", "-movflags", "empty_moov+frag_keyframe"});
    }
    auto bytes = test::read_bytes(files_.path(table == "trun" ? "fragments.mp4" : "good.mp4"));
    change_table(bytes, table, offset, values);
    const auto file = files_.write("claims.mp4", bytes);
    base::NoProgress progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    QCOMPARE(failure.code, 3);
    QVERIFY2(failure.sentence.find("bytes can hold") != std::string::npos, failure.sentence.c_str());
  }

  void a_wrong_size_of_one_sample_data() {
    QTest::addColumn<quint32>("size");
    // The 30th of 60 claims 738 MB, which has nothing to do with the memory of this machine.
    QTest::newRow("that FFmpeg tries to read") << quint32{738197573};
    QTest::newRow("that ends FFmpeg's list of samples") << quint32{0x7fffffff};
  }
  void a_wrong_size_of_one_sample() {
    QFETCH(quint32, size);
    auto bytes = test::read_bytes(files_.path("good.mp4"));
    change_table(bytes, "stsz", 12 + 29 * 4, {size});
    test::Warnings progress;
    media::VideoReader reader = media::VideoReader::open(files_.write("size.mp4", bytes), progress);
    QCOMPARE(progress.sentences.size(), std::size_t{1});
    QVERIFY2(progress.sentences.front().find("damaged") != std::string::npos,
             progress.sentences.front().c_str());
    for (const int index : {0, 20, 10})
      QCOMPARE(test::painted_number(reader.read(index).value().image), index);
  }

  void edits_that_list_everything_again_and_again() {
    auto bytes = test::read_bytes(files_.path("good.mp4"));
    // In the place of the film's only edit, at the end of the file, come 60000 that each show all of it.
    const std::string edits = "edts", track = "trak", film = "moov";
    const auto at = [&bytes](const std::string& name) {
      return std::search(bytes.begin(), bytes.end(), name.begin(), name.end()) - bytes.begin() - 4;
    };
    constexpr int kEdits = 60000, kBytes = 8 + 8 + 8 + kEdits * 12;
    std::vector<char> box(kBytes);
    const auto put = [](std::vector<char>& into, std::ptrdiff_t offset, std::uint32_t value) {
      for (int i = 0; i < 4; ++i)
        into[static_cast<std::size_t>(offset + i)] = static_cast<char>(value >> (24 - 8 * i));
    };
    put(box, 0, kBytes);
    std::copy(edits.begin(), edits.end(), box.begin() + 4);
    put(box, 8, kBytes - 8);
    const std::string list = "elst";
    std::copy(list.begin(), list.end(), box.begin() + 12);
    put(box, 20, kEdits);
    for (int i = 0; i < kEdits; ++i) {
      put(box, 24 + i * 12, 2400);
      put(box, 24 + i * 12 + 8, 0x10000);
    }
    const auto size_at = [&bytes](std::ptrdiff_t offset) {
      std::uint32_t size = 0;
      for (int i = 0; i < 4; ++i)
        size = size << 8U | static_cast<std::uint8_t>(bytes[static_cast<std::size_t>(offset + i)]);
      return size;
    };
    const std::uint32_t old_size = size_at(at(edits));
    for (const std::string& parent : {film, track})
      put(bytes, at(parent), size_at(at(parent)) + kBytes - old_size);
    const auto place = bytes.begin() + at(edits);
    bytes.insert(bytes.erase(place, place + old_size), box.begin(), box.end());
    base::NoProgress progress;
    const auto file = files_.write("edits.mp4", bytes);
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    QCOMPARE(failure.code, 3);
    QVERIFY2(failure.sentence.find("in its edits") != std::string::npos, failure.sentence.c_str());
  }

  void claims_huge_pictures() {
    auto bytes = test::read_bytes(files_.make_numbered("size.avi", 128, 96, 2, {"-c:v", "ffv1"}));
    const std::string name = "strf";
    const auto format = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
    constexpr std::ptrdiff_t kWidthOffset = 12;  // behind the chunk's name and size and the structure's size
    const std::int32_t side = 12000;
    for (const std::ptrdiff_t offset : {kWidthOffset, kWidthOffset + 4})
      std::memcpy(&*(format + offset), &side, sizeof side);
    const auto file = files_.write("size.avi", bytes);
    base::NoProgress progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    QCOMPARE(failure.code, 3);
    QVERIFY2(failure.sentence.find("12000x12000") != std::string::npos, failure.sentence.c_str());
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestDamagedVideo)
#include "test_damaged_video.moc"
