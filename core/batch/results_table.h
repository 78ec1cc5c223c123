#pragma once

#include <filesystem>
#include <stop_token>

namespace vp::batch {

/// The cells of a results file as a table: RFC 4180, UTF-8, a header and one record a cell; a text that a
/// spreadsheet would take for a formula gets an apostrophe before it. Throws Error(Usage) as
/// for_each_result() does, Error(Output), Error(Stopped).
void write_csv(const std::filesystem::path& results, const std::filesystem::path& csv,
               const std::stop_token& stop = {});

/// The cells as they stand in the results file, without the lines that later ones replace.
void write_jsonl(const std::filesystem::path& results, const std::filesystem::path& jsonl,
                 const std::stop_token& stop = {});

}  // namespace vp::batch
