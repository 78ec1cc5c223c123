#include "ui/film_panels.h"

#include <QMainWindow>

namespace vp::ui {

FilmPanels::FilmPanels(QMainWindow* window, const QList<QDockWidget*>& docks)
    : QObject(window), window_(window), docks_(docks) {}

void FilmPanels::set_film(bool film) {
  if (film == film_) return;
  film_ = film;
  if (placed_) film ? show() : hide();
}

void FilmPanels::laid_out() {
  placed_ = true;
  hidden_.clear();
  if (!film_) hide();
}

void FilmPanels::hide() {
  front_.clear();
  for (QDockWidget* dock : docks_) {
    if (dock->isHidden()) continue;
    if (dock->widget()->isVisible()) front_ = dock;
    hidden_.append(dock);
  }
  for (QDockWidget* dock : hidden_) dock->hide();
}

void FilmPanels::show() {
  for (QDockWidget* dock : hidden_) dock->show();
  if (front_) front_->raise();
  hidden_.clear();
}

QByteArray FilmPanels::state() {
  if (film_ || !placed_) return window_->saveState();
  const QList<QDockWidget*> hidden = hidden_;
  show();
  const QByteArray state = window_->saveState();
  hidden_ = hidden;
  for (QDockWidget* dock : hidden_) dock->hide();
  return state;
}

}  // namespace vp::ui
