#pragma once

#include <string>
#include <vector>

#include "transcript/transcript.h"

namespace vp::transcript {

/// What the forms for people (Markdown, HTML, PDF) say, in the same words. Names and values may hold foreign
/// text: whoever writes them escapes them.
struct Report {
  struct Item {
    std::string name;
    std::string value;
  };
  struct Turn {
    std::string question;
    std::string answer;
    std::vector<Item> items;
  };
  std::vector<Item> session;
  std::vector<std::string> warnings;
  std::vector<std::string> frames;  ///< "frame 48 at 2.002 s (pts 48048, …", one a frame
  std::string padding;              ///< a sentence about slots without a frame; empty when there are none
  std::vector<Turn> turns;
};

Report report_of(const Transcript& transcript);

/// With this many digits after the point, whatever the locale; "unknown" for what is not finite.
std::string fixed(double value, int digits);
/// The shortest form that reads back as the same number.
std::string shortest(double value);

}  // namespace vp::transcript
