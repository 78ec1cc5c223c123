#include <QtTest>
#include <array>
#include <cstdlib>

#include "generated_video.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

using Colour = std::array<int, 3>;

media::VideoReader open(const std::filesystem::path& file) {
  base::NoProgress progress;
  return media::VideoReader::open(file, progress);
}

Colour colour_at(const base::RgbImage& image, int x, int y) {
  const std::uint8_t* pixel = image.row(y) + x * 3;
  return {pixel[0], pixel[1], pixel[2]};
}

int distance(const Colour& a, const Colour& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

/// Replaces the display matrix of an MP4 file's track: a, b, c, d as in libavutil/display.h.
void set_matrix(std::vector<char>& bytes, const std::array<int, 4>& abcd) {
  const std::string name = "tkhd";
  const auto box = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
  const std::array<int, 9> matrix{abcd[0] << 16, abcd[1] << 16, 0, abcd[2] << 16, abcd[3] << 16, 0, 0, 0,
                                  1 << 30};
  auto out = box + 4 + 40;  // version 0: what comes before the matrix
  for (const int value : matrix) {
    for (int shift = 24; shift >= 0; shift -= 8) *out++ = static_cast<char>(value >> shift);
  }
}

}  // namespace

class TestVideoPictures : public QObject {
  Q_OBJECT
 private slots:
  void colours_data() {
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("conversion");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("tolerance");
    const auto row = [](const char* label, const char* conversion, const char* encoding, int height = 64,
                        int tolerance = 3) {
      QTest::newRow(label) << encoding << conversion << height << tolerance;
    };
    row("601 limited", "scale=out_color_matrix=bt601:out_range=limited,format=yuv420p",
        "-c:v ffv1 -colorspace smpte170m -color_range tv");
    row("601 full", "scale=out_color_matrix=bt601:out_range=full,format=yuv420p",
        "-c:v ffv1 -colorspace smpte170m -color_range pc");
    row("709 limited", "scale=out_color_matrix=bt709:out_range=limited,format=yuv420p",
        "-c:v ffv1 -colorspace bt709 -color_range tv");
    row("709 full", "scale=out_color_matrix=bt709:out_range=full,format=yuv444p",
        "-c:v ffv1 -colorspace bt709 -color_range pc");
    row("2020 10 bit", "scale=out_color_matrix=bt2020:out_range=limited,format=yuv420p10le",
        "-c:v ffv1 -colorspace bt2020nc -color_range tv");
    row("nothing said, small", "scale=out_color_matrix=bt601:out_range=limited,format=yuv420p", "-c:v ffv1");
    row("nothing said, large", "scale=out_color_matrix=bt709:out_range=limited,format=yuv420p", "-c:v ffv1",
        720);
    row("mjpeg", "scale=out_color_matrix=bt601:out_range=full,format=yuvj420p", "-c:v mjpeg -q:v 1", 64, 5);
    row("h264 709", "scale=out_color_matrix=bt709:out_range=limited,format=yuv420p",
        "-c:v libx264 -qp 1 -colorspace bt709 -color_range tv");
    for (const char* format : {"bgr0", "gbrp", "rgb24", "bgra", "gbrp10le", "rgb48le"}) {
      const bool eight_bits = QString(format).indexOf("10") < 0 && QString(format).indexOf("48") < 0;
      const QString codec = QString(format) == "rgb24" || QString(format) == "rgb48le" ? "png" : "ffv1";
      QTest::newRow(format) << "-c:v " + codec << QString("format=%1").arg(format) << 64
                            << (eight_bits ? 0 : 1);
    }
  }
  void colours() {
    QFETCH(QString, encoding);
    QFETCH(QString, conversion);
    QFETCH(int, height);
    QFETCH(int, tolerance);
    for (const Colour& colour :
         {Colour{200, 60, 30}, {20, 160, 60}, {30, 50, 210}, {255, 255, 255}, {0, 0, 0}, {128, 128, 128}}) {
      const QString source = QString("color=c=0x%1%2%3:size=96x%4:rate=25,format=gbrp,%5")
                                 .arg(colour[0], 2, 16, QChar('0'))
                                 .arg(colour[1], 2, 16, QChar('0'))
                                 .arg(colour[2], 2, 16, QChar('0'))
                                 .arg(height)
                                 .arg(conversion);
      const auto file = files_.make(
          "colour.mkv", QStringList{"-f", "lavfi", "-i", source, "-frames:v", "2"} + encoding.split(' '));
      const Colour got = colour_at(open(file).read(1).value().image, 48, height / 2);
      QVERIFY2(distance(got, colour) <= tolerance, qPrintable(QString("%1 %2 %3 for %4 %5 %6")
                                                                  .arg(got[0])
                                                                  .arg(got[1])
                                                                  .arg(got[2])
                                                                  .arg(colour[0])
                                                                  .arg(colour[1])
                                                                  .arg(colour[2])));
    }
  }

  void rgb_is_passed_through_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"bgr0", "gbrp", "bgra"}) QTest::newRow(format) << format;
  }
  void rgb_is_passed_through() {
    QFETCH(QString, format);
    const QStringList source = QString("-f lavfi -i testsrc2=size=94x61:rate=25").split(' ');
    const auto coded = files_.make("rgb.mkv", source + QStringList{"-vf", "format=rgb24,format=" + format,
                                                                   "-frames:v", "4", "-c:v", "ffv1"});
    const auto plain = test::read_bytes(files_.make(
        "rgb.raw", source + QStringList{"-vf", "format=rgb24", "-frames:v", "4", "-f", "rawvideo"}));
    const auto image = open(coded).read(3).value().image;
    QCOMPARE(plain.size(), image.pixels.size() * 4);
    QVERIFY(std::equal(image.pixels.begin(), image.pixels.end(),
                       plain.begin() + static_cast<std::ptrdiff_t>(image.pixels.size() * 3),
                       [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
  }

  void yuv_is_converted_as_packed_data() {
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("size");
    QTest::addColumn<QString>("range");
    QTest::newRow("4:2:0") << "yuv420p"
                           << "320x180"
                           << "tv";
    QTest::newRow("4:2:0 odd") << "yuv420p"
                               << "321x181"
                               << "tv";
    QTest::newRow("4:2:0 full range") << "yuv420p"
                                      << "98x64"
                                      << "pc";
    QTest::newRow("4:2:2") << "yuv422p"
                           << "98x64"
                           << "tv";
    QTest::newRow("4:4:4") << "yuv444p"
                           << "98x64"
                           << "tv";
    QTest::newRow("10 bit") << "yuv420p10le"
                            << "98x64"
                            << "tv";
    QTest::newRow("alpha") << "yuva420p"
                           << "98x64"
                           << "tv";
  }
  /// The reference is what swscale writes as packed RGB with the same exactness.
  void yuv_is_converted_as_packed() {
    QFETCH(QString, format);
    QFETCH(QString, size);
    QFETCH(QString, range);
    const auto coded = files_.make("yuv.mkv", {"-f", "lavfi", "-i", "testsrc2=rate=25:size=" + size, "-vf",
                                               "noise=alls=40,format=" + format, "-frames:v", "1", "-c:v",
                                               "ffv1", "-colorspace", "bt709", "-color_range", range});
    const auto packed = test::read_bytes(
        files_.make("packed.raw",
                    {"-i", QString::fromStdString(coded.string()), "-vf",
                     "scale=in_color_matrix=bt709:in_range=" + range +
                         ":flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=rgb24",
                     "-f", "rawvideo"}));
    const auto image = open(coded).read(0).value().image;
    QCOMPARE(packed.size(), image.pixels.size());
    QVERIFY(std::equal(image.pixels.begin(), image.pixels.end(), packed.begin(),
                       [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
  }

  void every_pixel_is_turned_data() { orientation_data(); }
  void every_pixel_is_turned() {
    QFETCH(QList<int>, matrix);
    const auto file =
        files_.make("upright.mp4", {"-f", "lavfi", "-i", "testsrc2=size=94x62:rate=25", "-frames:v", "1",
                                    "-pix_fmt", "yuv420p", "-c:v", "libx264", "-qp", "4"});
    auto bytes = test::read_bytes(file);
    const base::RgbImage upright = open(file).read(0).value().image;
    set_matrix(bytes, {matrix[0], matrix[1], matrix[2], matrix[3]});
    const base::RgbImage turned = open(files_.write("turned.mp4", bytes)).read(0).value().image;
    const bool left = matrix[0] + matrix[2] < 0;
    const bool up = matrix[1] + matrix[3] < 0;
    for (int y = 0; y < upright.height; ++y) {
      for (int x = 0; x < upright.width; ++x) {
        const int to_x = matrix[0] * x + matrix[2] * y + (left ? turned.width - 1 : 0);
        const int to_y = matrix[1] * x + matrix[3] * y + (up ? turned.height - 1 : 0);
        if (colour_at(upright, x, y) != colour_at(turned, to_x, to_y))
          QFAIL(qPrintable(QString("pixel %1, %2").arg(x).arg(y)));
      }
    }
  }

  void orientation_data() {
    QTest::addColumn<QList<int>>("matrix");
    QTest::addColumn<int>("degrees");
    QTest::addColumn<QString>("corners");  // upper left, upper right, lower left, lower right
    QTest::newRow("upright") << QList<int>{1, 0, 0, 1} << 0 << "RGBW";
    QTest::newRow("quarter clockwise") << QList<int>{0, 1, -1, 0} << 90 << "BRWG";
    QTest::newRow("half") << QList<int>{-1, 0, 0, -1} << 180 << "WBGR";
    QTest::newRow("quarter anticlockwise") << QList<int>{0, -1, 1, 0} << 270 << "GWRB";
    QTest::newRow("mirrored") << QList<int>{-1, 0, 0, 1} << 0 << "GRWB";
    QTest::newRow("upside down mirrored") << QList<int>{1, 0, 0, -1} << 180 << "BWRG";
    QTest::newRow("transposed") << QList<int>{0, 1, 1, 0} << 270 << "RBGW";
  }
  void orientation() {
    QFETCH(QList<int>, matrix);
    QFETCH(int, degrees);
    QFETCH(QString, corners);
    const auto file =
        files_.make("corners.mp4", {"-f", "lavfi", "-i",
                                    "color=black:size=128x64:rate=25,format=gbrp,geq=r='255*eq(lt(X,64),lt(Y,"
                                    "32))':g='255*gte(X,64)':b='255*gte(Y,32)',format=yuv444p",
                                    "-frames:v", "3", "-c:v", "libx264", "-qp", "4"});
    auto bytes = test::read_bytes(file);
    set_matrix(bytes, {matrix[0], matrix[1], matrix[2], matrix[3]});
    media::VideoReader reader = open(files_.write("turned.mp4", bytes));
    QCOMPARE(reader.info().rotation_degrees, degrees);
    const bool turned = matrix[0] == 0;
    QCOMPARE(reader.info().width, turned ? 64 : 128);
    QCOMPARE(reader.info().height, turned ? 128 : 64);
    QCOMPARE(reader.info().coded_width, 128);
    const base::RgbImage image = reader.read(2).value().image;
    const std::map<QChar, Colour> names{
        {'R', {255, 0, 0}}, {'G', {0, 255, 0}}, {'B', {0, 0, 255}}, {'W', {255, 255, 255}}};
    for (int corner = 0; corner < 4; ++corner) {
      const Colour got =
          colour_at(image, image.width * (corner % 2 * 2 + 1) / 4, image.height * (corner / 2 * 2 + 1) / 4);
      QVERIFY2(distance(got, names.at(corners[corner])) < 12,
               qPrintable(QString("corner %1: %2 %3 %4").arg(corner).arg(got[0]).arg(got[1]).arg(got[2])));
    }
  }

  void pixel_aspect_data() {
    QTest::addColumn<QString>("aspect");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("square") << "1/1" << 128 << 96;
    QTest::newRow("wide pixels") << "4/3" << 171 << 96;
    QTest::newRow("tall pixels") << "8/9" << 128 << 108;
    QTest::newRow("double") << "2/1" << 256 << 96;
    QTest::newRow("not believable") << "1000/1" << 128 << 96;
  }
  void pixel_aspect() {
    QFETCH(QString, aspect);
    QFETCH(int, width);
    QFETCH(int, height);
    media::VideoReader reader =
        open(files_.make_numbered("aspect.mp4", 128, 96, 3, {"-c:v", "libx264"}, "setsar=" + aspect));
    QCOMPARE(reader.info().width, width);
    QCOMPARE(reader.info().height, height);
    QCOMPARE(reader.info().coded_width, 128);
    const base::RgbImage image = reader.read(1).value().image;
    QCOMPARE(image.width, width);
    QCOMPARE(image.height, height);
  }

  void what_is_transparent_lies_on_white() {
    const auto file =
        files_.make("alpha.mkv", {"-f", "lavfi", "-i",
                                  "color=c=0xC86432:size=64x64:rate=25,format=rgba,colorchannelmixer=aa=0.25",
                                  "-frames:v", "2", "-c:v", "png"});
    QVERIFY(distance(colour_at(open(file).read(0).value().image, 32, 32), {241, 216, 204}) <= 1);
  }

 private:
  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestVideoPictures)
#include "test_video_pictures.moc"
