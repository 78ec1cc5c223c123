#include "ui/long_jobs.h"

#include <QAction>
#include <QCoreApplication>
#include <utility>

#include "ui/batch/batch_dialog.h"
#include "ui/benchmark/benchmark_dialog.h"
#include "ui/export/verify_dialog.h"

namespace vp::ui {

LongJobs::LongJobs(Inference& inference, const Session& session, FileChooser& chooser,
                   SideBySideDialog::Settings settings, QWidget* window)
    : QObject(window),
      verify_(new VerifyDialog(inference, chooser, window)),
      batch_(new BatchDialog(inference, chooser, settings.ask, window)),
      benchmark_(new BenchmarkDialog(inference, chooser, window)),
      side_by_side_(new SideBySideDialog(inference, session, chooser, std::move(settings), window)) {
  connect(batch_, &BatchDialog::video_requested, this, &LongJobs::video_requested);
  connect(benchmark_, &BenchmarkDialog::video_requested, this, &LongJobs::video_requested);
}

void LongJobs::fill_menu(const AddEntry& add) {
  connect(
      add("verify_transcript", {}, QT_TRANSLATE_NOOP("vp::ui::MainWindow", "&Verify transcript…"),
          QT_TRANSLATE_NOOP("vp::ui::MainWindow", "Ask everything in a saved transcript again and compare")),
      &QAction::triggered, verify_, &VerifyDialog::choose);
  connect(add("show_batch", Qt::CTRL | Qt::Key_B, QT_TRANSLATE_NOOP("vp::ui::MainWindow", "B&atch…"),
              QT_TRANSLATE_NOOP("vp::ui::MainWindow",
                                "Ask the same questions about many videos, or along a long one")),
          &QAction::triggered, batch_, &QWidget::show);
  connect(add("show_benchmark", {}, QT_TRANSLATE_NOOP("vp::ui::MainWindow", "Bench&mark…"),
              QT_TRANSLATE_NOOP("vp::ui::MainWindow", "Ask the questions of a benchmark and see the score")),
          &QAction::triggered, benchmark_, &QWidget::show);
  connect(add("show_side_by_side", {}, QT_TRANSLATE_NOOP("vp::ui::MainWindow", "Side b&y side…"),
              QT_TRANSLATE_NOOP("vp::ui::MainWindow", "Ask two models the same question")),
          &QAction::triggered, side_by_side_, &QWidget::show);
}

}  // namespace vp::ui
