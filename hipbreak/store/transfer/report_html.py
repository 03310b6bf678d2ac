"""The report as one HTML file: no script, nothing to load. Qt's rich text can show it too, for the PDF."""

import re
from collections.abc import Sequence
from html import escape

from hipbreak.core.i18n import language
from hipbreak.core.text.report import Cell, ReportTable, ReportText

_STYLE = """\
body { font-family: sans-serif; font-size: 10pt; color: #1f2933; background: #ffffff; }
h1 { font-size: 18pt; margin-top: 0px; margin-bottom: 4px; }
h2 { font-size: 12pt; margin-top: 20px; margin-bottom: 6px; }
p { margin-top: 3px; margin-bottom: 3px; }
p.muted { color: #52606d; font-size: 9pt; }
th { text-align: left; font-weight: bold; background-color: #e7e2da; }
td, th { font-size: 9pt; vertical-align: top; border-bottom: 1px solid #e7e2da; }
td.bar { background-color: #0f766e; font-size: 4pt; border: none; }
td.rest { background-color: #e7e2da; font-size: 4pt; border: none; }
"""
"""Only what Qt understands. The bar differs in lightness as well, for a grey printer."""
_BROWSER_STYLE = """\
@media screen { body { max-width: 48em; margin: 2em auto; padding: 0 1em; } }
@page { size: A4; margin: 16mm; }
@media print { body, th, td { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
tr { break-inside: avoid; }
h2 { break-after: avoid; }
"""
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=(?:s|min|h|%)(?!\w))")
_WHOLE = 100
_UNBROKEN = "\N{NO-BREAK SPACE}"


def report_html(text: ReportText, for_browser: bool = True) -> str:
    """The whole document; the style for a browser is not for Qt."""
    parts = [
        f"<h1>{escape(text.title)}</h1>",
        f"<p>{escape(text.period)}</p>",
        f"<p>{escape(text.name_line)} ________________________________</p>",
        *(_table(table) for table in text.tables),
        f"<h2>{escape(text.method_heading)}</h2>",
        *(f'<p class="muted">{_text(line)}</p>' for line in text.method),
    ]
    body, style = "\n".join(parts), _STYLE + (_BROWSER_STYLE if for_browser else "")
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}" dir="auto">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(text.title)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return _BEFORE_UNIT.sub(_UNBROKEN, escape(text))


def _table(table: ReportTable) -> str:
    headings = (
        f'<th width="{width}%">{escape(column)}</th>' for column, width in zip(table.columns, table.widths, strict=True)
    )
    rows = [f"<tr>{''.join(headings)}</tr>", *(_row(row) for row in table.rows)]
    body = _whole_width("\n".join(rows), padding=3)
    notes = [f'<p class="muted">{_text(note)}</p>' for note in table.notes]
    return "\n".join([f"<h2>{escape(table.heading)}</h2>", *([body] if table.rows else []), *notes])


def _row(row: Sequence[Cell]) -> str:
    first, *others = row
    name = escape(first.text).replace(" ", _UNBROKEN)
    return f"<tr><td>{name}</td>{''.join(_cell(cell) for cell in others)}</tr>"


def _cell(cell: Cell) -> str:
    if cell.share is None:
        return f"<td>{_text(cell.text)}</td>"
    return f"<td>{_text(cell.text)}{_bar(round(100 * cell.share))}</td>"


def _bar(percent: int) -> str:
    parts = [
        f'<td class="{name}" width="{width}%">&nbsp;</td>'
        for name, width in (("bar", percent), ("rest", 100 - percent))
        if width
    ]
    return _whole_width(f"<tr>{''.join(parts)}</tr>", padding=0)


def _whole_width(rows: str, padding: int) -> str:
    return f'<table width="{_WHOLE}%" cellspacing="0" cellpadding="{padding}" border="0">{rows}</table>'
