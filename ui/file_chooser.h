#pragma once

#include <QString>
#include <QStringList>
#include <functional>

class QWidget;

namespace vp::ui {

/// Asks the user for files. Nothing blocks: the answer comes as a call, or never when the user gives up.
/// Tests answer in the user's place.
class FileChooser {
 public:
  using Chosen = std::function<void(const QString& name)>;
  using ChosenSeveral = std::function<void(const QStringList& names)>;

  virtual ~FileChooser() = default;
  virtual void open_video(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  virtual void choose_checkpoint(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  /// `name` is proposed; the answer ends in .md or .json.
  virtual void save_transcript(QWidget* parent, const QString& name, Chosen chosen) = 0;
  /// `name` is proposed; the answer ends in .html, .md, .json or .csv.
  virtual void save_examination(QWidget* parent, const QString& name, Chosen chosen) = 0;
  /// A transcript in JSON.
  virtual void open_transcript(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  virtual void open_videos(QWidget* parent, const QString& folder, ChosenSeveral chosen) = 0;
  /// A list of questions, .txt or .csv.
  virtual void open_questions(QWidget* parent, const QString& folder, Chosen chosen) = 0;
  /// `name` is proposed; a file that is there is gone on with, not replaced.
  virtual void save_results(QWidget* parent, const QString& name, Chosen chosen) = 0;
  /// `name` is proposed; the answer ends in .csv or .jsonl.
  virtual void save_table(QWidget* parent, const QString& name, Chosen chosen) = 0;
  /// A folder to write into or to look in.
  virtual void choose_folder(QWidget* parent, const QString& folder, Chosen chosen) = 0;
};

/// With the desktop's own dialogs.
class DialogFileChooser final : public FileChooser {
 public:
  void open_video(QWidget* parent, const QString& folder, Chosen chosen) override;
  void choose_checkpoint(QWidget* parent, const QString& folder, Chosen chosen) override;
  void save_transcript(QWidget* parent, const QString& name, Chosen chosen) override;
  void save_examination(QWidget* parent, const QString& name, Chosen chosen) override;
  void open_transcript(QWidget* parent, const QString& folder, Chosen chosen) override;
  void open_videos(QWidget* parent, const QString& folder, ChosenSeveral chosen) override;
  void open_questions(QWidget* parent, const QString& folder, Chosen chosen) override;
  void save_results(QWidget* parent, const QString& name, Chosen chosen) override;
  void save_table(QWidget* parent, const QString& name, Chosen chosen) override;
  void choose_folder(QWidget* parent, const QString& folder, Chosen chosen) override;
};

}  // namespace vp::ui
