#pragma once

#include <QObject>

class QSocketNotifier;

/// Turns SIGINT, SIGTERM and SIGHUP into an orderly end: windows are closed, work is stopped, settings are
/// kept. One object a program.
class QuitSignals final : public QObject {
  Q_OBJECT

 public:
  explicit QuitSignals(QObject* parent = nullptr);
  ~QuitSignals() override;

 signals:
  void requested();

 private:
  int read_end_ = -1;
  QSocketNotifier* notifier_ = nullptr;
};
