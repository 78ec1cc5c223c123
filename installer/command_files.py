#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages and completions for bash and zsh, made from what the programs themselves say with --help.

  installer/command_files.py --version V --date YYYY-MM-DD --out FOLDER NAME=PROGRAM…

Writes FOLDER/man1/NAME.1.gz (and NAME-COMMAND.1.gz of each command), FOLDER/bash/NAME and FOLDER/zsh/_NAME. The build
calls it; a help text that it cannot read ends it with an error rather than with half a page.
"""
import argparse
import gzip
import pathlib
import re
import subprocess
import sys

SECTION = re.compile(r"(Options|Positionals|Subcommands|Commands|Arguments):")


class Option:
    """What stands in one entry of a help text."""

    def __init__(self, head, text):
        self.head, self.text = head, text
        self.names = re.findall(r"(?<![\w-])--?[\w][\w-]*", head)
        rest = re.sub(r"^(?:-\w,\s*)?--?[\w][\w-]*", "", head).strip() if self.names else head
        self.value = rest.strip("<>[] ").removesuffix(" ...")

    def choices(self):
        """The words that its value can be; empty where it is something else."""
        words = self.value.split("|") if "|" in self.value else []
        listed = re.search(r"((?:[\w:]+, )+[\w:]+ or [\w:]+)\.$", self.text)
        if not words and listed:
            words = re.split(r", | or ", listed.group(1))
        return [word for word in words if re.fullmatch(r"[a-zA-Z0-9_+-]+", word)]

    def kind(self):
        """'flag', 'choice', 'folder', 'file' or 'text'."""
        if not self.value:
            return "flag"
        if self.choices():
            return "choice"
        lowered = self.value.lower()
        if lowered.startswith("folder"):
            return "folder"
        return "file" if lowered.startswith("file") else "text"


class Help:
    """A help text as parts: description, usage, entries by section, and the paragraphs behind them."""

    def __init__(self, text, name):
        self.description, self.usage, self.paragraphs = "", "", []
        self.sections = {}
        section, before = None, []
        lines = text.rstrip("\n").split("\n")
        for number, line in enumerate(lines):
            if line.startswith("Usage:"):
                self.usage = re.sub(r"^Usage:\s*\S*" + re.escape(name.split(" ")[0]), name.split(" ")[0], line)
            elif SECTION.fullmatch(line):
                section = {"Subcommands": "Commands", "Arguments": "Positionals"}.get(line[:-1], line[:-1])
                self.sections[section] = []
            elif section and re.match(r"  \S", line):
                head, _, said = re.match(r"  (\S.*?)(\s{2,}(\S.*))?$", line).group(1, 2, 3)
                self.sections[section].append(Option(head, said or ""))
            elif section and line.startswith("          "):
                entry = self.sections[section][-1]
                entry.text = (entry.text + " " + line.strip()).strip()
            elif not line.strip():
                if section and number + 1 < len(lines) and not SECTION.fullmatch(lines[number + 1]):
                    self.paragraphs = "\n".join(lines[number + 1:]).split("\n\n")
                    break
            elif section is None:
                before.append(line.strip())
            else:
                raise SystemExit(f"command_files.py: cannot read this line of {name} --help: {line}")
        self.description = " ".join(before)
        if not (self.description and self.usage and self.sections.get("Options")):
            raise SystemExit(f"command_files.py: {name} --help lacks a description, its usage or its options.")

    def entries(self, section):
        return self.sections.get(section, [])


def ask_help(program, name, *command):
    # Defaults must not name the folders of who builds this.
    environment = {"PATH": "/usr/bin:/bin", "HOME": "~", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    done = subprocess.run([program, *command, "--help"], env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, encoding="utf-8", timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"command_files.py: {' '.join([name, *command])} --help ended with "
                         f"{done.returncode}: {done.stderr.strip()}")
    return Help(done.stdout, " ".join([name, *command]))


# Manual pages.

def roff(text):
    return re.sub(r"(?m)^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"))


def head_of_entry(entry):
    if not entry.names:
        return f"\\fI{roff(entry.value)}\\fR"
    names = ", ".join(f"\\fB{roff(name)}\\fR" for name in entry.names)
    # A list of words may be broken behind each of them.
    value = roff(entry.value).replace("|", "\\fR|\\:\\fI")
    return names + (f" \\fI{value}\\fR" if entry.value else "")


def entries_page(title, entries):
    return f".SH {title}\n" + "".join(f".TP\n{head_of_entry(entry)}\n{roff(entry.text)}\n" for entry in entries)


def paragraph_page(paragraph):
    lines = paragraph.split("\n")
    if re.fullmatch(r"Examples?:", lines[0]):
        body = "\n".join(roff(line.removeprefix("  ")) for line in lines[1:])
        return f".SH EXAMPLES\n.nf\n{body}\n.fi\n"
    if lines[0].startswith("Exit codes:"):
        codes = " ".join(lines).removeprefix("Exit codes:").strip().rstrip(".").split("; ")
        return ".SH EXIT STATUS\n" + "".join(
            ".TP\n\\fB{}\\fR\n{}\n".format(*map(roff, code.split(" ", 1))) for code in codes)
    if any(line.startswith("  ") for line in lines):  # a table
        return f".PP\n.nf\n{roff(paragraph)}\n.fi\n"
    return f".PP\n{roff(paragraph)}\n"


def manual_page(title, page_help, options, see_also, commands=()):
    short = page_help.description.rstrip(".")
    short = short[0].lower() + short[1:] if not short[:2].isupper() else short
    text = f'.TH {roff(title.upper())} 1 "{options.date}" "Video\\-Panda Studio {options.version}" "User Commands"\n'
    if len(short) > 100:  # one line for apropos; the description follows whole
        short = re.split(r"[,;:.] ", short)[0]
    text += f".SH NAME\n{roff(title)} \\- {roff(short)}\n"
    text += f".SH SYNOPSIS\n\\fB{roff(page_help.usage)}\\fR\n"
    text += f".SH DESCRIPTION\n{roff(page_help.description.rstrip('.'))}.\n"
    if page_help.entries("Positionals"):
        text += entries_page("ARGUMENTS", page_help.entries("Positionals"))
    if commands:
        text += ".SH COMMANDS\n"
        for command, said in commands:
            text += f".TP\n\\fB{roff(command.head)}\\fR\n{roff(command.text)}\n"
            if said is not None:  # it has no page of its own
                text += "".join(f".RS\n.TP\n{head_of_entry(entry)}\n{roff(entry.text)}\n.RE\n"
                                for entry in said.entries("Positionals") + said.entries("Options"))
    text += entries_page("OPTIONS", page_help.entries("Options"))
    parts = [paragraph_page(p) for p in page_help.paragraphs if p.strip()]
    notes = [part for part in parts if part.startswith(".PP")]
    text += (".SH NOTES\n" + "".join(notes) if notes else "") + "".join(part for part in parts if part not in notes)
    return text + ".SH SEE ALSO\n" + ",\n".join(f"\\fB{roff(name)}\\fR(1)" for name in see_also) + "\n"


# Completions.

def single_quoted(text):
    return "'" + text.replace("'", "'\\''") + "'"


def function_name(name):
    return "_" + name.replace("-", "_")


def bash_value(entry):
    if entry.kind() == "choice":
        return f"__words {single_quoted(' '.join(entry.choices()))}"
    return {"folder": "__paths -d", "file": "__paths -f", "text": ":"}[entry.kind()]


def bash_case(command, said):
    """What follows an option, as lines of a case; and all the options."""
    lines = [f"    {command}:{name}) {bash_value(entry)}; return ;;"
             for entry in said.entries("Options") if entry.kind() != "flag" for name in entry.names]
    options = [name for entry in said.entries("Options") for name in entry.names]
    return lines, f"    {command or single_quoted('')}) options={single_quoted(' '.join(options))} ;;"


def bash_completion(name, main, commands):
    function = function_name(name)
    pieces = [bash_case(command, said) for command, said in [("", main)] + commands]
    names = [command for command, _ in commands]
    find = "" if not names else f"""  local i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${{COMP_WORDS[i]}} in
      {'|'.join(names)}) command=${{COMP_WORDS[i]}}; break ;;
    esac
  done
"""
    otherwise = "__paths -f" if not names else \
        f"if [[ -z $command ]]; then __words {single_quoted(' '.join(names))}; else __paths -f; fi"
    body = f"""# Completion of {name} for bash, made from its --help.
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} command= options=
  COMPREPLY=()
{find}  if [[ $current == "=" ]]; then
    current=
  elif [[ $before == "=" ]]; then
    before=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  case $command:$before in
{chr(10).join(line for lines, _ in pieces for line in lines)}
  esac
  case $command in
{chr(10).join(options for _, options in pieces)}
  esac
  if [[ $current == -* ]]; then
    __words "$options"
  else
    {otherwise}
  fi
}}
{function}_words() {{ mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }}
{function}_paths() {{
  compopt -o filenames 2> /dev/null
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}}
complete -F {function} {name}
"""
    return body.replace(" __", f" {function}_")


def zsh_text(text):
    return re.sub(r"([\[\]:\\])", r"\\\1", text)


def zsh_value(entry):
    if entry.kind() == "choice":
        return f"({' '.join(entry.choices())})"
    return {"folder": "_files -/", "file": "_files", "text": " "}[entry.kind()]


def zsh_arguments(said, positionals=True):
    arguments = []
    for entry in said.entries("Options"):
        value = "" if entry.kind() == "flag" else f":{zsh_text(entry.value)}:{zsh_value(entry)}"
        for name in entry.names:
            others = " ".join(entry.names)
            exclusive = f"({others})" if len(entry.names) > 1 else "*" if value else ""
            arguments.append(single_quoted(f"{exclusive}{name}[{zsh_text(entry.text)}]{value}"))
    if positionals and said.entries("Positionals"):
        arguments.append(single_quoted("*:" + zsh_text(said.entries("Positionals")[0].value) + ":_files"))
    return arguments


def zsh_completion(name, main, commands):
    function = function_name(name)
    join = " \\\n    "
    if not commands:
        return (f"#compdef {name}\n# Completion of {name} for zsh, made from its --help.\n{function}() {{\n"
                f"  _arguments \\\n    {join.join(zsh_arguments(main))}\n}}\n{function} \"$@\"\n")
    listed = "\n    ".join(single_quoted(f"{command}:{said.description}") for command, said in commands)
    cases = "\n".join(f"        {command})\n  _arguments \\\n    {join.join(zsh_arguments(said))}\n          ;;"
                      for command, said in commands)
    return f"""#compdef {name}
# Completion of {name} for zsh, made from its --help.
{function}() {{
  local curcontext=$curcontext state line
  local -a commands
  commands=(
    {listed}
  )
  _arguments -C \\
    {join.join(zsh_arguments(main, False))} \\
    '1: :->command' '*:: :->arguments'
  case $state in
    command) _describe command commands ;;
    arguments)
      case $words[1] in
{cases}
      esac
      ;;
  esac
}}
{function} "$@"
"""


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode("utf-8")
    # Without a time, so that the same build gives the same file.
    file.write_bytes(gzip.compress(data, 9, mtime=0) if file.suffix == ".gz" else data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("programs", nargs="+", metavar="NAME=PROGRAM")
    options = parser.parse_args()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", options.date):
        parser.error("the date is YYYY-MM-DD")
    all_names = ["videopanda", "videopanda-studio", "videopanda-tokenizer"]
    for item in options.programs:
        name, _, program = item.partition("=")
        own = ask_help(program, name)
        commands = [(entry, ask_help(program, name, entry.head)) for entry in own.entries("Commands")]
        own_pages = len(commands) > 1
        others = [other for other in all_names if other != name]
        pages = [f"{name}-{entry.head}" for entry, _ in commands] if own_pages else []
        write(options.out / "man1" / f"{name}.1.gz",
              manual_page(name, own, options, pages + others,
                          [(entry, None if own_pages else said) for entry, said in commands]))
        for entry, said in commands if own_pages else []:
            write(options.out / "man1" / f"{name}-{entry.head}.1.gz",
                  manual_page(f"{name}-{entry.head}", said, options, [name]))
        named = [(entry.head, said) for entry, said in commands]
        write(options.out / "bash" / name, bash_completion(name, own, named))
        write(options.out / "zsh" / f"_{name}", zsh_completion(name, own, named))


if __name__ == "__main__":
    sys.exit(main())
