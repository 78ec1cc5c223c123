#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "media/audio_reader.h"
#include "media/time_stretch.h"

using vp::media::AudioReader;
using vp::media::TimeStretch;

namespace {

constexpr int kRate = AudioReader::kSampleRate;

/// A tone in both channels, the right one half as loud.
std::vector<std::int16_t> tone(double hertz, double seconds) {
  const auto frames = static_cast<std::size_t>(seconds * kRate);
  std::vector<std::int16_t> samples;
  for (std::size_t i = 0; i < frames; ++i) {
    const double wave = std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate);
    samples.push_back(static_cast<std::int16_t>(std::lround(12000 * wave)));
    samples.push_back(static_cast<std::int16_t>(std::lround(6000 * wave)));
  }
  return samples;
}

std::vector<std::int16_t> stretched(const std::vector<std::int16_t>& input, double rate, std::size_t block) {
  TimeStretch stretch(rate);
  std::size_t given = 0;
  const auto source = [&](std::span<std::int16_t> out) {
    const std::size_t count = std::min(out.size(), input.size() - given);
    std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(given), count, out.begin());
    given += count;
    return count / 2;
  };
  std::vector<std::int16_t> output;
  std::vector<std::int16_t> buffer(block * 2);
  while (const std::size_t frames = stretch.read(buffer, source))
    output.insert(output.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(frames * 2));
  return output;
}

/// How often the left channel crosses zero upwards in a second.
double pitch(const std::vector<std::int16_t>& samples) {
  int crossings = 0;
  for (std::size_t i = 2; i < samples.size(); i += 2) crossings += samples[i - 2] < 0 && samples[i] >= 0;
  return crossings * static_cast<double>(kRate) * 2 / static_cast<double>(samples.size());
}

}  // namespace

class TestTimeStretch : public QObject {
  Q_OBJECT
 private slots:
  void keeps_the_pitch_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("hertz");
    for (const double rate : {0.25, 0.5, 0.75, 1.25, 1.5, 2.0, 4.0}) {
      for (const double hertz : {110.0, 440.0, 3000.0})
        QTest::addRow("%g Hz at %g", hertz, rate) << rate << hertz;
    }
  }
  void keeps_the_pitch() {
    QFETCH(double, rate);
    QFETCH(double, hertz);
    const auto output = stretched(tone(hertz, 2), rate, 500);
    const double seconds = static_cast<double>(output.size()) / 2 / kRate;
    QVERIFY2(std::abs(seconds - 2 / rate) < 0.05, qPrintable(QString::number(seconds)));
    QVERIFY2(std::abs(pitch(output) / hertz - 1) < 0.03, qPrintable(QString::number(pitch(output))));
    // No click where two pieces meet: neighbours differ by no more than the tone's own slope and a little.
    const double steepest = 12000 * 2 * std::numbers::pi * hertz / kRate;
    for (std::size_t i = 2; i + 2 * 800 < output.size(); i += 2) {
      QVERIFY2(std::abs(output[i] - output[i - 2]) < 1.5 * steepest + 50,
               qPrintable(QStringLiteral("sample %1").arg(i / 2)));
      QVERIFY(std::abs(output[i] - 2 * output[i + 1]) <= 4);  // both channels are cut alike
    }
  }

  void passes_sound_at_its_own_rate_unchanged() {
    const auto input = tone(440, 0.5);
    const auto output = stretched(input, 1, 333);
    QVERIFY(output.size() >= input.size());
    QVERIFY(std::equal(input.begin(), input.end(), output.begin()));
    QVERIFY(std::all_of(output.begin() + static_cast<std::ptrdiff_t>(input.size()), output.end(),
                        [](std::int16_t sample) { return sample == 0; }));
  }

  void does_not_depend_on_the_size_of_the_reads() {
    const auto input = tone(300, 0.7);
    QVERIFY(stretched(input, 1.5, 64) == stretched(input, 1.5, 9000));
  }

  void silence_and_nothing() {
    QVERIFY(stretched({}, 2, 100).empty());
    const auto output = stretched(std::vector<std::int16_t>(kRate, 0), 2, 100);
    QVERIFY(std::all_of(output.begin(), output.end(), [](std::int16_t sample) { return sample == 0; }));
  }
};

QTEST_APPLESS_MAIN(TestTimeStretch)
#include "test_time_stretch.moc"
