#include "help_text.h"

#include <algorithm>
#include <memory>

namespace vp::cli {

HelpText::HelpText() {
  column_width(28);
  label("REQUIRED", "(required)");
}

std::string HelpText::make_option_opts(const CLI::Option* option) const {
  if (option->get_type_size() == 0) return {};
  return option->get_positional() ? std::string() : " " + option->get_type_name();
}

std::string HelpText::make_option_desc(const CLI::Option* option) const {
  std::string text = option->get_description();
  if (option->get_required() && !option->get_positional()) text += " (required)";
  if (!option->get_default_str().empty()) text += " (default: " + option->get_default_str() + ")";
  return text;
}

void set_up_program(CLI::App& app, const std::string& version, const std::string& footer) {
  app.formatter(std::make_shared<HelpText>());
  app.set_help_flag("-h,--help", "Show this help");
  app.set_version_flag("--version", version, "Show the version");
  app.require_subcommand(1);
  app.get_formatter()->label("SUBCOMMAND", "COMMAND");
  app.get_formatter()->label("Subcommands", "Commands");
  app.footer(footer);
}

std::string usage_sentence(const CLI::App& app, const CLI::ParseError& error) {
  std::string command = app.get_name();
  for (const CLI::App* sub : app.get_subcommands()) command += " " + sub->get_name();
  std::string what = error.what();
  std::replace(what.begin(), what.end(), '\n', ' ');
  while (!what.empty() && (what.back() == ' ' || what.back() == '.')) what.pop_back();
  return what + "; see " + command + " --help.";
}

}  // namespace vp::cli
