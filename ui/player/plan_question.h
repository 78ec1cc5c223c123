#pragma once

#include <QWidget>

namespace vp::ui {

/// Other frames are chosen than the conversation is about: whether it is to end.
class PlanQuestion final : public QWidget {
  Q_OBJECT

 public:
  explicit PlanQuestion(QWidget* parent = nullptr);

 signals:
  void confirmed();
  void discarded();
};

}  // namespace vp::ui
