// Files that this FFmpeg cannot decode although nothing is wrong with them.
#include <QtTest>

#include "generated_video.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

bool contains(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

class TestUndecodable : public QObject {
  Q_OBJECT
 private slots:
  void a_form_that_ffmpeg_has_not_learnt_is_no_damage() {
    const auto file = files_.make("animated.webp", {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=5",
                                                    "-frames:v", "3", "-c:v", "libwebp_anim"});
    test::Warnings progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    // A later FFmpeg reads it.
    if (failure.code == 0) QSKIP("this FFmpeg reads animated WebP");
    QCOMPARE(failure.code, 3);
    QVERIFY2(contains(failure.sentence, "animated WebP"), failure.sentence.c_str());
    QVERIFY2(!contains(failure.sentence, "damaged"), failure.sentence.c_str());
  }

  void a_heif_picture_is_no_damage() {
    std::vector<char> bytes{0, 0, 0, 24};
    for (const char letter : std::string("ftypheic")) bytes.push_back(letter);
    bytes.resize(24, 0);
    for (const char byte : std::string("\0\0\0\x0c"
                                       "meta"
                                       "\0\0\0\0",
                                       12))
      bytes.push_back(byte);
    const auto file = files_.write("photo.heic", bytes);
    test::Warnings progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    QCOMPARE(failure.code, 3);
    QVERIFY2(contains(failure.sentence, "HEIF"), failure.sentence.c_str());
    QVERIFY2(!contains(failure.sentence, "damaged"), failure.sentence.c_str());
  }

  void too_large_pictures_are_no_damage() {
    auto picture = test::read_bytes(files_.make(
        "huge.png", {"-f", "lavfi", "-i", "testsrc=size=64x64:rate=5", "-frames:v", "1", "-update", "1"}));
    const std::string header = "IHDR";
    auto at = std::search(picture.begin(), picture.end(), header.begin(), header.end());
    QVERIFY(at != picture.end());
    at += 4;
    for (const int side : {20000, 30000})
      for (int shift = 24; shift >= 0; shift -= 8) *at++ = static_cast<char>(side >> shift);
    const auto file = files_.write("huge.png", picture);
    test::Warnings progress;
    const auto failure = test::failure_of([&] { media::VideoReader::open(file, progress); });
    QCOMPARE(failure.code, 3);
    for (const char* part : {"20000x30000", "16384"})
      QVERIFY2(contains(failure.sentence, part), failure.sentence.c_str());
    QVERIFY2(!contains(failure.sentence, "damaged"), failure.sentence.c_str());
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestUndecodable)
#include "test_undecodable.moc"
