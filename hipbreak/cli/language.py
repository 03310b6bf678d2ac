"""The language of the command line, without Qt."""

import os
from pathlib import Path

from hipbreak.core import i18n
from hipbreak.core.text.messages import language_problem
from hipbreak.desktop.system.ui_languages import with_system_languages
from hipbreak.store.languages import DOMAIN, ENGLISH, SYSTEM, Language, catalogue_folder, load_language, stored_choice


def use_language(settings: Path | None) -> None:
    """Use the language that the settings file or the environment names."""
    language = _language_of(settings)
    i18n.install(language.translations, language_problem(language.missing, language.unreadable))
    folder = catalogue_folder()
    if language.code != ENGLISH and folder is not None:
        import gettext  # the texts of argparse itself are looked up by Python's own gettext

        os.environ["LANGUAGE"] = language.code
        gettext.bindtextdomain(DOMAIN, str(folder))
        gettext.textdomain(DOMAIN)


def _language_of(settings: Path | None) -> Language:
    choice = stored_choice(settings) if settings else SYSTEM
    return load_language(choice, with_system_languages(os.environ) if choice == SYSTEM else os.environ)


def chosen_problem(settings: Path) -> str:
    """Why the texts are in English although the settings file names another language; empty if nothing is wrong."""
    language = _language_of(settings)
    return language_problem(language.missing, language.unreadable)
