"""The settings file: TOML that belongs to a person, read forgivingly and changed one option at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hipbreak.core.i18n import N_
from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import ngettext as _n
from hipbreak.core.quoting import visible
from hipbreak.core.settings.contradictions import contradicting, contradiction
from hipbreak.core.settings.hooks import read_hooks
from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.store.atomic_file import write_file
from hipbreak.store.file_lock import locked
from hipbreak.store.small_file import UnusableText, parse_toml, read_text

_HEAD = "# Hipbreak's settings. An option that is not here has its default; `hipbreak settings` lists them all.\n"
_LARGEST = 65_536  # bytes; with every option explained it has 8,000
_BOM = "\ufeff"
_TOO_DEEP = N_("too many brackets within brackets")
_NAMED_AT_MOST = 10
_LONGEST_NAME = 60


class UnusableSettings(ValueError):
    """The file as a whole cannot be used; one sentence, which names the line if there is one."""

    def __init__(self, why: str) -> None:
        """`why` is the sentence as a clause, without its full stop."""
        super().__init__(f"{why}.")
        self.why = why


class ChangeRefused(ValueError):
    """Nothing was changed; the reason as one sentence."""


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """The settings in the file, and a sentence for what in it cannot be used; UnusableSettings.

    A wrong value means the default of that option.
    """
    try:
        return _settings_in(_parse(_read(path), path), path)
    except OSError as error:
        raise UnusableSettings(
            _("{path} cannot be read ({why})").format(path=path, why=error.strerror or error)
        ) from error


def load_settings(path: Path, otherwise: Settings | None = None) -> tuple[Settings, list[str]]:
    """As `read_settings`, but a missing file means the defaults, and one that cannot be used `otherwise`, else those.

    Never raises for what is there.
    """
    try:
        return read_settings(path)
    except UnusableSettings as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return Settings(), []
        why = error.why
    if otherwise is None:
        return Settings(), [_("{why}, so every option has its default.").format(why=why)]
    return otherwise, [_("{why}, so every option stays as it is.").format(why=why)]


def change_settings(path: Path, changes: Mapping[str, Any]) -> tuple[Settings, list[str]]:
    """Set options, by key, in the file as it is now; gives what `read_settings` then gives.

    Everything else stays in it as it is: comments, order, what Hipbreak does not know or cannot use. An option set to
    its default is removed, unless the person has commented it. ChangeRefused for a file that cannot be understood;
    OSError when it cannot be written.
    """
    from hipbreak.store.toml_edit import NotEditable  # noqa: PLC0415 - tomlkit, 8 ms and 1.1 MB; not within the lock

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with locked(path.with_name(f"{path.name}.lock")):
        try:
            before = _old_text(path)
            _parse(before, path)
            after = before
            for key, value in changes.items():
                after = _changed(after, OPTIONS[key], value)
            settings, notes = _settings_in(_parse(after, path), path)
        except UnusableSettings as error:
            raise ChangeRefused(_("{why}, so nothing was changed.").format(why=error.why)) from None
        except (NotEditable, RecursionError) as error:
            why = error if isinstance(error, NotEditable) else _(_TOO_DEEP)
            raise ChangeRefused(
                _("{path} can only be changed by hand: {error}.").format(path=path, error=why)
            ) from None
        if after != before:
            write_file(path, after)
    return settings, notes


def change(path: Path, key: str, text: str) -> tuple[Settings, list[str]]:
    """Set one option to what `text` means, as `change_settings` does; ValueError with one sentence, OSError."""
    option = OPTIONS.get(key)
    if option is None:
        raise ValueError(_("There is no option {key}.").format(key=repr(key)))
    try:
        value = option.read(text)
    except ValueError as error:
        raise ValueError(_("{key} is wrong: {why}.").format(key=key, why=error)) from None
    if why := contradiction(load_settings(path)[0], key, value):
        raise ValueError(f"{key} {why}.")
    return change_settings(path, {key: value})


def _old_text(path: Path) -> str:
    try:
        return _read(path) or _HEAD
    except FileNotFoundError:
        return _HEAD


def _read(path: Path) -> str:
    """The text of the file; UnusableSettings, OSError."""
    try:
        return read_text(path, _LARGEST)
    except UnusableText as error:
        raise UnusableSettings(error.clause(path)) from None


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return parse_toml(text)
    except UnusableText as error:
        raise UnusableSettings(error.clause(path)) from None


def _settings_in(raw: Mapping[str, Any], path: Path) -> tuple[Settings, list[str]]:
    values: dict[str, Any] = {}
    unknown: list[str] = []
    notes: list[str] = []
    for key, value in raw.items():
        option = OPTIONS.get(key)
        if key == "hooks":
            values[key], problems = read_hooks(value)
            notes += [_("In {path}, {problem}.").format(path=path, problem=problem) for problem in problems]
            continue
        if option is None:
            unknown.append(
                key if key.isprintable() and 0 < len(key) <= _LONGEST_NAME else f"'{visible(key, _LONGEST_NAME)}'"
            )
            continue
        try:
            values[key] = option.read(value)
        except (ValueError, TypeError) as error:
            notes.append(
                _("In {path}, {key} is wrong: {why}. Its default {value} is used.").format(
                    path=path, key=key, why=error, value=repr(option.write(option.default))
                )
            )
    for shorter, longer in contradicting(values):
        shown = {key: OPTIONS[key].write(values.get(key, OPTIONS[key].default)) for key in (shorter, longer)}
        notes.append(
            _("In {path}, {shorter} ({short}) is longer than {longer} ({long}), so both have their defaults.").format(
                path=path, shorter=shorter, short=shown[shorter], longer=longer, long=shown[longer]
            )
        )
        values = {key: value for key, value in values.items() if key not in (shorter, longer)}
    if unknown:
        named = ", ".join(unknown[:_NAMED_AT_MOST])
        if len(unknown) > _NAMED_AT_MOST:
            # Translators: {n} is a number of options.
            named = _("{names} and {n} more").format(names=named, n=len(unknown) - _NAMED_AT_MOST)
        notes.append(
            _n(
                "{path} names an option that Hipbreak does not know: {names}.",
                "{path} names options that Hipbreak does not know: {names}.",
                len(unknown),
            ).format(path=path, names=named)
        )
    return Settings(**values), notes


def _changed(text: str, option: Option, value: Any) -> str:
    from hipbreak.store.toml_edit import reset_key, set_key  # noqa: PLC0415 - see change_settings

    bom = _BOM if text.startswith(_BOM) else ""
    help_text = " ".join(filter(None, (option.help, option.form)))
    explanation = f"# {option.label}. {help_text} (default {option.write(option.default) or 'empty'})"
    plain = value if option.kind in (bool, int) else option.write(value)
    edit = reset_key if value == option.default else set_key
    return bom + edit(text.removeprefix(_BOM), option.key, plain, explanation)
