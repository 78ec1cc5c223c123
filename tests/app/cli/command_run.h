#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <nlohmann/json.hpp>
#include <vector>

namespace vp::test {

/// What a finished process left.
struct CommandRun {
  int code = -1;         ///< exit code; -1 when it did not start or did not end in time
  bool crashed = false;  ///< ended by a signal
  QByteArray out;
  QByteArray err;

  /// The objects of --json, one a line.
  std::vector<nlohmann::json> objects() const;
  QString summary() const;
};

QString executable();
/// The program with the window; empty where there is none to test.
QString studio();
/// The library that the programs open to compute; empty where they need none.
QString engine_library();
/// Puts that library where a copy of the program in `bin_folder` looks for it.
bool link_engine_library(const QString& bin_folder);
QString golden(const QString& name);
QString golden_checkpoint();

/// Runs any program to its end.
CommandRun run_program(const QString& program, const QStringList& arguments, int timeout_ms = 120000);
/// `videopanda ARGUMENTS…`
CommandRun videopanda(const QStringList& arguments);
/// `videopanda ask VIDEO QUESTION --model MODEL --dtype float32 MORE…`
CommandRun ask(const QString& video, const QStringList& more = {}, const QString& model = golden_checkpoint(),
               const QString& question = QStringLiteral("What color is the car?"));

/// Empty when `run` ended with `code`, an empty standard output and exactly one line on standard error that
/// starts with "videopanda: " and mentions `mention`; else what was wrong.
QString refusal_fault(const CommandRun& run, int code, const QString& mention);

/// Makes a file with the ffmpeg program; fails the program when ffmpeg does.
void make_video(const QString& file, const QStringList& arguments);
QByteArray read_bytes(const QString& file);
void write_bytes(const QString& file, const QByteArray& bytes);
/// Every file and folder below `folder`, sorted.
QStringList files_below(const QString& folder);
nlohmann::json read_json(const QString& file);

}  // namespace vp::test
