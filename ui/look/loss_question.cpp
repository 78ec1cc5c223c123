#include "ui/look/loss_question.h"

#include <QMessageBox>
#include <QPushButton>
#include <utility>

namespace vp::ui {

void ask_before_loss(const Loss& loss, QWidget* window, std::function<void()> go) {
  auto* box = new QMessageBox(QMessageBox::Warning, loss.title, loss.text, QMessageBox::Cancel, window);
  box->setObjectName(loss.object_name);
  box->setTextFormat(Qt::PlainText);
  box->setAttribute(Qt::WA_DeleteOnClose);
  QPushButton* go_on = box->addButton(loss.go_on, QMessageBox::DestructiveRole);
  go_on->setObjectName(loss.object_name + QStringLiteral("_anyway"));
  box->setDefaultButton(QMessageBox::Cancel);
  QObject::connect(go_on, &QPushButton::clicked, window, [go = std::move(go)] { go(); });
  box->open();
}

}  // namespace vp::ui
