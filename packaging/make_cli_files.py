"""Makes the manual page and the completions of bash, zsh and fish from the command line's parser.

Usage: python packaging/make_cli_files.py [FOLDER]          FOLDER stands for /usr/share (packaging/share).
"""

import argparse
import re
import sys
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from xml.etree import ElementTree

from hipbreak.cli.parser import parser
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import install, untranslated
from hipbreak.core.i18n import pgettext as _p
from hipbreak.core.identity import VERSION
from hipbreak.core.settings.settings import OPTIONS
from hipbreak.core.text.formatting import full_stop

_FILES = {"trace", "file", "folder"}
"""The positional arguments that are names of files."""


def make(folder: Path) -> None:
    """Write all of them below `folder`."""
    texts = {
        "man/man1/hipbreak.1": man_page(),
        "bash-completion/completions/hipbreak": bash(),
        "zsh/site-functions/_hipbreak": zsh(),
        "fish/vendor_completions.d/hipbreak.fish": fish(),
    }
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command, by name, in the order of the help."""
    (found,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def options(of: argparse.ArgumentParser) -> list[argparse.Action]:
    """Its options, the help first."""
    return [action for action in of._actions if action.option_strings]


def words_of(action: argparse.Action) -> list[str]:
    """What can stand for an argument, empty if it is not one of a list."""
    if action.dest == "key":
        return [*OPTIONS, "autostart"]
    return [str(choice) for choice in action.choices or ()]


def positionals(of: argparse.ArgumentParser) -> list[argparse.Action]:
    """Its arguments without a dash."""
    return [
        action
        for action in of._actions
        if not action.option_strings and not isinstance(action, argparse._SubParsersAction)
    ]


def translated_man_page(translations: NullTranslations) -> str:
    """The man page in another language."""
    with untranslated():
        install(translations)
        parser.cache_clear()
        try:
            return man_page()
        finally:
            parser.cache_clear()


# --- man page ----------------------------------------------------------------------------------------------
def man_page() -> str:
    """https://man7.org/linux/man-pages/man7/man.7.html"""
    root = parser()
    # Translators: in capitals, the headings that manual pages have in your language.
    headings = (
        _("NAME"),
        _("SYNOPSIS"),
        _("DESCRIPTION"),
        _("OPTIONS"),
        _("COMMANDS"),
        _("EXIT STATUS"),
        _("ENVIRONMENT"),
    )
    title = _("User Commands")
    purpose = _("Stand-up breaks and the half-minute pulse")
    # Translators: what the exit codes 0 to 3 of a command mean.
    codes = (
        _p("exit code", "Done."),
        _("Failed; one sentence on stderr says why."),
        _("Not understood."),
        _("No app is running."),
    )
    sections = (
        (rf"hipbreak \- {roff(purpose)}",),
        (".B hipbreak", r"[\fB\-\-home\fR \fIDIR\fR] [\fICOMMAND\fR ...]"),
        (roff(root.description or ""),),
        (line for action in options(root) for line in man_argument(action)),
        (line for name, command in commands().items() for line in man_command(name, command)),
        (line for code, meaning in enumerate(codes) for line in (".TP", f".B {code}", roff(meaning))),
        (".TP", ".B HIPBREAK_HOME", roff(_("The same as --home."))),
    )
    lines = [f'.TH HIPBREAK 1 {release_date()} "Hipbreak {VERSION}" "{title}"']
    for heading, section in zip(headings, sections, strict=True):
        lines += [f".SH {heading}", *section]
    return "\n".join(lines) + "\n"


def release_date() -> str:
    """The date of the newest release in the AppStream data."""
    data = ElementTree.parse(Path(__file__).parent / "share" / "metainfo" / "org.hipbreak.Hipbreak.metainfo.xml")
    release = data.find("releases/release")
    return "" if release is None else release.get("date", "")


def man_command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    usage = re.sub(r"\s+", " ", command.format_usage()).removeprefix(f"usage: hipbreak {name}").strip()
    yield f".SS hipbreak {roff(f'{name} {usage}'.replace('[-h] ', '').replace('[-h]', '').strip())}"
    description = command.description or ""
    yield roff(sentence(description))
    for action in (*positionals(command), *options(command)):
        if action.help and action.dest != "help":
            yield from man_argument(action)


def man_argument(action: argparse.Action) -> Iterator[str]:
    name = str(action.metavar or action.dest.upper())
    if action.option_strings:
        value = "" if action.nargs == 0 else rf" \fI{roff(name)}\fR"
        head = ", ".join(rf"\fB{roff(option)}\fR" for option in action.option_strings) + value
    else:
        head = rf"\fI{roff(name)}\fR"
    meaning = (action.help or "").replace("%%", "%")
    yield from (".TP", head, roff(sentence(_(meaning))))  # those of argparse are still in English


def sentence(text: str) -> str:
    """A text with a capital letter and a full stop."""
    return full_stop(f"{text[:1].upper()}{text[1:]}")


def roff(text: str) -> str:
    """Escape a text: a dash is a minus sign, a line may end after a bar, and none begins with a request."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("|", r"|\:")
    return rf"\&{text}" if text.startswith((".", "'")) else text


# --- completions -------------------------------------------------------------------------------------------
def bash() -> str:
    """A function that knows the command among the words before the cursor."""
    cases = []
    for name, command in commands().items():
        words = [option for action in options(command) for option in action.option_strings]
        values = {action.dest: words_of(action) for action in positionals(command)}
        own = [word for chosen in values.values() for word in chosen]
        files = " -f" if _FILES & {action.dest for action in positionals(command)} else ""
        cases.append(f'    {name}) COMPREPLY=($(compgen{files} -W "{" ".join([*own, *words])}" -- "$word")) ;;')
    top = " ".join([*commands(), *(option for action in options(parser()) for option in action.option_strings)])
    return "\n".join(
        [
            "# Completion of bash for hipbreak.",
            "_hipbreak() {",
            '  local word="${COMP_WORDS[COMP_CWORD]}" command="" at',
            "  for ((at = 1; at < COMP_CWORD; at++)); do",
            '    case "${COMP_WORDS[at]}" in',
            "    --home) ((at++)) ;;",
            "    -*) ;;",
            '    *) command="${COMP_WORDS[at]}"; break ;;',
            "    esac",
            "  done",
            '  if [[ "${COMP_WORDS[COMP_CWORD - 1]}" == --home ]]; then',
            '    COMPREPLY=($(compgen -d -- "$word"))',
            "    return",
            "  fi",
            '  case "$command" in',
            f'    "") COMPREPLY=($(compgen -W "{top}" -- "$word")) ;;',
            *cases,
            "  esac",
            "}",
            "complete -o filenames -F _hipbreak hipbreak",
            "",
        ]
    )


def zsh() -> str:
    """A function for `fpath`, with the help of each option."""
    lines = ["#compdef hipbreak", "", "local state line", "local -a commands", "local -A opt_args", "commands=("]
    lines += [f"  {quoted(f'{name}:{command.description}')}" for name, command in commands().items()]
    lines += [
        ")",
        "_arguments -C \\",
        *(f"  {spec} \\" for action in options(parser()) for spec in zsh_argument(action)),
        "  '1:command:{_describe command commands}' \\",
        "  '*::argument:->argument'",
        "[[ $state == argument ]] || return",
        "case $words[1] in",
    ]
    for name, command in commands().items():
        specs = [spec for action in (*options(command), *positionals(command)) for spec in zsh_argument(action)]
        lines += [f"{name}) _arguments {' '.join(specs)} ;;"]
    return "\n".join([*lines, "esac", ""])


def zsh_argument(action: argparse.Action) -> Iterator[str]:
    meaning = re.sub(r"[\[\]:]", " ", (action.help or "").replace("%%", "%"))
    words = f"({' '.join(words_of(action))})" if words_of(action) else ""
    words = words or ("_files" if action.dest in _FILES else "_files -/" if action.dest == "home" else " ")
    name = re.sub(r"[:()]", " ", str(action.metavar or action.dest))
    if not action.option_strings:
        optional = ":" if action.nargs == "?" else ""
        yield quoted(f"{':' + optional}{name}:{words}")
    for option in action.option_strings:
        value = "" if action.nargs == 0 else f":{name}:{words}"
        yield quoted(f"{option}[{meaning}]{value}")


def fish() -> str:
    """One line for each command, option and choice."""
    lines = ["# Completion of fish for hipbreak.", "complete -c hipbreak -f"]
    for action in options(parser()):
        lines += [f"complete -c hipbreak -n __fish_use_subcommand {fish_option(action)}"]
    for name, command in commands().items():
        lines += [f"complete -c hipbreak -n __fish_use_subcommand -a {name} -d {quoted(command.description or '')}"]
        when = quoted(f"__fish_seen_subcommand_from {name}")
        for action in options(command):
            lines += [f"complete -c hipbreak -n {when} {fish_option(action)}"]
        for action in positionals(command):
            if words := words_of(action):
                lines += [f"complete -c hipbreak -n {when} -a {quoted(' '.join(words))}"]
            elif action.dest in _FILES:
                lines += [f"complete -c hipbreak -n {when} -F"]
    return "\n".join(lines) + "\n"


def fish_option(action: argparse.Action) -> str:
    names = [f"-s {o[1:]}" if len(o) == 2 else f"-l {o[2:]}" for o in action.option_strings]
    value = (
        [] if action.nargs == 0 else ["-r", *(["-a", quoted(" ".join(words_of(action)))] if words_of(action) else [])]
    )
    meaning = ["-d", quoted((action.help or "").replace("%%", "%"))] if action.help else []
    return " ".join([*names, *value, *meaning])


def quoted(text: str) -> str:
    """Quote a text for each of the shells."""
    return "'" + text.replace("'", "'\\''") + "'"


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "share")
