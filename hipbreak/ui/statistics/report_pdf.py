"""The report as PDF: Qt lays out its HTML on A4 pages."""

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

_LAYOUT_DPI = 96  # of Qt's rich text, which does not scale every length
_FINER = 8  # times as many dots on the page, so that letters are placed exactly
_MARGINS_MM = QMarginsF(16, 14, 16, 14)


def pdf_of(html: str, title: str, creator: str) -> bytes:
    """The document as PDF. Needs a QGuiApplication, but no window, and not its thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_LAYOUT_DPI * _FINER)
    writer.setTitle(title)
    writer.setCreator(creator)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            _MARGINS_MM,
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setHtml(html)
    page = QSizeF(writer.width() / _FINER, writer.height() / _FINER)
    document.setPageSize(page)
    painter = QPainter(writer)
    painter.scale(_FINER, _FINER)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
            painter.translate(0, -page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
    painter.end()
    return bytes(buffer.data().data())
