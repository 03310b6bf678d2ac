"""Report texts that are cut in a translation: `python -m tests.tools.cut_texts [WIDTHxHEIGHT] [LANGUAGE ...]`.

Each window is laid out with text at 100 and 200 per cent, by default in all languages on a screen of 1920x1080 pixels.
The exit code is 1 if anything is cut.
"""

import re
import sys

from hipbreak.store.languages import available
from hipbreak.ui.theme.app_style import AppStyle
from tests.tools.tour import Way, desk, met
from tests.ui.cut_texts import cut_texts


def main(words: list[str]) -> int:
    """Print what is cut, one line each; 1 if there is any."""
    sizes = [tuple(map(int, word.split("x"))) for word in words if re.fullmatch(r"\d+x\d+", word)]
    languages = [word for word in words if not word[0].isdigit()] or available()
    app, style, count = desk(*(sizes or [(1920, 1080)])[0]), AppStyle(), 0
    for language in languages:
        for by in (1.0, 2.0):
            for name, window in met(app, style, Way(language, by=by, language=language)):
                for text in cut_texts(window):
                    count += 1
                    print(f"{language} {by:.0%} {name}: {text}", flush=True)
    print(f"{count} texts are cut")
    return bool(count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
