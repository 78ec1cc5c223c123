#include "ui/look/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace vp::ui {
namespace {

struct FormatTexts {
  Q_DECLARE_TR_FUNCTIONS(vp::ui::Format)
};

}  // namespace

QString format_time(double seconds) {
  // Truncated, not rounded, so that a frame never claims a time at which it is not yet on the screen. The
  // small term undoes representation errors such as 2.3 = 2.2999….
  const auto hundredths = static_cast<qint64>(std::floor(std::max(0.0, seconds) * 100 + 1e-6));
  const qint64 whole = hundredths / 100;
  const QString tail = QStringLiteral("%1:%2.%3")
                           .arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QLatin1Char('0'))
                           .arg(whole % 60, 2, 10, QLatin1Char('0'))
                           .arg(hundredths % 100, 2, 10, QLatin1Char('0'));
  return whole >= 3600 ? QStringLiteral("%1:%2").arg(whole / 3600).arg(tail) : tail;
}

QString format_duration(double seconds) {
  if (seconds < 1) return QStringLiteral("%1 ms").arg(std::lround(seconds * 1000));
  return QStringLiteral("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1));
}

QString format_span(double seconds) {
  if (seconds < 59.95)
    return QStringLiteral("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 10 ? 2 : 1));
  const auto whole = static_cast<qint64>(std::llround(seconds));
  if (whole < 3600) return QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return QStringLiteral("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

QString format_rate(double per_second) {
  return QLocale().toString(per_second, 'f', per_second < 100 ? 1 : 0);
}

QString format_bytes(qint64 bytes) {
  return QLocale().formattedDataSize(bytes, bytes < 10'000'000'000 ? 1 : 0, QLocale::DataSizeSIFormat);
}

QString format_range(const std::optional<std::int64_t>& start_s, const std::optional<std::int64_t>& end_s) {
  const auto time = [](std::int64_t seconds) {
    return format_time(static_cast<double>(seconds)).chopped(3);  // without ".00"
  };
  if (start_s && end_s) return QStringLiteral("%1–%2").arg(time(*start_s), time(*end_s));
  if (start_s) return FormatTexts::tr("from %1").arg(time(*start_s));
  return end_s ? FormatTexts::tr("up to %1").arg(time(*end_s)) : QString();
}

QString format_moment(const QDateTime& when, const QDateTime& now) {
  const QLocale locale;
  const QString time = locale.toString(when.time(), QLocale::ShortFormat);
  const qint64 days = when.date().daysTo(now.date());
  if (days == 0) return FormatTexts::tr("today, %1").arg(time);
  if (days == 1) return FormatTexts::tr("yesterday, %1").arg(time);
  return locale.toString(when.date(), QLocale::ShortFormat);
}

QString format_folder(const QString& folder) {
  const QString home = QDir::homePath();
  if (folder == home) return QStringLiteral("~");
  return folder.startsWith(home + QLatin1Char('/')) ? QStringLiteral("~") + folder.mid(home.size()) : folder;
}

QString to_qstring(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::filesystem::path to_path(const QString& name) {
  return QFile::encodeName(name).toStdString();
}

QString from_path(const std::filesystem::path& path) {
  return QFile::decodeName(QByteArray::fromStdString(path.string()));
}

}  // namespace vp::ui
