#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "transcript/transcript.h"

namespace vp::transcript {

/// The forms in which a record is written here. PDF needs a page layout and is written by ui/export.
enum class Form { Markdown, Html, Json, Csv, BorisTsv, Srt, WebVtt, Eaf };

struct FormName {
  Form form;
  std::string_view ending;  ///< of its files: ".md"
  std::string_view name;    ///< "Markdown"
};
inline constexpr std::array kForms{
    FormName{Form::Markdown, ".md", "Markdown"},
    FormName{Form::Html, ".html", "HTML"},
    FormName{Form::Json, ".json", "JSON"},
    FormName{Form::Csv, ".csv", "CSV"},
    FormName{Form::BorisTsv, ".tsv", "BORIS events"},
    FormName{Form::Srt, ".srt", "SubRip"},
    FormName{Form::WebVtt, ".vtt", "WebVTT"},
    FormName{Form::Eaf, ".eaf", "ELAN"},
};

/// By the ending, in any case.
std::optional<Form> form_of(const std::filesystem::path& file);
// Each hears a stop between two turns, and throws Error(Stopped) then.
/// `folder`: where the text will lie, for those that lead to the video from there; without it, beside it.
std::string to_text(const Transcript& transcript, Form form, const std::stop_token& stop = {},
                    const std::filesystem::path& folder = {});

/// One self-contained page, light or dark as its reader's system: no script, nothing loaded from elsewhere.
std::string to_html(const Transcript& transcript, const std::stop_token& stop = {});
/// RFC 4180, UTF-8, a header and one record an answer; several numbers in a field stand between spaces. A
/// text that a spreadsheet would take for a formula gets an apostrophe before it.
std::string to_csv(const Transcript& transcript, const std::stop_token& stop = {});
/// The columns of BORIS's own tabular events: a START and a STOP row an answer, a POINT row a sampled frame.
std::string to_boris_tsv(const Transcript& transcript, const std::stop_token& stop = {});
/// A cue an answer, with its question.
std::string to_srt(const Transcript& transcript, const std::stop_token& stop = {});
std::string to_web_vtt(const Transcript& transcript, const std::stop_token& stop = {});
/// ELAN's annotation format 3.0: two tiers a turn, since annotations of one tier may not overlap, and a tier
/// with the sampled frames. `folder` as in to_text().
std::string to_eaf(const Transcript& transcript, const std::stop_token& stop = {},
                   const std::filesystem::path& folder = {});

}  // namespace vp::transcript
