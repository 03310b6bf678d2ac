"""Where the files that come with Hipbreak lie: inside the package once installed, at the top of a checkout."""

from pathlib import Path

from hipbreak.core.i18n import gettext as _

_PACKAGE = Path(__file__).resolve().parent.parent


def asset(name: str) -> Path:
    """The path of a shipped file, like `traces/a-working-day.jsonl`; FileNotFoundError when it is not there."""
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(
        _("The file {name} that comes with Hipbreak is missing; install it again.").format(name=name)
    )
