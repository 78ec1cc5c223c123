// What the model sees is what a person sees: palettes, HDR, wide gamut, transparency, interlacing.
#include <QtTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "generated_video.h"
#include "media/sdr_mapping.h"
#include "media/video_reader.h"

using namespace vp;

namespace {

using Colour = std::array<int, 3>;

media::VideoReader open(const std::filesystem::path& file, const media::OpenOptions& options = {}) {
  base::NoProgress progress;
  return media::VideoReader::open(file, options, progress);
}

Colour colour_at(const base::RgbImage& image, int x, int y) {
  const std::uint8_t* pixel = image.row(y) + x * 3;
  return {pixel[0], pixel[1], pixel[2]};
}

Colour colour_at(const media::ScreenPicture& picture, int x, int y) {
  const std::uint8_t* pixel = picture.pixels.data() + (static_cast<std::size_t>(y) * picture.width + x) * 4;
  return {pixel[2], pixel[1], pixel[0]};
}

int distance(const Colour& a, const Colour& b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

QByteArray text_of(const Colour& colour) {
  return QString("%1 %2 %3").arg(colour[0]).arg(colour[1]).arg(colour[2]).toUtf8();
}

/// Below the knee from which on bright light is compressed.
const std::vector<Colour> kColours{{200, 30, 30},   {30, 140, 60}, {40, 50, 170},
                                   {128, 128, 128}, {20, 20, 20},  {0, 0, 0}};

QStringList words(const char* text) {
  return QString(text).split(' ');
}

// The other way round: an SDR colour as light of a screen with a white of 203 cd/m², as a film of BT.2100
// holds it.
double light(int value) {
  const double signal = value / 255.0;
  return signal <= 0.04045 ? signal / 12.92 : std::pow((signal + 0.055) / 1.055, 2.4);
}

std::array<double, 3> in_bt2020(const Colour& colour) {
  const double r = light(colour[0]), g = light(colour[1]), b = light(colour[2]);
  return {0.627404 * r + 0.329283 * g + 0.043313 * b, 0.069097 * r + 0.919540 * g + 0.011362 * b,
          0.016391 * r + 0.088013 * g + 0.895595 * b};
}

double pq(double nits) {
  const double power = std::pow(nits / 10000, 0.1593017578125);
  return std::pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375);
}

double hlg(double scene) {
  const double a = 0.17883277, b = 0.28466892, c = 0.55991073;
  return scene <= 1.0 / 12 ? std::sqrt(3 * scene) : a * std::log(12 * scene - b) + c;
}

std::array<double, 3> pq_signal(const Colour& colour) {
  const std::array<double, 3> linear = in_bt2020(colour);
  return {pq(203 * linear[0]), pq(203 * linear[1]), pq(203 * linear[2])};
}

std::array<double, 3> hlg_signal(const Colour& colour) {
  std::array<double, 3> linear = in_bt2020(colour);
  for (double& channel : linear) channel *= 0.203;  // of 1000 cd/m²
  const double luminance = 0.2627 * linear[0] + 0.6780 * linear[1] + 0.0593 * linear[2];
  // Before the system gamma of 1.2.
  const double gain = luminance > 0 ? std::pow(luminance, 1 / 1.2 - 1) : 0;
  return {hlg(linear[0] * gain), hlg(linear[1] * gain), hlg(linear[2] * gain)};
}

}  // namespace

class TestColours : public QObject {
  Q_OBJECT
 private slots:
  void a_palette_holds_after_every_seek_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("avi") << "palette.avi";
    QTest::newRow("mov") << "palette.mov";
  }
  void a_palette_holds_after_every_seek() {
    QFETCH(QString, name);
    const auto file = make_palette_film(name);
    media::VideoReader reader = open(file);
    QCOMPARE(reader.info().pixel_format, std::string("pal8"));
    for (const int index : {0, 17, 4, 19, 0, 11}) {
      const auto frame = reader.read(index);
      QVERIFY(frame.has_value());
      QCOMPARE(test::painted_number(frame->image), index);
      QVERIFY(distance(colour_at(frame->image, 64, 80), {200, 60, 30}) <= 8);
    }
    media::VideoReader second = media::VideoReader::open(reader.scan());
    QCOMPARE(test::painted_number(second.read(9).value().image), 9);
  }

  void hdr_is_shown_as_sdr_data() {
    QTest::addColumn<bool>("is_pq");
    QTest::addColumn<QString>("format");
    for (const bool is_pq : {true, false})
      for (const char* format : {"yuv420p10le", "yuv444p12le", "gbrp10le"})
        QTest::addRow("%s %s", is_pq ? "PQ" : "HLG", format) << is_pq << format;
  }
  void hdr_is_shown_as_sdr() {
    QFETCH(bool, is_pq);
    QFETCH(QString, format);
    const auto file = make_hdr_film(is_pq, format);
    media::VideoReader reader = open(file);
    QCOMPARE(reader.info().colours,
             std::string("HDR (") + (is_pq ? "PQ" : "HLG") + ", BT.2020), shown as SDR");
    QCOMPARE(reader.info().notices.size(), std::size_t{1});
    const base::RgbImage image = reader.read(1).value().image;
    const media::ScreenPicture screen = reader.read_for_screen(1, image.width / 2, 32).value();
    for (int i = 0; i < static_cast<int>(kColours.size()); ++i) {
      const Colour& colour = kColours[static_cast<std::size_t>(i)];
      const Colour exact = colour_at(image, 16 * i + 8, 32);
      QVERIFY2(distance(exact, colour) <= 4, text_of(exact) + " for " + text_of(colour));
      const Colour quick = colour_at(screen, 8 * i + 4, 16);
      QVERIFY2(distance(quick, exact) <= 2, text_of(quick) + " for " + text_of(exact));
    }
  }

  void dolby_vision_without_a_common_base_is_said_data() {
    QTest::addColumn<int>("profile");
    QTest::addColumn<int>("base");
    QTest::newRow("profile 5: a base of its own") << 5 << 0;
    QTest::newRow("profile 8.1: the base is HDR10") << 8 << 1;
  }
  void dolby_vision_without_a_common_base_is_said() {
    QFETCH(int, profile);
    QFETCH(int, base);
    auto bytes = test::read_bytes(files_.make_numbered("plain.mp4", 128, 96, 4,
                                                       words("-c:v libx265 -pix_fmt yuv420p10le -tag:v hvc1 "
                                                             "-x265-params log-level=error")));
    // FFmpeg writes no such record; this box, which nobody needs, has the room for one.
    const std::string_view old = "btrt";
    const auto box = std::search(bytes.begin(), bytes.end(), old.begin(), old.end());
    QVERIFY(box != bytes.end());
    const int flags = profile << 9 | 3 << 3 | 1 << 2 | 1;  // level 3, metadata and base are there
    const std::array<int, 9> record{'d', 'v', 'c', 'C', 1, 0, flags >> 8, flags & 255, base << 4};
    std::transform(record.begin(), record.end(), box, [](int byte) { return static_cast<char>(byte); });
    const media::VideoReader reader = open(files_.write("dolby.mp4", bytes));
    const std::string said = base == 0
                                 ? "Dolby Vision of profile 5, whose colours only its own decoders restore; "
                                   "here they are wrong"
                                 : "";
    QCOMPARE(reader.info().colours, said);
    QCOMPARE(reader.info().notices.size(), std::size_t{base == 0 ? 1U : 0U});
  }

  void bright_light_is_compressed_and_never_goes_back() {
    media::ColourDescription colours;
    colours.transfer = media::ColourDescription::Transfer::Pq;
    colours.primaries = media::ColourDescription::Primaries::Bt2020;
    const media::SdrMapping mapping(colours);
    const auto grey = [&mapping](double nits) {
      const auto code = static_cast<std::uint16_t>(std::lround(pq(nits) * 65535));
      std::array<std::uint8_t, 3> out{};
      mapping.map({&code, &code, &code}, 1, {out.data(), &out[1], &out[2]});
      return int{out[1]};
    };
    QCOMPARE(grey(0), 0);
    // Below the knee of BT.2390, 89 cd/m² for a peak of 1000, light is what it is.
    QVERIFY(std::abs(grey(203 * light(128)) - 128) <= 1);
    QVERIFY(grey(203) > 215 && grey(203) < 240);
    QVERIFY(grey(1000) >= 254);
    QCOMPARE(grey(10000), 255);
    int last = 0;
    for (double nits = 0.01; nits < 10000; nits *= 1.1) {
      QVERIFY(grey(nits) >= last);
      last = grey(nits);
    }
    // A film that says that it is no brighter than SDR loses nothing.
    colours.peak_nits = 203;
    const media::SdrMapping unchanged(colours);
    const auto white = static_cast<std::uint16_t>(std::lround(pq(203) * 65535));
    std::array<std::uint8_t, 3> out{};
    unchanged.map({&white, &white, &white}, 1, {out.data(), &out[1], &out[2]});
    QVERIFY(out[0] >= 254 && out[1] >= 254 && out[2] >= 254);
  }

  void wide_gamut_is_shown_in_bt709() {
    // (200, 30, 30) in BT.2020's primaries.
    const std::array<double, 3> linear = in_bt2020({200, 30, 30});
    QStringList values;
    for (const double channel : linear)
      values << QString::number(std::lround(255 * (1.055 * std::pow(channel, 1 / 2.4) - 0.055)));
    const auto file = files_.make(
        "wide.mkv",
        {"-f", "lavfi", "-i",
         QString(
             "color=black:size=96x64:rate=25,format=gbrp,geq=r=%1:g=%2:b=%3,scale=out_color_matrix=bt2020:"
             "out_range=tv,format=yuv444p10le")
             .arg(values[0], values[1], values[2]),
         "-frames:v", "2", "-c:v", "ffv1", "-colorspace", "bt2020nc", "-color_primaries", "bt2020",
         "-color_trc", "bt2020-10", "-color_range", "tv"});
    media::VideoReader reader = open(file);
    QCOMPARE(reader.info().colours, std::string("wide gamut (BT.2020), shown in BT.709"));
    const Colour got = colour_at(reader.read(1).value().image, 48, 32);
    QVERIFY2(distance(got, {200, 30, 30}) <= 4, text_of(got));
    const Colour quick = colour_at(reader.read_for_screen(1, 48, 32).value(), 24, 16);
    QVERIFY2(distance(quick, got) <= 2, text_of(quick));
  }

  void transparency_lies_over_white_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<int>("tolerance");
    QTest::newRow("png in mov") << "a.mov"
                                << "-c:v png -pix_fmt rgba" << 1;
    QTest::newRow("16-bit png") << "a16.mov"
                                << "-c:v png -pix_fmt rgba64be" << 1;
    QTest::newRow("apng") << "a.apng"
                          << "-c:v apng -plays 0 -pix_fmt rgba" << 1;
    QTest::newRow("webp") << "a.webp"
                          << "-c:v libwebp -lossless 1 -pix_fmt bgra -frames:v 1" << 1;
    QTest::newRow("vp8") << "a8.webm"
                         << "-c:v libvpx -pix_fmt yuva420p -auto-alt-ref 0 -b:v 1M" << 6;
    QTest::newRow("vp9") << "a9.webm"
                         << "-c:v libvpx-vp9 -pix_fmt yuva420p -auto-alt-ref 0 -b:v 1M" << 6;
    QTest::newRow("prores 4444") << "p.mov"
                                 << "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le" << 4;
    QTest::newRow("ffv1") << "f.mkv"
                          << "-c:v ffv1 -pix_fmt yuva444p" << 4;
    QTest::newRow("qtrle") << "q.mov"
                           << "-c:v qtrle -pix_fmt argb" << 1;
  }
  /// The left half opaque, the middle transparent to a quarter, the right wholly.
  void transparency_lies_over_white() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    QFETCH(int, tolerance);
    const auto file = files_.make(
        name,
        QStringList{"-f", "lavfi", "-i",
                    "color=black:size=96x64:rate=25,format=gbrap,geq=r=200:g=100:b=50:a='if(lt(X,32),255,"
                    "if(lt(X,64),192,0))'",
                    "-frames:v", "5"} +
            encoding.split(' '));
    media::VideoReader reader = open(file);
    QVERIFY(reader.info().transparent);
    const std::int64_t last = reader.index().size() - 1;
    const base::RgbImage image = reader.read(last).value().image;
    const media::ScreenPicture quick = reader.read_for_screen(last, 4000, 4000).value();
    const std::array<std::pair<int, Colour>, 3> places{
        {{12, {200, 100, 50}}, {48, {214, 138, 101}}, {84, {255, 255, 255}}}};
    for (const auto& [x, colour] : places) {
      const Colour got = colour_at(image, x, 32);
      QVERIFY2(distance(got, colour) <= tolerance, text_of(got) + " for " + text_of(colour));
      const Colour on_screen = colour_at(quick, x, 32);
      QVERIFY2(distance(on_screen, got) <= 3, text_of(on_screen) + " for " + text_of(got));
    }
  }

  void a_gif_lies_over_white_too() {
    const auto file = files_.make(
        "t.gif",
        {"-f", "lavfi", "-i",
         "color=black:size=96x64:rate=10,format=gbrap,geq=r=200:g=0:b=0:a='if(lt(X,48),255,0)',format=rgba,"
         "split[a][b];[a]trim=end_frame=1,palettegen[p];[b][p]paletteuse",
         "-frames:v", "3"});
    const base::RgbImage image = open(file).read(1).value().image;
    QVERIFY(distance(colour_at(image, 12, 32), {200, 0, 0}) <= 8);
    QCOMPARE(colour_at(image, 84, 32), (Colour{255, 255, 255}));
  }

  void a_fourth_byte_that_nobody_set_hides_nothing() {
    const auto file =
        files_.make("unset.avi", {"-f", "lavfi", "-i",
                                  "color=black:size=96x64:rate=25,format=gbrap,geq=r=200:g=100:b=50:a=0",
                                  "-frames:v", "2", "-c:v", "rawvideo", "-pix_fmt", "bgra"});
    QCOMPARE(colour_at(open(file).read(1).value().image, 48, 32), (Colour{200, 100, 50}));
  }

  void interlacing_is_said_and_undone_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<bool>("upper_first");
    for (const bool upper : {true, false}) {
      const char* order = upper ? "upper" : "lower";
      QTest::addRow("h264 %s", order) << "i.mp4"
                                      << "-c:v libx264 -qp 8 -flags +ilme+ildct" << upper;
      QTest::addRow("mpeg2 %s", order) << "i.mpg"
                                       << "-c:v mpeg2video -q:v 2 -flags +ilme+ildct" << upper;
      QTest::addRow("ffv1 %s", order) << "i.mkv"
                                      << "-c:v ffv1" << upper;
    }
  }
  void interlacing_is_said_and_undone() {
    QFETCH(QString, name);
    QFETCH(QString, encoding);
    QFETCH(bool, upper_first);
    // A bar that moves by 8 pixels a field over a ramp that stands still.
    const QString order = upper_first ? "top" : "bottom";
    const auto file = files_.make(
        name,
        QStringList{
            "-f", "lavfi", "-i",
            "nullsrc=size=128x96:rate=50,format=gray,geq=lum='if(between(X,8*N,8*N+15),235,40+Y)',format="
            "yuv420p,tinterlace=interleave_" +
                order + ",setfield=" + (upper_first ? "tff" : "bff"),
            "-frames:v", "6", "-top", upper_first ? "1" : "0", "-field_order", upper_first ? "tt" : "bb"} +
            encoding.split(' '));
    media::VideoReader woven = open(file);
    QVERIFY(woven.info().interlaced);
    QVERIFY(!woven.info().deinterlaced);
    QVERIFY(woven.info().notices.at(0).find("interlaced") != std::string::npos);
    media::VideoReader whole = open(file, {.stream = {}, .deinterlace = true});
    QVERIFY(whole.info().deinterlaced);
    QVERIFY(whole.options().deinterlace);
    for (const int index : {3, 1}) {
      const base::RgbImage comb = woven.read(index).value().image;
      const base::RgbImage image = whole.read(index).value().image;
      const media::ScreenPicture quick = whole.read_for_screen(index, 4000, 4000).value();
      // The bar of the field shown first is at 16 * index, that of the other 8 further on.
      const int first = 16 * index, other = first + 16;
      int combed = 0;
      for (int y = 8; y < 88; ++y) {
        combed += std::abs(colour_at(comb, other + 4, y)[1] - colour_at(comb, other + 4, y + 1)[1]) > 60;
        const auto bright = [](const Colour& colour) { return colour[1] > 170; };
        QVERIFY(bright(colour_at(image, first + 4, y)) && !bright(colour_at(image, other + 4, y)));
        QVERIFY(bright(colour_at(quick, first + 4, y)) && !bright(colour_at(quick, other + 4, y)));
        // What stands still stays where it is.
        QVERIFY(std::abs(colour_at(image, 124, y)[1] - colour_at(comb, 124, y)[1]) <= 6);
      }
      QVERIFY(combed > 60);
    }
    media::VideoReader again = media::VideoReader::open(whole.scan());
    QVERIFY(again.read(3).value().image.pixels == whole.read(3).value().image.pixels);
  }

  void what_is_not_interlaced_stays_as_it_is() {
    const auto file = files_.make_numbered("whole.mkv", 128, 96, 4, words("-c:v ffv1 -pix_fmt yuv420p"));
    media::VideoReader asked = open(file, {.stream = {}, .deinterlace = true});
    QVERIFY(!asked.info().interlaced && !asked.info().deinterlaced);
    QCOMPARE(asked.info().notices.size(), std::size_t{1});
    media::VideoReader plain = open(file);
    QVERIFY(plain.info().notices.empty());
    QVERIFY(asked.read(2).value().image.pixels == plain.read(2).value().image.pixels);
  }

 private:
  std::filesystem::path make_palette_film(const QString& name) {
    const auto file =
        files_.make(name, {"-f", "lavfi", "-i",
                           "nullsrc=size=128x96:rate=25,trim=end_frame=20,format=gbrp,geq="
                           "r='if(lt(Y,32),if(mod(floor(N/pow(2,floor(X/16))),2),255,0),200)':"
                           "g='if(lt(Y,32),if(mod(floor(N/pow(2,floor(X/16))),2),255,0),60)':"
                           "b='if(lt(Y,32),if(mod(floor(N/pow(2,floor(X/16))),2),255,0),30)',format=rgba,"
                           "split[a][b];[a]palettegen=reserve_transparent=0[p];[b][p]paletteuse=dither=none",
                           "-c:v", "rawvideo", "-pix_fmt", "pal8", "-allow_raw_vfw", "1"});
    return file;
  }

  /// A stripe of 16 columns for each colour.
  std::filesystem::path make_hdr_film(bool is_pq, const QString& format) {
    QStringList channels;
    for (std::size_t channel = 0; channel < 3; ++channel) {
      QString value = "0";
      for (std::size_t i = kColours.size(); i-- > 0;) {
        const double signal = (is_pq ? pq_signal(kColours[i]) : hlg_signal(kColours[i]))[channel];
        value = QString("if(lt(X,%1),%2,%3)").arg(16 * (i + 1)).arg(std::lround(signal * 65535)).arg(value);
      }
      channels << "'" + value + "'";
    }
    return files_.make("hdr.mkv", {"-f", "lavfi", "-i",
                                   QString("color=black:size=%5x64:rate=25,format=gbrp16le,geq=r=%1:g=%2:b=%"
                                           "3,scale=out_color_matrix=bt2020:"
                                           "out_range=tv:flags=accurate_rnd+full_chroma_int,format=%4")
                                       .arg(channels[0], channels[1], channels[2], format)
                                       .arg(16 * kColours.size()),
                                   "-frames:v", "2", "-c:v", "ffv1", "-colorspace",
                                   format.startsWith("gbr") ? "rgb" : "bt2020nc", "-color_primaries",
                                   "bt2020", "-color_trc", is_pq ? "smpte2084" : "arib-std-b67",
                                   "-color_range", format.startsWith("gbr") ? "pc" : "tv"});
  }

  test::VideoFactory files_;
};

QTEST_GUILESS_MAIN(TestColours)
#include "test_colours.moc"
