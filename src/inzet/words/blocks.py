"""What an answer looks like: titles, paragraphs and tables, and how they are put on a terminal or a page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from typing import Literal, NamedTuple

from inzet.issues import printable
from inzet.words import Lang
from inzet.words.lines import brief

Style = Literal["title", "plain", "quiet", "strong"]


class Paragraph(NamedTuple):
    """A paragraph; a title and what is strong stand out, what is quiet steps back."""

    text: str
    style: Style = "plain"
    indent: int = 0


@dataclass(frozen=True)
class Grid:
    """A table. A row with one cell is a heading over those that follow; the last row may be a total.

    Attributes:
        columns: the heads of the columns.
        rows: the cells.
        right: the columns of figures, which stand right.
        total: whether the last row is a total.
        whole: the columns that are not broken: ids, which people copy.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()
    total: bool = False
    whole: tuple[int, ...] = ()


Block = Paragraph | Grid


class Readable:
    """An answer that people read: ``str`` gives it in words, ``repr`` its beginning on one short line."""

    __slots__ = ()

    def blocks(self, lang: Lang = "en") -> Iterator[Block]:
        """Yield what the answer looks like."""
        raise NotImplementedError

    def __str__(self) -> str:
        return render(self.blocks(), 100)

    def __repr__(self) -> str:
        texts = (block.text for block in self.blocks() if isinstance(block, Paragraph))
        return brief(self, "; ".join(text for _, text in zip(range(3), texts, strict=False)))

    def _repr_html_(self) -> str:
        return "".join(map(_html, self.blocks()))


def render(blocks: Iterable[Block], width: int, *, colour: bool = False) -> str:
    """Return blocks as text for a terminal of some width; with colours only where these are wanted."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    styles = {"title": "bold", "plain": "", "quiet": "dim", "strong": "bold"}
    target = StringIO()
    console = Console(
        file=target, width=max(width, 40), force_terminal=colour, no_color=not colour, legacy_windows=False, _environ={}
    )
    for block in blocks:
        if isinstance(block, Paragraph):
            text = Text(_plain(block.text), style=styles[block.style])
            console.print(Padding(text, (0, 0, 0, block.indent)) if block.indent else text)
            continue
        headed = any(block.columns)
        table = Table(
            box=SIMPLE_HEAD if headed else None,
            collapse_padding=headed,
            pad_edge=False,
            show_edge=False,
            show_header=headed,
        )
        first, others = _widths(block, console.width)
        for at, name in enumerate(block.columns):
            widths = {"max_width": others} if at else {"min_width": first}
            side: Literal["left", "right"] = "right" if at in block.right else "left"
            table.add_column(name, justify=side, overflow="fold", no_wrap=_is_whole(block, at, console.width), **widths)
        for at, row in enumerate(block.rows):
            is_total = block.total and at == len(block.rows) - 1
            if is_total:
                table.add_section()
            style = "bold" if is_total or len(row) == 1 else ""
            table.add_row(*(Padding(Text(_plain(cell)), (0, 0, 0, _indent(cell))) for cell in row), style=style)
        console.print(table)
    return "\n".join(line.rstrip() for line in target.getvalue().rstrip("\n").split("\n"))


_CELL, _GAP = 14, 2  # a date in words, in two lines at most; what parts two columns


def _widths(grid: Grid, width: int) -> tuple[int, int | None]:
    """Return the least width of the first column of a table, and the greatest of the others where it has headings.

    A heading over rows stays on one line, as far as the other columns leave room for it.
    """
    widest = max((len(row[0]) for row in grid.rows if len(row) == 1), default=0)
    if not widest:
        return 0, None
    rows = [grid.columns, *(row for row in grid.rows if len(row) > 1)]
    others = sum(min(_CELL, max(len(row[at]) for row in rows)) + _GAP for at in range(1, len(grid.columns)))
    return max(min(widest, width - others), 0), _CELL


def _is_whole(grid: Grid, at: int, width: int) -> bool:
    """Whether a column is not broken: one that should not be, where it leaves half the width to the others."""
    return at in grid.whole and max(len(row[at]) for row in (grid.columns, *grid.rows)) <= width // 2


def _indent(cell: str) -> int:
    return len(cell) - len(cell.lstrip())


def _plain(text: str) -> str:
    """Return text as a terminal may show it, without blanks before it; the no-break spaces of quotes are blanks."""
    return printable(text.replace("\u00a0", " ")).lstrip()


def _html(block: Block) -> str:
    if isinstance(block, Paragraph):
        tag = "h4" if block.style == "title" else "p"
        return f"<{tag}>{escape(block.text)}</{tag}>"
    head = "".join(f"<th>{escape(name)}</th>" for name in block.columns)
    return f"<table><tr>{head}</tr>{''.join(_html_row(row, len(block.columns)) for row in block.rows)}</table>"


def _html_row(row: tuple[str, ...], columns: int) -> str:
    if len(row) == 1:
        return f'<tr><th colspan="{columns}">{escape(row[0])}</th></tr>'
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
