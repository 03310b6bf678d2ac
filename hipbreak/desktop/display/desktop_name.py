"""Which desktop this is, as it says itself.

https://specifications.freedesktop.org/desktop-entry-spec/latest/recognized-keys.html (OnlyShowIn)
"""

from collections.abc import Mapping


def is_gnome(environment: Mapping[str, str]) -> bool:
    """Return whether this is GNOME, or a desktop that is made of it."""
    return "gnome" in environment.get("XDG_CURRENT_DESKTOP", "").lower()


def has_appearance(environment: Mapping[str, str]) -> bool:
    """Return whether `DesktopAppearance` can read what this desktop is set to."""
    return is_gnome(environment) or "KDE" in environment.get("XDG_CURRENT_DESKTOP", "").split(":")
