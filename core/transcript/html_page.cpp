#include "transcript/html_page.h"

#include "text/utf8.h"
#include "transcript/foreign_text.h"

namespace vp::transcript {
namespace {

// The policy keeps every reader from loading or running anything, should markup ever slip in.
constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)";

constexpr std::string_view kStyle = R"(</title>
<style>
:root { color-scheme: light dark; --ground: #ffffff; --text: #1d2126; --soft: #5b6570; --card: #f2f4f7;
  --line: #d8dde3; --accent: #2f6f4f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #16191d; --text: #e6e9ec; --soft: #9aa4af; --card: #20252b; --line: #353c45;
    --accent: #7fc7a0; }
}
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, "DejaVu Sans", "WenQuanYi Micro Hei", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1.25rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
ol, ul { margin: 0; padding-left: 1.6rem; }
.question, .answer { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
.question { font-weight: 600; }
.answer { background: var(--card); border-left: 3px solid var(--accent); border-radius: 4px; padding: .75rem 1rem; }
.turn dl { font-size: .85rem; margin-top: .75rem; }
.maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem; }
figure { margin: 0; }
figure img { display: block; width: 100%; height: auto; border-radius: 4px; }
figcaption { color: var(--soft); font-size: .8rem; margin-top: .25rem; }
table { border-collapse: collapse; font-size: .9rem; }
th, td { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
@media print { body { padding: 0; } figure, .turn { break-inside: avoid; } }
</style>
</head>
<body>
)";

}  // namespace

std::string html_head(std::string_view title) {
  return std::string(kHead).append(title).append(kStyle);
}

std::string html_line(std::string_view foreign) {
  return escaped_for_markup(joined_lines(foreign, text::kReplacement));
}

std::string html_block(std::string_view foreign) {
  return escaped_for_markup(joined_lines(foreign, "\n"));
}

void html_definitions(std::string& out, const std::vector<Report::Item>& items) {
  out += "<dl>\n";
  for (const Report::Item& item : items)
    out += "<dt>" + html_line(item.name) + "</dt><dd>" + html_line(item.value) + "</dd>\n";
  out += "</dl>\n";
}

}  // namespace vp::transcript
