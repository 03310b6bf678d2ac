"""Texts of the page Learn; most notes are in `notes` and `health_screening`."""

from hipbreak.core.i18n import gettext as _
from hipbreak.core.i18n import is_translated, lazy
from hipbreak.core.identity import BUNDLED_ONLY, COMPONENTS, HOMEPAGE, VERSION, Component
from hipbreak.core.text.notes import Note

tips, mistakes, questions = lazy("Tips"), lazy("Five mistakes"), lazy("Questions")
reasons, signs, pain = lazy("Why this works"), lazy("Signs in the pictures"), lazy("If it hurts")
about_hipbreak = lazy("About Hipbreak")
# Translators: The window's title.
title = lazy("Learn - Hipbreak")
# Translators: The first line.
lead = lazy("What helps, and what to leave out")


def about() -> tuple[Note, ...]:
    """The version with licence and source, in a translation who has reviewed it, and the parts by others."""
    return (
        *(_translation() if is_translated() else ()),
        Note("licence", _("Version, licence and source"), _licence(), ()),
        Note("parts", _("What it is made with"), _components(COMPONENTS), ()),
        Note("bundled", _("What only the self-contained packages come with"), _components(BUNDLED_ONLY), ()),
    )


def _translation() -> tuple[Note, ...]:
    text = _(
        "No native speaker has reviewed this translation yet. What is unclear about your health, read in English. "
        "Corrections are welcome: {address}"
    )
    return (Note("translation", _("This translation"), text.format(address=HOMEPAGE), ()),)


def _licence() -> str:
    return _(
        "Hipbreak {version} is free software under the GNU General Public License, version 3 or any later version, and "
        "comes without any warranty. You may use, study, change and share it. Source, packages and reports of faults: "
        "{address}"
    ).format(version=VERSION, address=HOMEPAGE)


def _components(components: tuple[Component, ...]) -> str:
    return "\n".join(
        _("{name}: {licence}, {source}").format(name=one.name, licence=one.licence, source=one.source)
        for one in components
    )
