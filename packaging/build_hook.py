"""Compiles the translations before hatchling packs the files."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before a wheel is built, also an editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write assets/locale and build/share."""
        packaging = Path(__file__).parent
        sys.path[:0] = [str(packaging), str(packaging.parent)]
        from share_translations import write_share  # noqa: PLC0415 - found through the line above
        from translations import MO, PO, ROOT, compile_all, languages, read  # noqa: PLC0415 - found through the line above

        MO.mkdir(exist_ok=True)
        compile_all()
        catalogues = {language: read(PO / f"{language}.po") for language in languages()}
        write_share(ROOT / "packaging" / "share", ROOT / "build" / "share", catalogues)
