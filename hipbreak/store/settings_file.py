"""The settings file: TOML that a person can write by hand, read forgivingly and written without losing anything."""

import json
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from hipbreak.core.settings.option import Option
from hipbreak.core.settings.settings import OPTIONS, Settings
from hipbreak.store.atomic_file import write_file
from hipbreak.store.quarantine import quarantine

_HEAD = "# Hipbreak's settings. An option that is not here has its default; `hipbreak settings` lists them all.\n"


def load_settings(path: Path) -> tuple[Settings, list[str]]:
    """The settings in the file, and a sentence for everything in it that cannot be used; never raises for its content.

    A missing file means the defaults, a wrong value the default of that option. A file that cannot be
    parsed is set aside.
    """
    try:
        raw = _read(path)
    except OSError as error:
        return Settings(), [f"{path} cannot be read ({error.strerror or error}), so every option has its default."]
    except ValueError as error:
        return Settings(), [_put_aside(path, error)]
    values: dict[str, Any] = {}
    notes: list[str] = []
    for key, value in raw.items():
        option = OPTIONS.get(key)
        if option is None:
            notes.append(f"{path} names an option that Hipbreak does not know: {key}.")
            continue
        try:
            values[key] = option.read(value)
        except (ValueError, TypeError) as error:
            notes.append(f"In {path}, {key} {_reason(error)}, so its default {option.write(option.default)!r} is used.")
    return Settings(**values), notes


def save_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults, all or nothing; OSError when it cannot be done.

    What the file holds and Hipbreak cannot use stays in it: unknown options, and wrong values of options
    that still have their default.
    """
    try:
        raw = _read(path)
    except ValueError:
        quarantine(path, "broken")
        raw = {}
    kept = {key: value for key, value in raw.items() if not _usable(key, value)}
    lines = [_HEAD]
    for key, option in OPTIONS.items():
        value = getattr(settings, key)
        if value != option.default:
            lines.append(f"{_comment(option)}{key} = {_toml(_plain(option, value))}\n")
        elif key in kept:
            lines.append(f"{_comment(option)}{key} = {_toml(kept[key])}\n")
    unknown = [f"{_toml_key(key)} = {_toml(value)}\n" for key, value in kept.items() if key not in OPTIONS]
    if unknown:
        lines.append("# Not known to this Hipbreak:\n" + "".join(unknown))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_file(path, "\n".join(lines))


def change(path: Path, key: str, text: str) -> tuple[Settings, list[str]]:
    """Set one option in the file to what `text` means; gives the settings and sentences as `load_settings`.

    ValueError with one sentence when there is no such option or the text does not fit it; OSError when
    the file cannot be written.
    """
    option = OPTIONS.get(key)
    if option is None:
        raise ValueError(f"There is no option {key!r}.")
    try:
        value = option.read(text)
    except ValueError as error:
        raise ValueError(f"{key} {_reason(error)}.") from None
    settings, notes = load_settings(path)
    settings = replace(settings, **{key: value})
    save_settings(path, settings)
    return settings, notes


def _read(path: Path) -> dict[str, Any]:
    """What the file says, nothing if there is none; OSError, or ValueError when it is not TOML."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    import tomllib  # noqa: PLC0415 - 8 ms that a person without a settings file does not wait for

    return tomllib.loads(content.decode("utf-8-sig"))


def _put_aside(path: Path, error: ValueError) -> str:
    reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
    outcome = "so every option has its default"
    try:
        aside = quarantine(path, "broken")
    except OSError as trouble:
        return f"{path} cannot be understood ({reason}) nor set aside ({trouble.strerror}), {outcome}."
    return f"{path} cannot be understood ({reason}) and was set aside as {aside.name}, {outcome}."


def _reason(error: Exception) -> str:
    text = str(error)
    return text if text.startswith("must ") else f"is wrong: {text}"


def _usable(key: str, value: object) -> bool:
    try:
        OPTIONS[key].read(value)
    except (LookupError, ValueError, TypeError):
        return False
    return True


def _comment(option: Option) -> str:
    told = " ".join(filter(None, (option.help, option.form)))
    return f"# {option.label}. {told} (default {option.write(option.default) or 'empty'})\n"


def _plain(option: Option, value: Any) -> Any:
    return value if option.kind in (bool, int) else option.write(value)


# Written here and not by tomli-w: what we write ourselves are texts, numbers and true or false, and for the
# rest, kept from the file, every TOML value has a form that fits on one line.
def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_toml_key(key)} = {_toml(item)}' for key, item in value.items())}}}"
    if isinstance(value, date | time):
        return value.isoformat()
    return repr(value)


def _toml_key(key: str) -> str:
    bare = key.replace("-", "").replace("_", "")
    return key if bare.isascii() and bare.isalnum() else _toml(key)
