#include "ui/batch/batch_setup.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>
#include <QSettings>
#include <QSpinBox>
#include <utility>

#include "batch/batch_inputs.h"
#include "ui/look/format.h"
#include "ui/look/language.h"
#include "ui/look/plain_text.h"

namespace vp::ui {
namespace {

const QString kVideosKey = QStringLiteral("batch/videos");
const QString kQuestionsKey = QStringLiteral("batch/questions");
const QString kWindowsKey = QStringLiteral("batch/by_windows");
const QString kWindowKey = QStringLiteral("batch/window_s");
const QString kStepKey = QStringLiteral("batch/step_s");
const QString kResultsKey = QStringLiteral("batch/results");
constexpr int kLongestWindow_s = 24 * 3600;

QSpinBox* seconds_box(const char* name, int value) {
  auto* box = new QSpinBox;
  box->setObjectName(QLatin1String(name));
  box->setRange(1, kLongestWindow_s);
  box->setValue(value);
  return box;
}

QPushButton* field_button(const char* name) {
  auto* made = new QPushButton;
  made->setObjectName(QLatin1String(name));
  made->setAutoDefault(false);
  return made;
}

}  // namespace

BatchSetup::BatchSetup(FileChooser& chooser, QWidget* parent)
    : QWidget(parent),
      chooser_(chooser),
      videos_box_(new QGroupBox),
      videos_(new QListWidget),
      add_files_(field_button("batch_add_files")),
      add_folder_(field_button("batch_add_folder")),
      remove_(field_button("batch_remove")),
      questions_box_(new QGroupBox),
      questions_(new QPlainTextEdit),
      load_(field_button("batch_load_questions")),
      extent_label_(new QLabel),
      extent_(new QComboBox),
      window_label_(new QLabel),
      window_s_(seconds_box("batch_window", 30)),
      step_label_(new QLabel),
      step_s_(seconds_box("batch_step", 30)),
      retry_(new QCheckBox),
      results_label_(new QLabel),
      results_(new QLineEdit),
      browse_(field_button("batch_browse")) {
  videos_->setObjectName(QStringLiteral("batch_videos"));
  videos_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  videos_->setTextElideMode(Qt::ElideMiddle);
  videos_->setTabKeyNavigation(false);
  questions_->setObjectName(QStringLiteral("batch_questions"));
  questions_->setTabChangesFocus(true);
  extent_->setObjectName(QStringLiteral("batch_extent"));
  extent_->addItems({QString(), QString()});
  retry_->setObjectName(QStringLiteral("batch_retry"));
  results_->setObjectName(QStringLiteral("batch_results"));
  make_layout();
  restore();

  connect(add_files_, &QPushButton::clicked, this, [this] {
    chooser_.open_videos(this, QSettings().value(QStringLiteral("video_folder")).toString(),
                         [this](const QStringList& names) { add_videos(names); });
  });
  connect(add_folder_, &QPushButton::clicked, this, [this] {
    chooser_.choose_folder(this, QSettings().value(QStringLiteral("video_folder")).toString(),
                           [this](const QString& name) { add_videos({name}); });
  });
  connect(remove_, &QPushButton::clicked, this, [this] {
    qDeleteAll(videos_->selectedItems());
    emit changed();
  });
  connect(load_, &QPushButton::clicked, this, [this] {
    chooser_.open_questions(this, QFileInfo(results()).path(),
                            [this](const QString& name) { load_questions(name); });
  });
  connect(browse_, &QPushButton::clicked, this, [this] {
    chooser_.save_results(this, results(), [this](const QString& name) { results_->setText(name); });
  });
  connect(extent_, &QComboBox::currentIndexChanged, this, &BatchSetup::changed);
  for (QSpinBox* box : {window_s_, step_s_})
    connect(box, &QSpinBox::valueChanged, this, &BatchSetup::changed);
  connect(questions_, &QPlainTextEdit::textChanged, this, &BatchSetup::changed);
  connect(results_, &QLineEdit::textChanged, this, &BatchSetup::changed);
  connect(retry_, &QCheckBox::toggled, this, &BatchSetup::changed);
  connect(videos_, &QListWidget::itemSelectionChanged, this, &BatchSetup::update_controls);
  connect(this, &BatchSetup::changed, this, &BatchSetup::update_controls);
  translate(this, [this] { show_texts(); });
  update_controls();
}

void BatchSetup::make_layout() {
  auto* videos = new QGridLayout(videos_box_);
  videos->addWidget(videos_, 0, 0, 1, 4);
  videos->addWidget(add_files_, 1, 0);
  videos->addWidget(add_folder_, 1, 1);
  videos->addWidget(remove_, 1, 2);
  videos->setColumnStretch(3, 1);
  auto* questions = new QGridLayout(questions_box_);
  questions->addWidget(questions_, 0, 0, 1, 2);
  questions->addWidget(load_, 1, 0);
  questions->setColumnStretch(1, 1);

  auto* how = new QHBoxLayout;
  for (const auto& [label, field] : {std::pair<QLabel*, QWidget*>{extent_label_, extent_},
                                     {window_label_, window_s_},
                                     {step_label_, step_s_}}) {
    label->setBuddy(field);
    how->addWidget(label);
    how->addWidget(field);
  }
  how->addStretch(1);
  how->addWidget(retry_);

  auto* file = new QHBoxLayout;
  results_label_->setBuddy(results_);
  file->addWidget(results_label_);
  file->addWidget(results_, 1);
  file->addWidget(browse_);

  auto* layout = new QGridLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(videos_box_, 0, 0);
  layout->addWidget(questions_box_, 0, 1);
  layout->addLayout(how, 1, 0, 1, 2);
  layout->addLayout(file, 2, 0, 1, 2);
  layout->setColumnStretch(0, 1);
  layout->setColumnStretch(1, 1);
  layout->setRowStretch(0, 1);
}

void BatchSetup::show_texts() {
  videos_box_->setTitle(tr("Videos"));
  videos_->setAccessibleName(tr("Videos"));
  videos_->setToolTip(tr("Files, and folders whose videos are meant; more can be dropped here"));
  add_files_->setText(tr("Add &files…"));
  add_files_->setToolTip(tr("Choose video files"));
  add_folder_->setText(tr("Add f&older…"));
  add_folder_->setToolTip(tr("Choose a folder; all videos in it and below it are meant"));
  remove_->setText(tr("Re&move"));
  remove_->setToolTip(tr("Take the selected videos off the list"));
  questions_box_->setTitle(tr("Questions"));
  questions_->setAccessibleName(tr("Questions"));
  questions_->setPlaceholderText(tr("One question a line"));
  questions_->setToolTip(tr("Each question is asked as the first about its video"));
  load_->setText(tr("&Load…"));
  load_->setToolTip(tr("Read questions from a text file, one a line, or from a CSV table"));
  extent_label_->setText(tr("Ask &about:"));
  extent_->setItemText(0, tr("the whole video"));
  extent_->setItemText(1, tr("windows along it"));
  extent_->setToolTip(tr("Windows show when in a long video an answer holds"));
  window_label_->setText(tr("Len&gth:"));
  window_s_->setSuffix(tr(" s"));
  window_s_->setToolTip(tr("Length of a window in seconds"));
  step_label_->setText(tr("E&very:"));
  step_s_->setSuffix(tr(" s"));
  step_s_->setToolTip(tr("Seconds from the start of a window to the start of the next one"));
  retry_->setText(tr("Ask fa&iled ones again"));
  retry_->setToolTip(tr("Ask again what has an error in the results file"));
  results_label_->setText(tr("&Results file:"));
  results_->setToolTip(tr("A line for each answer; what is in the file already is not asked again"));
  browse_->setText(tr("&Browse…"));
  browse_->setToolTip(tr("Choose the results file"));
  for (QPushButton* one : {add_files_, add_folder_, remove_, load_, browse_})
    one->setAccessibleName(one->toolTip());
  extent_->setAccessibleName(tr("Ask about"));
  window_s_->setAccessibleName(window_s_->toolTip());
  step_s_->setAccessibleName(step_s_->toolTip());
  results_->setAccessibleName(tr("Results file"));
  retry_->setAccessibleName(retry_->toolTip());
}

void BatchSetup::restore() {
  const QSettings settings;
  add_videos(settings.value(kVideosKey).toStringList());
  questions_->setPlainText(settings.value(kQuestionsKey).toStringList().join(QLatin1Char('\n')));
  extent_->setCurrentIndex(settings.value(kWindowsKey).toBool() ? 1 : 0);
  window_s_->setValue(settings.value(kWindowKey, 30).toInt());
  step_s_->setValue(settings.value(kStepKey, 30).toInt());
  results_->setText(settings.value(kResultsKey).toString());
}

void BatchSetup::store() const {
  QSettings settings;
  QStringList videos;
  for (int i = 0; i < videos_->count(); ++i) videos << videos_->item(i)->text();
  settings.setValue(kVideosKey, videos);
  settings.setValue(kQuestionsKey, questions_->toPlainText().split(QLatin1Char('\n')));
  settings.setValue(kWindowsKey, extent_->currentIndex() == 1);
  settings.setValue(kWindowKey, window_s_->value());
  settings.setValue(kStepKey, step_s_->value());
  settings.setValue(kResultsKey, results());
}

void BatchSetup::add_videos(const QStringList& names) {
  QSet<QString> there;
  for (int i = 0; i < videos_->count(); ++i) there.insert(videos_->item(i)->text());
  for (const QString& name : names) {
    const QString file = QDir::toNativeSeparators(QFileInfo(name).absoluteFilePath());
    if (name.isEmpty() || there.contains(file)) continue;
    there.insert(file);
    auto* item = new QListWidgetItem(file, videos_);
    item->setToolTip(plain_tip(file));
  }
  if (results().isEmpty() && videos_->count() > 0) {
    const QFileInfo first(videos_->item(0)->text());
    const QDir folder(first.isDir() ? first.absoluteFilePath() : first.absolutePath());
    results_->setText(QDir::toNativeSeparators(folder.filePath(QStringLiteral("answers.jsonl"))));
  }
  emit changed();
}

void BatchSetup::load_questions(const QString& file) {
  files_.run(
      std::stop_source(), this,
      [file = to_path(file)](const std::stop_token&) {
        return batch::distinct_questions(batch::read_question_list(file));
      },
      [this](const std::vector<std::string>& read) {
        QStringList lines;
        const QString there = questions_->toPlainText().trimmed();
        if (!there.isEmpty()) lines << there;
        // A line break in a table's cell would make two questions of one.
        for (const std::string& question : read) lines << to_qstring(question).simplified();
        questions_->setPlainText(lines.join(QLatin1Char('\n')));
      },
      [this](const Failure& failure) {
        if (!failure.stopped()) emit failed(failure);
      });
}

QString BatchSetup::results() const {
  return results_->text().trimmed();
}

BatchRequest BatchSetup::request() const {
  BatchRequest request;
  for (int i = 0; i < videos_->count(); ++i) request.plan.videos.push_back(to_path(videos_->item(i)->text()));
  std::vector<std::string> lines;
  for (const QString& line : questions_->toPlainText().split(QLatin1Char('\n')))
    if (!line.trimmed().isEmpty()) lines.push_back(line.trimmed().toStdString());
  request.plan.questions = batch::distinct_questions(lines);
  if (extent_->currentIndex() == 1) {
    request.plan.options.window_s = window_s_->value();
    request.plan.options.step_s = step_s_->value();
  }
  request.results = to_path(results());
  request.run.retry_failed = retry_->isChecked();
  return request;
}

QString BatchSetup::problem() const {
  if (videos_->count() == 0) return tr("Add the videos that are to be asked about.");
  if (questions_->toPlainText().trimmed().isEmpty()) return tr("Write the questions, one a line.");
  if (results().isEmpty()) return tr("Name the file that the answers go into.");
  return {};
}

void BatchSetup::focus_first() {
  videos_->count() == 0 ? add_files_->setFocus() : questions_->setFocus();
}

void BatchSetup::update_controls() {
  remove_->setEnabled(!videos_->selectedItems().isEmpty());
  const bool by_windows = extent_->currentIndex() == 1;
  for (QWidget* one : std::initializer_list<QWidget*>{window_label_, window_s_, step_label_, step_s_})
    one->setEnabled(by_windows);
}

}  // namespace vp::ui
