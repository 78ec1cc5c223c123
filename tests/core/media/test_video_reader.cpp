#include <QtTest>
#include <map>
#include <random>

#include "generated_video.h"
#include "media/frame_sampling.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

constexpr int kFrames = 100;

media::VideoReader open(const std::filesystem::path& file) {
  base::NoProgress progress;
  return media::VideoReader::open(file, progress);
}

}  // namespace

class TestVideoReader : public QObject {
  Q_OBJECT
 private slots:
  void exact_frames_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("encoding");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    const auto row = [](const char* label, const char* name, const char* encoding, int width = 128,
                        int height = 96, const char* filter = "") {
      QTest::newRow(label) << name << QString(encoding).split(' ') << filter << width << height;
    };
    row("mp4 h264 B-frames", "b.mp4", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3");
    row("mp4 h264 one keyframe", "one.mp4", "-c:v libx264 -pix_fmt yuv420p -g 1000 -bf 3 -sc_threshold 0");
    row("mp4 h264 every frame a keyframe", "intra.mp4", "-c:v libx264 -pix_fmt yuv420p -g 1");
    row("mp4 h264 open GOP", "open.mp4",
        "-c:v libx264 -pix_fmt yuv420p -x264-params open-gop=1:keyint=20:bframes=3:scenecut=0");
    row("mkv h264 open GOP", "open.mkv",
        "-c:v libx264 -pix_fmt yuv420p -x264-params open-gop=1:keyint=20:bframes=3:scenecut=0");
    row("mp4 h264 intra refresh", "refresh.mp4",
        "-c:v libx264 -pix_fmt yuv420p -x264-params intra-refresh=1:keyint=20:bframes=0");
    row("ts h264 intra refresh", "refresh.ts",
        "-c:v libx264 -pix_fmt yuv420p -x264-params intra-refresh=1:keyint=20");
    row("mp4 h264 interlaced", "interlaced.mp4",
        "-c:v libx264 -pix_fmt yuv420p -flags +ilme+ildct -g 20 -bf 2");
    row("fragmented mp4", "fragments.mp4",
        "-c:v libx264 -pix_fmt yuv420p -g 20 -movflags frag_keyframe+empty_moov");
    row("mov prores 10 bit", "p.mov", "-c:v prores_ks");
    row("mkv h264", "b.mkv", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3");
    row("mkv h264 without cues", "live.mkv", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3 -f matroska -live 1");
    row("mkv hevc open GOP", "h.mkv",
        "-c:v libx265 -pix_fmt yuv420p -x265-params log-level=none:keyint=20:open-gop=1");
    row("mp4 hevc 10 bit", "h10.mp4",
        "-c:v libx265 -pix_fmt yuv420p10le -x265-params log-level=none:keyint=20");
    row("ts h264", "b.ts", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3");
    row("ts h264 open GOP", "open.ts",
        "-c:v libx264 -pix_fmt yuv420p -x264-params open-gop=1:keyint=20:bframes=3:scenecut=0");
    row("ts mpeg2", "m2.ts", "-c:v mpeg2video -b:v 2M -g 15 -bf 2");
    row("mpeg program stream", "m2.mpg", "-c:v mpeg2video -b:v 2M -g 15 -bf 2");
    row("avi mpeg4", "a.avi", "-c:v mpeg4 -q:v 3 -g 20");
    row("avi mpeg4 B-frames", "ab.avi", "-c:v mpeg4 -q:v 3 -g 20 -bf 2");
    row("avi h264 B-frames", "h264.avi", "-c:v libx264 -pix_fmt yuv420p -g 20 -bf 2");
    row("raw h264", "raw.h264", "-c:v libx264 -pix_fmt yuv420p -g 20 -bf 3");
    row("raw hevc", "raw.hevc",
        "-c:v libx265 -pix_fmt yuv420p -x265-params log-level=none:keyint=20:open-gop=0");
    row("raw mpeg4", "raw.m4v", "-c:v mpeg4 -q:v 3 -g 20 -bf 2");
    row("webm vp9", "v9.webm",
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 500k -g 20 -pix_fmt yuv420p");
    row("webm vp9 alternative references", "v9alt.webm",
        "-c:v libvpx-vp9 -deadline good -cpu-used 5 -b:v 300k -g 40 -auto-alt-ref 1 -lag-in-frames 16 "
        "-pix_fmt yuv420p");
    row("webm vp8 alternative references", "v8.webm",
        "-c:v libvpx -deadline good -cpu-used 5 -b:v 500k -g 40 -auto-alt-ref 1 -lag-in-frames 16 -pix_fmt "
        "yuv420p");
    row("webm vp9 alpha", "v9a.webm",
        "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 500k -g 20 -pix_fmt yuva420p -auto-alt-ref 0");
    row("mkv ffv1 10 bit", "f.mkv", "-c:v ffv1 -pix_fmt yuv422p10le");
    row("avi mjpeg", "j.avi", "-c:v mjpeg -q:v 3 -pix_fmt yuvj420p");
    row("mkv motion png with alpha", "png.mkv", "-c:v png -pix_fmt rgba");
    row("gif", "g.gif", "-c:v gif");
    row("flv", "f.flv", "-c:v libx264 -pix_fmt yuv420p -g 20 -bf 2");
    row("y4m", "y.y4m", "-pix_fmt yuv420p");
    row("variable rate mp4", "vfr.mp4", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3 -vsync passthrough", 128,
        96, "settb=1/1000,setpts=N*40+mod(N\\,3)*11+gte(N\\,50)*3000");
    row("variable rate mkv", "vfr.mkv", "-c:v libx264 -pix_fmt yuv420p -g 24 -bf 3 -vsync passthrough", 128,
        96, "settb=1/1000,setpts=N*40+mod(N\\,3)*11+gte(N\\,50)*3000");
    row("odd size", "odd.mp4", "-c:v libx264 -pix_fmt yuv444p -g 24", 131, 97);
    row("odd size, subsampled", "odd.mkv", "-c:v ffv1 -pix_fmt yuv420p", 131, 97);
    row("grey", "grey.mkv", "-c:v ffv1 -pix_fmt gray");
  }
  void exact_frames() {
    QFETCH(QString, name);
    QFETCH(QStringList, encoding);
    QFETCH(QString, filter);
    QFETCH(int, width);
    QFETCH(int, height);
    const auto file = files_.make_numbered(name, width, height, kFrames, encoding, filter);

    media::VideoReader sequential = open(file);
    QCOMPARE(sequential.info().width, width);
    QCOMPARE(sequential.info().height, height);
    QCOMPARE(sequential.info().frame_count, kFrames);
    QVERIFY(!sequential.damage_seen());
    std::vector<base::RgbImage> pictures;
    double last_time = -1;
    while (auto frame = sequential.next()) {
      QCOMPARE(frame->index, static_cast<std::int64_t>(pictures.size()));
      QCOMPARE(test::painted_number(frame->image), static_cast<int>(pictures.size()));
      QVERIFY(frame->time_s > last_time);
      last_time = frame->time_s;
      pictures.push_back(std::move(frame->image));
    }
    QCOMPARE(pictures.size(), std::size_t{kFrames});

    // Any order: far jumps, steps back and on, a frame twice.
    std::mt19937 random(7);
    media::VideoReader reader = open(file);
    std::vector<std::int64_t> order{kFrames - 1, 0, 0, 1, kFrames - 1, kFrames - 2, kFrames - 3};
    for (int i = 0; i < 40; ++i) order.push_back(std::uniform_int_distribution<int>(0, kFrames - 1)(random));
    for (int i = 60; i > 30; --i) order.push_back(i);
    for (const std::int64_t index : order) {
      const auto frame = reader.read(index);
      QVERIFY2(frame.has_value(), qPrintable(QString("frame %1").arg(index)));
      QCOMPARE(frame->index, index);
      QVERIFY2(frame->image.pixels == pictures[static_cast<std::size_t>(index)].pixels,
               qPrintable(QString("frame %1 shows %2").arg(index).arg(test::painted_number(frame->image))));
    }
    // Playing on after a jump.
    QVERIFY(reader.read(70).has_value());
    for (int i = 71; i < 75; ++i)
      QVERIFY(reader.next().value().image.pixels == pictures[static_cast<std::size_t>(i)].pixels);

    media::VideoReader sampled = open(file);
    test::Warnings progress;
    for (const auto& frame : media::read_frames(sampled, {0, 14, 28, 42, 56, 70, 84, 98}, progress)) {
      QVERIFY(frame.image.pixels == pictures[static_cast<std::size_t>(frame.index)].pixels);
    }
    QVERIFY(progress.sentences.empty());
  }

  void times_of_a_variable_rate() {
    const auto file = files_.make_numbered("times.mp4", 128, 96, 60,
                                           QString("-c:v libx264 -bf 2 -vsync passthrough").split(' '),
                                           "settb=1/1000,setpts=N*40+mod(N\\,3)*11");
    const media::VideoReader reader = open(file);
    QCOMPARE(reader.index().size(), 60);
    for (std::int64_t i = 0; i < 60; ++i) {
      const double expected = static_cast<double>(i * 40 + i % 3 * 11) / 1000;
      QVERIFY(std::abs(reader.index().seconds(i) - expected) < 1e-3);
    }
  }

  void edit_list_cuts_the_head() {
    // Copying from the middle of a GOP keeps its head for the decoder and hides it with an edit list.
    const auto whole =
        files_.make_numbered("whole.mp4", 128, 96, kFrames, QString("-c:v libx264 -g 50 -bf 2").split(' '));
    const auto cut =
        files_.make("cut.mp4", {"-ss", "1.0", "-i", QString::fromStdString(whole.string()), "-c", "copy"});
    media::VideoReader reader = open(cut);
    QCOMPARE(reader.info().frame_count, kFrames - 25);
    for (const int index : {60, 0, 24, 25, 26, 74}) {
      QCOMPARE(test::painted_number(reader.read(index).value().image), index + 25);
    }
  }

  void file_of_two_recordings_with_clocks_of_their_own() {
    const QStringList encoding = QString("-c:v libx264 -g 20 -bf 2 -f mpegts").split(' ');
    auto bytes = test::read_bytes(files_.make_numbered("long.ts", 128, 96, 120, encoding));
    const auto second = test::read_bytes(files_.make_numbered("short.ts", 128, 96, 20, encoding));
    bytes.insert(bytes.end(), second.begin(), second.end());
    media::VideoReader reader = open(files_.write("joined.ts", bytes));
    QVERIFY(reader.info().frame_count >= 138);
    QCOMPARE(test::painted_number(reader.read(119).value().image), 119);
    QCOMPARE(test::painted_number(reader.read(reader.info().frame_count - 1).value().image), 19);
    QCOMPARE(test::painted_number(reader.read(50).value().image), 50);
  }

  void size_changes_midway() {
    const QStringList encoding = QString("-c:v libx264 -g 20 -f mpegts").split(' ');
    auto bytes = test::read_bytes(files_.make_numbered("small.ts", 128, 96, 30, encoding));
    const auto large = test::read_bytes(files_.make_numbered("large.ts", 256, 192, 30, encoding));
    bytes.insert(bytes.end(), large.begin(), large.end());
    media::VideoReader reader = open(files_.write("both.ts", bytes));
    QCOMPARE(reader.info().width, 128);
    const auto frame = reader.read(reader.info().frame_count - 1);
    QVERIFY(frame.has_value());
    QCOMPARE(frame->image.width, 128);
    QCOMPARE(frame->image.height, 96);
    QCOMPARE(frame->image.pixels.size(), std::size_t{128 * 96 * 3});
  }

  void names_that_look_like_something_else_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"-i.mp4", "http:x.mp4", "concat:a|b.mp4", "frame%03d.mp4", "no extension", "片子 🐼.mp4"}) {
      QTest::newRow(name) << name;
    }
  }
  void names_that_look_like_something_else() {
    QFETCH(QString, name);
    const auto file = files_.make_numbered("plain.mp4", 128, 96, 5, {"-c:v", "libx264"});
    QCOMPARE(open(files_.write(name, test::read_bytes(file))).info().frame_count, 5);
  }

  void still_picture() {
    const auto file = files_.make_numbered("still%03d.png", 128, 96, 1, {"-update", "1"});
    QFile::rename(QString::fromStdString(file.string()),
                  QString::fromStdString(files_.path("still.png").string()));
    media::VideoReader reader = open(files_.path("still.png"));
    QCOMPARE(reader.info().frame_count, 1);
    QCOMPARE(test::painted_number(reader.read(0).value().image), 0);
    QVERIFY(!reader.next().has_value());
  }

  void one_frame() {
    media::VideoReader reader = open(files_.make_numbered("single.mp4", 128, 96, 1, {"-c:v", "libx264"}));
    QCOMPARE(reader.info().frame_count, 1);
    QVERIFY(reader.info().duration_s > 0);
    QVERIFY(reader.info().average_frame_rate.value() > 0);
    base::NoProgress progress;
    const auto indices = media::sample_frame_indices(1, reader.info().average_frame_rate.value(), 8, 4);
    QCOMPARE(media::read_frames(reader, indices, progress).size(), std::size_t{1});
  }

  // 20 a second, as the header says of all, and after two seconds 10.
  void a_rate_that_the_header_does_not_know() {
    const auto file = files_.make_numbered("varying.mkv", 128, 96, 100,
                                           {"-fps_mode", "passthrough", "-c:v", "libx264", "-bf", "2"},
                                           "settb=1/1000,setpts='if(lt(N,40),N*50,2000+(N-40)*100)'");
    media::VideoReader reader = open(file);
    QCOMPARE(reader.info().frame_count, 100);
    QCOMPARE(reader.info().header_frame_rate.value(), 20.0);
    QVERIFY(std::abs(reader.info().duration_s - 8.0) < 0.1);
    QVERIFY(std::abs(reader.info().average_frame_rate.value() - 12.5) < 0.2);
    QCOMPARE(reader.index().duration_s(), reader.info().duration_s);
    const auto indices = media::sample_frame_indices(reader.index(), reader.info().average_frame_rate.value(),
                                                     8, 4, {std::int64_t{6}, std::int64_t{7}});
    base::NoProgress progress;
    for (const media::VideoFrame& frame : media::read_frames(reader, indices, progress)) {
      QVERIFY(frame.time_s >= 6 && frame.time_s < 7);
      QCOMPARE(test::painted_number(frame.image), static_cast<int>(frame.index));
    }
  }

  void begins_after_the_sound_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("late");  // "video" or "sound"
    for (const char* name : {"late.mkv", "late.mp4", "late.ts"})
      for (const char* late : {"video", "sound"}) QTest::addRow("%s: %s", name, late) << name << late;
  }
  void begins_after_the_sound() {
    QFETCH(QString, name);
    QFETCH(QString, late);
    const QStringList offset{"-itsoffset", "2"};
    const auto file = files_.make(
        late + name, (late == "video" ? offset : QStringList{}) +
                         QStringList{"-f", "lavfi", "-i", "testsrc2=size=64x64:rate=25:duration=2"} +
                         (late == "sound" ? offset : QStringList{}) +
                         QStringList{"-f", "lavfi", "-i", "sine=duration=4", "-fps_mode", "passthrough",
                                     "-c:v", "libx264", "-bf", "2", "-c:a", "mp2"});
    const media::VideoReader reader = open(file);
    QVERIFY2(std::abs(reader.info().start_s - (late == "video" ? 2 : 0)) < 0.05,
             qPrintable(QString::number(reader.info().start_s)));
    QCOMPARE(reader.index().seconds(0), 0.0);
  }

  void describes_the_file() {
    const auto file =
        files_.make("info.mkv", QString("-f lavfi -i testsrc=size=160x120:rate=24000/1001:duration=2 "
                                        "-f lavfi -i sine=duration=2 -c:v libx264 -pix_fmt yuv420p10le "
                                        "-c:a aac")
                                    .split(' '));
    const media::VideoInfo info = open(file).info();
    QCOMPARE(info.container, std::string("matroska,webm"));
    QCOMPARE(info.codec, std::string("h264"));
    QCOMPARE(info.bit_depth, 10);
    QCOMPARE(info.frame_count, 48);
    QVERIFY(info.has_audio);
    QVERIFY(std::abs(info.average_frame_rate.value() - 24000.0 / 1001) < 1e-3);
    QVERIFY(std::abs(info.duration_s - 2.002) < 0.05);
    QCOMPARE(info.streams.size(), std::size_t{2});
    QCOMPARE(info.streams[0].kind, std::string("video"));
    QCOMPARE(info.streams[1].codec, std::string("aac"));
  }

  void stopping() {
    const auto file =
        files_.make_numbered("stop.mp4", 128, 96, kFrames, QString("-c:v libx264 -g 200").split(' '));
    std::stop_source source;
    source.request_stop();
    base::NoProgress progress;
    QCOMPARE(test::failure_of([&] { media::VideoReader::open(file, progress, source.get_token()); }).code,
             130);
    media::VideoReader reader = open(file);
    QCOMPARE(test::failure_of([&] { reader.read(80, source.get_token()); }).code, 130);
    // A stop spoils nothing for the next request.
    QCOMPARE(test::painted_number(reader.read(80).value().image), 80);
    QCOMPARE(test::painted_number(reader.next().value().image), 81);
  }

  void eight_frames_of_a_long_file() {
    const auto part =
        files_.make("part.mp4", QString("-f lavfi -i testsrc2=size=160x90:rate=30:duration=17 -c:v libx264 "
                                        "-preset ultrafast -pix_fmt yuv420p")
                                    .split(' '));
    const auto file = files_.make(
        "ten_minutes.mp4",
        {"-stream_loop", "35", "-i", QString::fromStdString(part.string()), "-c", "copy", "-t", "600"});
    base::NoProgress progress;
    media::VideoReader reader = open(file);
    const auto& info = reader.info();
    QCOMPARE(info.frame_count, std::int64_t{18000});
    const auto indices = media::sample_frame_indices(info.frame_count, info.average_frame_rate.value(), 8, 4);
    QCOMPARE(media::read_frames(reader, indices, progress).size(), std::size_t{8});
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestVideoReader)
#include "test_video_reader.moc"
