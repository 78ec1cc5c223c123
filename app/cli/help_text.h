#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace vp::cli {

/// Help as a user reads it: what an option takes by its value's name alone ("--frames N"), its default at the
/// end of its description.
class HelpText final : public CLI::Formatter {
 public:
  HelpText();
  std::string make_option_opts(const CLI::Option* option) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
};

/// Gives a program that is made of commands its help, its version and their layout.
void set_up_program(CLI::App& app, const std::string& version, const std::string& footer);

/// What is wrong with a command line, as one sentence with the command that shows the help.
std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error);

}  // namespace vp::cli
