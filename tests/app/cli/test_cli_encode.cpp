// videopanda encode: the file of tokens and maps.
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <cstring>

#include "checkpoint/weight_reader.h"
#include "command_run.h"

using namespace vp::test;
using nlohmann::json;
using vp::checkpoint::TensorInfo;
using vp::checkpoint::WeightReader;

namespace {

// How far two correct float32 implementations may be apart, as a share of the largest value.
constexpr double kTolerance = 2e-4;

std::unique_ptr<WeightReader> open(const QString& file) {
  return vp::checkpoint::open_safetensors(file.toStdString());
}

std::vector<float> values(const WeightReader& file, const TensorInfo& info) {
  std::vector<float> values(static_cast<std::size_t>(info.element_count()));
  file.read(info, std::as_writable_bytes(std::span(values)));
  return values;
}

// Empty when the tensors have the same shape, float32, and values within the tolerance.
QString difference(const WeightReader& file, const std::string& name, const WeightReader& golden_file,
                   const std::string& golden_name) {
  const TensorInfo* found = file.find(name);
  const TensorInfo* expected = golden_file.find(golden_name);
  if (found == nullptr || expected == nullptr) return "missing";
  if (found->dtype != vp::checkpoint::Dtype::Float32) return vp::checkpoint::name_of(found->dtype);
  if (found->shape != expected->shape)
    return QString::fromStdString(vp::checkpoint::shape_text(found->shape));
  const std::vector<float> a = values(file, *found), e = values(golden_file, *expected);
  double error = 0, largest = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    // A NaN must not pass as no difference.
    const double distance = std::abs(static_cast<double>(a[i]) - e[i]);
    error = std::isfinite(distance) ? std::max(error, distance) : HUGE_VAL;
    largest = std::max(largest, std::abs(static_cast<double>(e[i])));
  }
  return error <= kTolerance * largest ? QString() : QString::number(error / largest);
}

// __metadata__ of a .safetensors file: its header is JSON after its length in 8 bytes.
json metadata(const QString& file) {
  const QByteArray bytes = read_bytes(file);
  quint64 size = 0;
  std::memcpy(&size, bytes.constData(), sizeof size);
  return json::parse(bytes.begin() + 8, bytes.begin() + 8 + static_cast<qsizetype>(size))["__metadata__"];
}

CommandRun encode(const QString& video, const QString& out, const QStringList& more = {}) {
  return videopanda(
      QStringList{"encode", video, "--out", out, "--model", golden_checkpoint(), "--dtype", "float32"} +
      more);
}

}  // namespace

class TestCliEncode : public QObject {
  Q_OBJECT

 private slots:
  void maps_as_golden();
  void maps_as_golden_data();
  void takes_more_frames();
  void is_silent();

 private:
  QTemporaryDir folder_;
};

void TestCliEncode::maps_as_golden_data() {
  QTest::addColumn<QString>("clip");
  QTest::addColumn<int>("cells");   // FSRA cells of a frame
  QTest::addColumn<int>("tokens");  // of a frame
  QTest::newRow("landscape") << "clip_landscape" << 40 << 46;
  QTest::newRow("portrait") << "clip_portrait" << 40 << 49;
  // Five frames: the second chunk has three padding frames.
  QTest::newRow("padded") << "clip_short" << 64 << 73;
}

void TestCliEncode::maps_as_golden() {
  QFETCH(QString, clip);
  QFETCH(int, cells);
  QFETCH(int, tokens);
  const QString out = folder_.filePath(clip + "/maps.safetensors");
  const CommandRun run = encode(golden(clip + ".mkv"), out);
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  QCOMPARE(files_below(folder_.filePath(clip)), QStringList{"maps.safetensors"});
  const auto file = open(out);
  const auto expected = open(golden(clip + ".expected.safetensors"));
  QCOMPARE(difference(*file, "gstra_attention", *expected, "gstra_attention"), QString());
  QCOMPARE(difference(*file, "frame0.fsra_attention", *expected, "fsra_attention0"), QString());
  QCOMPARE(difference(*file, "frame0.tokens", *expected, "tokens0"), QString());

  QCOMPARE(file->tensors().size(), 1u + 8u * 3u);
  for (int frame = 0; frame < 8; ++frame) {
    const std::string prefix = "frame" + std::to_string(frame) + ".";
    const auto shape = [&](const char* name) {
      const TensorInfo* info = file->find(prefix + name);
      return info != nullptr ? info->shape : std::vector<std::int64_t>{};
    };
    QVERIFY((shape("fsra_attention") == std::vector<std::int64_t>{8, cells}));
    QVERIFY((shape("lsd_attention") == std::vector<std::int64_t>{8, cells, 4}));
    QVERIFY((shape("tokens") == std::vector<std::int64_t>{tokens, 96}));
    for (const char* name : {"fsra_attention", "lsd_attention", "tokens"})
      for (const float value : values(*file, *file->find(prefix + name))) QVERIFY(std::isfinite(value));
  }

  const json meta = metadata(out);
  for (const json& entry : read_json(golden("end_to_end.json"))) {
    if (entry["clip"] != (clip + ".mkv").toStdString()) continue;
    QVERIFY(json::parse(meta["frame_indices"].get<std::string>()) == entry["indices"]);
    const json times = json::parse(meta["frame_times_s"].get<std::string>());
    QCOMPARE(times.size(), entry["indices"].size());
    for (std::size_t i = 0; i < times.size(); ++i)
      QVERIFY(std::abs(times[i].get<double>() -
                       entry["indices"][i].get<double>() / entry["fps"].get<double>()) < 1e-9);
  }
}

void TestCliEncode::takes_more_frames() {
  const QString out = folder_.filePath("sixteen.safetensors");
  const CommandRun run = encode(golden("clip_portrait.mkv"), out, {"--frames", "16"});
  QVERIFY2(run.code == 0, qPrintable(run.summary()));
  const auto file = open(out);
  QCOMPARE(file->tensors().size(), 1u + 16u * 3u);
  QVERIFY((file->find("gstra_attention")->shape == std::vector<std::int64_t>{4, 8, 1024}));
  QCOMPARE(json::parse(metadata(out)["frame_indices"].get<std::string>()).size(), 16u);
}

void TestCliEncode::is_silent() {
  const CommandRun run = encode(golden("clip_short.mkv"), folder_.filePath("silent.safetensors"));
  QCOMPARE(run.code, 0);
  QCOMPARE(run.out, QByteArray());
  QCOMPARE(run.err, QByteArray());
}

QTEST_GUILESS_MAIN(TestCliEncode)
#include "test_cli_encode.moc"
