#pragma once

#include <QByteArray>
#include <QDockWidget>
#include <QList>
#include <QObject>
#include <QPointer>

class QMainWindow;

namespace vp::ui {

/// Panels that say something of a film: out of the way while there is none, and where they were with the
/// next. What is remembered of the window is how it lies with a film.
class FilmPanels final : public QObject {
  Q_OBJECT

 public:
  FilmPanels(QMainWindow* window, const QList<QDockWidget*>& docks);

  void set_film(bool film);
  /// Panels were put where they were once; without a film these go again.
  void laid_out();
  /// QMainWindow::saveState() as it is with a film.
  QByteArray state();

 private:
  void hide();
  void show();

  QMainWindow* window_;
  QList<QDockWidget*> docks_;
  QList<QDockWidget*> hidden_;
  QPointer<QDockWidget> front_;  ///< of those, the one that was seen
  bool film_ = true;
  bool placed_ = false;  ///< before, none is hidden: it would be forgotten how large it is
};

}  // namespace vp::ui
