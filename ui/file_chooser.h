#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace vp::ui {

/// Asks the user for files. Nothing blocks: the answer comes as a call, or never when the user gives up.
/// Tests answer in the user's place.
class FileChooser {
 public:
  using Chosen = std::function<void(const QString& name)>;

  virtual ~FileChooser() = default;
  virtual void open_video(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  virtual void choose_checkpoint(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  /// `name` is proposed; the answer ends in .md or .json.
  virtual void save_transcript(QWidget* parent, const QString& name, Chosen chosen) = 0;
  /// A transcript in JSON.
  virtual void open_transcript(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  /// A folder to write into or to look in.
  virtual void choose_folder(QWidget* parent, const QString& folder, Chosen chosen) = 0;
};

/// With the desktop's own dialogs.
class DialogFileChooser final : public FileChooser {
 public:
  void open_video(QWidget* parent, const QString& folder, Chosen chosen) override;
  void choose_checkpoint(QWidget* parent, const QString& folder, Chosen chosen) override;
  void save_transcript(QWidget* parent, const QString& name, Chosen chosen) override;
  void open_transcript(QWidget* parent, const QString& folder, Chosen chosen) override;
  void choose_folder(QWidget* parent, const QString& folder, Chosen chosen) override;
};

}  // namespace vp::ui
