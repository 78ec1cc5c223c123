#include "command_run.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace vp::test {

std::vector<nlohmann::json> CommandRun::objects() const {
  std::vector<nlohmann::json> objects;
  for (const QByteArray& line : out.split('\n'))
    if (!line.isEmpty()) objects.push_back(nlohmann::json::parse(line.begin(), line.end()));
  return objects;
}

QString CommandRun::summary() const {
  return QStringLiteral("code %1%2, out \"%3\", err \"%4\"")
      .arg(code)
      .arg(crashed ? QStringLiteral(" (signal)") : QString(), QString::fromUtf8(out.left(2000)),
           QString::fromUtf8(err.left(2000)));
}

QString executable() {
  return QStringLiteral(VIDEOPANDA);
}

QString studio() {
#ifdef VIDEOPANDA_STUDIO
  return QStringLiteral(VIDEOPANDA_STUDIO);
#else
  return {};
#endif
}

QString engine_library() {
#ifdef VIDEOPANDA_ENGINE
  return QStringLiteral(VIDEOPANDA_ENGINE);
#else
  return {};
#endif
}

bool link_engine_library(const QString& bin_folder) {
  if (engine_library().isEmpty()) return true;
  const QString file =
      QDir(bin_folder).filePath(QFileInfo(executable()).dir().relativeFilePath(engine_library()));
  return QDir().mkpath(QFileInfo(file).path()) && QFile::link(engine_library(), file);
}

QString golden(const QString& name) {
  return QStringLiteral(VP_TEST_DATA "/golden/") + name;
}

QString golden_checkpoint() {
  return golden(QStringLiteral("checkpoint"));
}

CommandRun run_program(const QString& program, const QStringList& arguments, int timeout_ms) {
  QProcess process;
  process.setStandardInputFile(QProcess::nullDevice());
  process.start(program, arguments);
  CommandRun run;
  if (!process.waitForFinished(timeout_ms)) {
    run.err = "did not end: " + process.errorString().toUtf8() + process.readAllStandardError();
    process.kill();
    process.waitForFinished();
    return run;
  }
  run.code = process.exitCode();
  run.crashed = process.exitStatus() == QProcess::CrashExit;
  run.out = process.readAllStandardOutput();
  run.err = process.readAllStandardError();
  return run;
}

CommandRun videopanda(const QStringList& arguments) {
  return run_program(executable(), arguments);
}

CommandRun ask(const QString& video, const QStringList& more, const QString& model, const QString& question) {
  return videopanda(QStringList{QStringLiteral("ask"), video, question, QStringLiteral("--model"), model} +
                    more);
}

QString refusal_fault(const CommandRun& run, int code, const QString& mention) {
  const QString err = QString::fromUtf8(run.err);
  QString fault;
  if (run.crashed || run.code != code)
    fault = QStringLiteral("not exit code %1").arg(code);
  else if (!run.out.isEmpty())
    fault = QStringLiteral("wrote to standard output");
  else if (!err.startsWith(QLatin1String("videopanda: ")) || err.count(QLatin1Char('\n')) != 1 ||
           !err.endsWith(QLatin1Char('\n')))
    fault = QStringLiteral("not one line on standard error");
  else if (!err.contains(mention))
    fault = QStringLiteral("no \"%1\"").arg(mention);
  return fault.isEmpty() ? fault : fault + QStringLiteral(": ") + run.summary();
}

void make_video(const QString& file, const QStringList& arguments) {
  const CommandRun run =
      run_program(QStringLiteral("ffmpeg"),
                  QStringList{QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-y")} +
                      arguments + QStringList{file});
  if (run.code != 0) qFatal("ffmpeg: %s", qPrintable(run.summary()));
}

QByteArray read_bytes(const QString& name) {
  QFile file(name);
  if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(name));
  return file.readAll();
}

void write_bytes(const QString& name, const QByteArray& bytes) {
  QFile file(name);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
    qFatal("cannot write %s", qPrintable(name));
}

QStringList files_below(const QString& folder) {
  QStringList files;
  QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
  while (entries.hasNext()) files << QDir(folder).relativeFilePath(entries.next());
  files.sort();
  return files;
}

nlohmann::json read_json(const QString& file) {
  const QByteArray bytes = read_bytes(file);
  return nlohmann::json::parse(bytes.begin(), bytes.end());
}

}  // namespace vp::test
