"""The languages of the desktop where the environment does not name them: on Windows and macOS."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_SCRIPTS = {"Hans": "CN", "Hant": "TW"}
"""Of Chinese, the country whose catalogue is in this script."""
_TIMEOUT_S = 2.0


def with_system_languages(
    environment: Mapping[str, str], platform: str = sys.platform, read: Callable[[str], str] | None = None
) -> Mapping[str, str]:
    """The environment with `LANG` and `LANGUAGE` as the settings of Windows or macOS have them, where it has neither.

    `read` returns what the system says about its languages, empty if nothing.
    """
    if platform not in ("win32", "darwin") or any(environment.get(name) for name in _VARIABLES):
        return environment
    codes = [code for tag in _tags((read or _read)(platform)) if (code := _code(tag))]
    return {**environment, "LANG": codes[0], "LANGUAGE": ":".join(codes)} if codes else environment


def _read(platform: str) -> str:
    if platform == "win32":
        import ctypes  # noqa: PLC0415
        import locale  # noqa: PLC0415

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")  # type: ignore[attr-defined,unused-ignore]
    import subprocess  # noqa: PLC0415 - 5 ms, for macOS only

    try:  # the array of AppleLanguages, best first
        done = subprocess.run(
            ["defaults", "read", "-g", "AppleLanguages"],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _tags(text: str) -> Sequence[str]:
    """Such as `de-DE` and `zh-Hant-TW`."""
    return re.findall(r"\b[a-z]{2,3}(?:[-_][A-Za-z0-9]+)*", text)


def _code(tag: str) -> str:
    """`de_DE` of `de-DE`."""
    language, *others = re.split("[-_]", tag)
    country = next((part for part in others if re.fullmatch("[A-Z]{2}", part)), "")
    script = next((_SCRIPTS[part] for part in others if part in _SCRIPTS), "")
    return "_".join(filter(None, (language, script if language == "zh" and script else country)))
