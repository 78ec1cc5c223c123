#include "studio_driver.h"

#include <time.h>

#include <QAction>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTreeWidget>
#include <QtTest>
#include <algorithm>

#include "player/coded_video.h"
#include "ui/conversation/question_field.h"
#include "ui/conversation/text_display.h"
#include "ui/conversation/turn_view.h"
#include "ui/look/format.h"
#include "ui/player/frame_thumbnail.h"
#include "ui/player/video_view.h"

namespace vp::test {
namespace {

constexpr int kTick_ms = 5;
constexpr int kWait_ms = 60000;  // for what the model computes

double thread_cpu_ms() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

}  // namespace

StallMeter::StallMeter() {
  timer_.setTimerType(Qt::PreciseTimer);
  timer_.setInterval(kTick_ms);
  connect(&timer_, &QTimer::timeout, this, [this] {
    const double cpu = thread_cpu_ms();
    if (clock_.isValid()) {
      wall_ms_ = std::max(wall_ms_, static_cast<double>(clock_.nsecsElapsed()) / 1e6 - kTick_ms);
      cpu_ms_ = std::max(cpu_ms_, cpu - last_cpu_ms_);
    }
    last_cpu_ms_ = cpu;
    clock_.start();
  });
  timer_.start();
}

void StallMeter::reset() {
  wall_ms_ = 0;
  cpu_ms_ = 0;
  clock_.invalidate();
}

bool use_own_settings(const QTemporaryDir& folder) {
  QCoreApplication::setOrganizationName(QStringLiteral("videopanda-test"));
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
  return folder.isValid();
}

StudioDriver::StudioDriver(const QString& model, int max_new_tokens, const QString& builtin_model,
                           const QString& sample_clip, const QString& library, std::int64_t memory_bytes) {
  ui::StartOptions options;
  options.memory_bytes = memory_bytes;
  options.model.folder = ui::to_path(model);
  options.model.dtype = engine::DtypeChoice::Float32;
  options.model.threads = 1;
  options.builtin_model = ui::to_path(builtin_model);
  options.sample_clip = sample_clip;
  options.ask.max_new_tokens = max_new_tokens;
  options.library.file =
      ui::to_path(library.isEmpty() ? storage.filePath(QStringLiteral("library.sqlite")) : library);
  options.library.video_cache.folder = options.library.file.parent_path() / "encoded";
  window = std::make_unique<ui::MainWindow>(options, chooser);
}

bool StudioDriver::show() {
  window->resize(1100, 760);
  window->show();
  return QTest::qWaitForWindowActive(window.get());
}

int StudioDriver::shown_frame() const {
  static const QRegularExpression number(QStringLiteral("(\\d+) / "));
  const auto match = number.match(find<QLabel>("frame_label")->text());
  return match.hasMatch() ? match.captured(1).toInt() : -1;
}

QImage StudioDriver::painted_picture() const {
  auto* view = find<ui::VideoView>("video_view");
  const QRect rect = view->picture_rect().toAlignedRect().intersected(view->rect());
  return rect.isEmpty() ? QImage() : view->grab(rect).toImage();
}

QStringList StudioDriver::answers() const {
  QStringList texts;
  for (const auto* answer : window->findChildren<ui::TextDisplay*>(QStringLiteral("answer"))) {
    texts << answer->source();
  }
  return texts;
}

QStringList StudioDriver::footers() const {
  QStringList texts;
  for (const auto* turn : window->findChildren<ui::TurnView*>()) {
    QStringList parts{turn->findChild<QLabel*>(QStringLiteral("turn_notice"))->text(),
                      turn->findChild<QLabel*>(QStringLiteral("turn_footer"))->accessibleDescription()};
    parts.removeAll(QString());
    texts << parts.join(QStringLiteral(" · "));
  }
  return texts;
}

QString StudioDriver::message() const {
  return find<QLabel>("message_text")->text();
}

void StudioDriver::type_question(const QString& question) const {
  auto* field = find<ui::QuestionField>("question_field");
  QTest::mouseClick(field->viewport(), Qt::LeftButton);
  QTest::keyClicks(field, question);
  QTest::keyClick(field, Qt::Key_Return);
}

bool StudioDriver::show_library() {
  if (!show()) return false;
  QAction* shown = action("show_library_panel");
  if (!shown->isChecked()) shown->trigger();
  return true;
}

bool StudioDriver::show_encoded(const QString& file) {
  if (!show()) return false;
  open(file);
  return encoded();
}

bool StudioDriver::open_coded(const QString& file) {
  open(file);
  return QTest::qWaitFor([&] { return coded_picture() == 0; }, kWait_ms);
}

int StudioDriver::coded_picture() const {
  return read_coded_picture(painted_picture());
}

void StudioDriver::press(const char* button) const {
  QTest::mouseClick(find<QAbstractButton>(button), Qt::LeftButton);
}

bool StudioDriver::raise_panel(const char* panel) const {
  auto* inside = find<QWidget>(panel);
  find<QWidget>((QByteArray(panel) + "_dock").constData())->raise();
  return QTest::qWaitFor([&] { return inside->isVisible(); }, kWait_ms);
}

bool StudioDriver::encoded(int frames) const {
  return QTest::qWaitFor([&] { return thumbnail_count() == frames && idle(); }, kWait_ms);
}

bool StudioDriver::ask(const QString& question) const {
  const auto before = footers().size();
  type_question(question);
  return QTest::qWaitFor(
      [&] { return footers().size() == before + 1 && !footers().last().isEmpty() && idle(); }, kWait_ms);
}

int StudioDriver::thumbnail_count() const {
  const auto thumbnails = window->findChildren<ui::FrameThumbnail*>();
  return static_cast<int>(std::count_if(thumbnails.begin(), thumbnails.end(),
                                        [](const auto* thumbnail) { return thumbnail->seen(); }));
}

QTreeWidget* StudioDriver::library_tree() const {
  return find<QTreeWidget>("library_tree");
}

QStringList StudioDriver::sessions() const {
  QStringList titles;
  for (QTreeWidgetItemIterator it(library_tree()); *it != nullptr; ++it)
    if ((*it)->parent() != nullptr) titles << (*it)->text(0);
  return titles;
}

void StudioDriver::open_first_session() const {
  QTreeWidget* tree = library_tree();
  tree->setFocus();
  QTest::keyClick(tree, Qt::Key_Home);
  QTest::keyClick(tree, Qt::Key_Down);
  QTest::keyClick(tree, Qt::Key_Return);
}

bool StudioDriver::idle() const {
  return !find<QPushButton>("stop_button")->isVisible();
}

LibraryFolder::LibraryFolder()
    : file(path(QStringLiteral("library.sqlite"))), clip(path(QStringLiteral("a day.mkv"))) {
  QFile::copy(QStringLiteral(VP_TEST_DATA "/golden/clip_landscape.mkv"), clip);
}

std::unique_ptr<StudioDriver> LibraryFolder::window(const QString& model, int max_new_tokens) const {
  auto driver = std::make_unique<StudioDriver>(model, max_new_tokens, QString(), QString(), file);
  return driver->show_library() ? std::move(driver) : nullptr;
}

std::unique_ptr<StudioDriver> LibraryFolder::ready_window(const QString& model, int max_new_tokens) const {
  auto driver = window(model, max_new_tokens);
  if (!driver) return nullptr;
  driver->open(clip);
  return driver->encoded() ? std::move(driver) : nullptr;
}

library::SessionStore LibraryFolder::stored() const {
  library::StoreOptions options;
  options.file = ui::to_path(file);
  options.write = false;
  return library::SessionStore::open(options);
}

}  // namespace vp::test
