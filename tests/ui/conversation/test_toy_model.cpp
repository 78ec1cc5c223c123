#include <QAction>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include "engine/encoded_video.h"
#include "studio_driver.h"
#include "ui/conversation/drawn_film.h"
#include "ui/look/language.h"
#include "ui/session/session.h"

namespace vp::test {
namespace {

constexpr int kWait_ms = 60000;
const QString kData = QStringLiteral(VP_TEST_DATA "/golden/");
const QString kBuiltin = QStringLiteral(VP_SOURCE_DIR "/resources/models/builtin");
const QString kSample = QStringLiteral(VP_SOURCE_DIR "/resources/clips/sample.mp4");

base::RgbImage picture_of(int width, int height, const std::function<QRgb(int, int)>& colour) {
  base::RgbImage picture;
  picture.width = width;
  picture.height = height;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const QRgb rgb = colour(x, y);
      for (const int channel : {qRed(rgb), qGreen(rgb), qBlue(rgb)})
        picture.pixels.push_back(static_cast<std::uint8_t>(channel));
    }
  }
  return picture;
}

}  // namespace

/// The model that comes with the program says what it is, and what it is not for.
class TestToyModel : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init() { QSettings().clear(); }
  void a_quiet_note_stays();
  void another_model_has_no_note();
  void films_that_are_not_drawn_are_offered_no_squares();
  void enter_says_what_is_missing();
  void drawn_films_are_told_apart();

 private:
  std::unique_ptr<StudioDriver> window() const {
    auto driver = std::make_unique<StudioDriver>(kBuiltin, 8, kBuiltin, kSample);
    return driver->show() ? std::move(driver) : nullptr;
  }
  static QStringList examples(const StudioDriver& driver) {
    QStringList texts;
    for (const auto* button : driver.window->findChildren<QPushButton*>(QStringLiteral("example_question")))
      if (button->isVisible()) texts << button->text();
    return texts;
  }

  QTemporaryDir settings_;
};

void TestToyModel::initTestCase() {
  QVERIFY(use_own_settings(settings_));
  ui::apply_language(*qApp, QStringLiteral("en"));
}

void TestToyModel::a_quiet_note_stays() {
  const auto driver = window();
  QVERIFY(driver);
  auto* note = driver->find<QWidget>("model_note");
  QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), kWait_ms);
  QVERIFY(driver->find<QLabel>("model_note_text")->text().contains(QStringLiteral("only drawn shapes")));
  driver->open(kSample);
  QVERIFY(driver->encoded());
  QTRY_COMPARE(examples(*driver).size(), 3);
  QVERIFY(driver->ask(QStringLiteral("Is there a blue square?")));
  QVERIFY(note->isVisible());  // it does not go with the first question
  auto* anew = driver->find<QPushButton>("model_note_anew");
  QVERIFY(!anew->isVisible());
  // It learned from conversations of two questions.
  QVERIFY(driver->ask(QStringLiteral("What color is the square?")));
  QVERIFY(anew->isVisible());
  QTest::mouseClick(anew, Qt::LeftButton);
  QTRY_VERIFY(driver->answers().isEmpty());
  QVERIFY(!anew->isVisible());
}

void TestToyModel::another_model_has_no_note() {
  StudioDriver driver(kData + QStringLiteral("checkpoint"), 8, kBuiltin, kSample);
  QVERIFY(driver.show());
  driver.open(kSample);
  QVERIFY(driver.encoded());
  QVERIFY(!driver.find<QWidget>("model_note")->isVisible());
  QCOMPARE(examples(driver).size(), 3);
}

void TestToyModel::films_that_are_not_drawn_are_offered_no_squares() {
  const auto driver = window();
  QVERIFY(driver);
  driver->open(kData + QStringLiteral("clip_landscape.mkv"));
  QVERIFY(driver->encoded());
  QTRY_VERIFY(driver->find<QLabel>("empty_notice")->text().contains(QStringLiteral("does not look drawn")));
  QVERIFY(examples(*driver).isEmpty());
  QVERIFY(driver->find<QPushButton>("empty_choose")->isVisible());
}

void TestToyModel::enter_says_what_is_missing() {
  const auto driver = window();
  QVERIFY(driver);
  driver->type_question(QString());
  QCOMPARE(driver->message(), QString());
  driver->type_question(QStringLiteral("Is there a blue square?"));
  QVERIFY2(driver->message().contains(QStringLiteral("no video")), qPrintable(driver->message()));
  QVERIFY(driver->answers().isEmpty());
}

void TestToyModel::drawn_films_are_told_apart() {
  const auto use = [](const base::RgbImage& picture) {
    const base::RgbImage* const pictures[] = {&picture};
    return ui::colour_use(pictures);
  };
  const base::RgbImage drawn = picture_of(160, 90, [](int x, int y) {
    return (x - 50) * (x - 50) + (y - 40) * (y - 40) < 400 ? qRgb(220, 40, 40) : qRgb(30, 34, 38);
  });
  QVERIFY(ui::looks_drawn(use(drawn)));
  QVERIFY(use(drawn).colours <= 2);
  // Grey in the middle, as faces and walls are.
  const base::RgbImage grey =
      picture_of(160, 90, [](int x, int) { return x < 60 ? qRgb(30, 34, 38) : qRgb(150, 140, 130); });
  QVERIFY(!ui::looks_drawn(use(grey)));
  // Many colours, though all are dark or strong.
  const base::RgbImage many = picture_of(160, 90, [](int x, int y) { return qRgb(x, y, (x * y) % 110); });
  QVERIFY(!ui::looks_drawn(use(many)));
  QVERIFY(!ui::looks_drawn(ui::ColourUse()));  // nothing is known
}

}  // namespace vp::test

QTEST_MAIN(vp::test::TestToyModel)
#include "test_toy_model.moc"
