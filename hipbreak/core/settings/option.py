"""Options: one declaration each, from which file, window, command line and documentation follow."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from enum import Enum
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from hipbreak.core.i18n import gettext as _
from hipbreak.core.quoting import quoted
from hipbreak.core.settings.display_choices import LanguageCode
from hipbreak.core.settings.durations import duration_text, parse_duration
from hipbreak.core.settings.working_hours import WorkingHours, parse_hours

_WHOLE_NUMBER = r"-?[0-9]{1,18}"
LONGEST_TEXT = 400
"""Characters of an option that is a text."""
_LANGUAGE = r"system|[a-z]{2,3}(_[A-Z]{2})?"
_CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"


class Option(Struct, frozen=True):
    """The declaration of a setting, written in the annotation of its field: texts, inclusive bounds and group.

    A duration is between a second and a day where it has no other bound.
    """

    label: str
    help: str
    low: Any = None
    high: Any = None
    form: str = ""
    """How it is written in the file, where a window has other means."""
    group: str = ""
    """The heading under Fine-tune; empty in a declaration for that of the option before."""
    key: str = ""
    """The field's name; it and the default come from the field."""
    default: Any = None

    @property
    def kind(self) -> type:
        """The type of its values: bool, int, str, timedelta, time, LanguageCode, WorkingHours or an Enum."""
        return type(self.default)

    def read(self, raw: object) -> Any:
        """The value meant by `raw` (text, or what TOML gives); ValueError with one sentence."""
        value = _READERS.get(self.kind, _read_choice)(raw, self)
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise ValueError(
                _("must be between {low} and {high}, not {value}").format(
                    low=self.write(self.low), high=self.write(self.high), value=self._shown(value)
                )
            )
        return value

    def _shown(self, value: Any) -> str:
        return quoted(value) if isinstance(value, int) else self.write(value)

    def write(self, value: Any) -> str:
        """The text that `read` understands."""
        if isinstance(value, timedelta):
            return duration_text(value)
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, WorkingHours):
            return value.text
        return str(value.value if isinstance(value, Enum) else value)


def _read_bool(raw: object, _option: Option) -> bool:
    names = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in names:
        return names[raw.strip().lower()]
    raise ValueError(_("must be true or false, not {raw}").format(raw=quoted(raw)))


def _read_int(raw: object, _option: Option) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and re.fullmatch(_WHOLE_NUMBER, raw.strip()):
        return int(raw)
    raise ValueError(_("must be a whole number, not {raw}").format(raw=quoted(raw)))


def _read_text(raw: object, _option: Option) -> str:
    if isinstance(raw, str) and len(raw) <= LONGEST_TEXT and (raw.isprintable() or not raw):
        return raw.strip()
    raise ValueError(_("must be a text of at most {n} characters, not {raw}").format(n=LONGEST_TEXT, raw=quoted(raw)))


def _read_duration(raw: object, _option: Option) -> timedelta:
    if not isinstance(raw, str):
        raise ValueError(_('must be a duration in quotes, like "45min", not {raw}').format(raw=quoted(raw)))
    return parse_duration(raw)


def _read_time(raw: object, _option: Option) -> time:
    if isinstance(raw, time):  # TOML has a form for it
        return raw.replace(second=0, microsecond=0)
    clock = re.fullmatch(_CLOCK, raw.strip()) if isinstance(raw, str) else None
    if clock is None:
        raise ValueError(_('must be a time of the day like "17:00", not {raw}').format(raw=quoted(raw)))
    return time(int(clock[1]), int(clock[2]))


def _read_hours(raw: object, _option: Option) -> WorkingHours:
    if not isinstance(raw, str):
        raise ValueError(_('must be a text like "mon-fri 09:00-17:30", not {raw}').format(raw=quoted(raw)))
    return parse_hours(raw)


def _read_language(raw: object, _option: Option) -> LanguageCode:
    if isinstance(raw, str) and re.fullmatch(_LANGUAGE, raw.strip()):
        return LanguageCode(raw.strip())
    raise ValueError(_('must be "system", or a language like "de" or "pt_BR", not {raw}').format(raw=quoted(raw)))


def _read_choice(raw: object, option: Option) -> Any:
    assert issubclass(option.kind, Enum)
    choices = [choice.value for choice in option.kind]
    if raw not in choices:
        raise ValueError(_("must be one of {choices}, not {raw}").format(choices=", ".join(choices), raw=quoted(raw)))
    return option.kind(raw)


_READERS: dict[type, Callable[[object, Option], Any]] = {
    bool: _read_bool,
    int: _read_int,
    str: _read_text,
    timedelta: _read_duration,
    time: _read_time,
    WorkingHours: _read_hours,
    LanguageCode: _read_language,
}


def _bounds(declared: Option, kind: type) -> dict[str, timedelta]:
    if kind is not timedelta:
        return {}
    usual = {"low": timedelta(seconds=1), "high": timedelta(days=1)}
    return {name: bound for name, bound in usual.items() if getattr(declared, name) is None}


def options_of(record: type[Struct]) -> dict[str, Option]:
    """The options that a record declares in the annotations of its fields, in its order, by key."""
    options: dict[str, Option] = {}
    group = ""
    for f in fields(record):
        for declared in getattr(f.type, "__metadata__", ()):
            group, bounds = declared.group or group, _bounds(declared, type(f.default))
            options[f.name] = replace(declared, key=f.name, default=f.default, group=group, **bounds)
    return options
