#pragma once

#include <QDateTime>
#include <QString>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace vp::ui {

/// "0:03.40", "1:02:03.40"; negative times are shown as 0.
QString format_time(double seconds);
/// "70 ms", "1.25 s": how long something took.
QString format_duration(double seconds);
/// "0.56 s", "2 min 51 s", "1 h 2 min": between two moments of a film.
QString format_span(double seconds);
/// Three digits or so: "8.3", "3928".
QString format_rate(double per_second);
/// "3.2 GB", decimal units.
QString format_bytes(qint64 bytes);

/// A part of a film in whole seconds: "0:05–0:09", "from 0:05", "up to 0:09"; empty for all of it.
QString format_range(const std::optional<std::int64_t>& start_s, const std::optional<std::int64_t>& end_s);
/// When something was, as seen from `now`: "today, 08:07", "yesterday, 08:07", else its date.
QString format_moment(const QDateTime& when, const QDateTime& now);
/// A folder below the user's own as "~/Videos".
QString format_folder(const QString& folder);

QString to_qstring(std::string_view utf8);
/// File names go through the file system's own encoding in both directions.
std::filesystem::path to_path(const QString& name);
QString from_path(const std::filesystem::path& path);

}  // namespace vp::ui
