"""A mission along the years: its bars and marks in lanes, so that nothing stands on anything else."""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from inzet.ledger.pictures.courses import Course, Plan, Report, Stretch
from inzet.ledger.pictures.drawing import LINE, Drawing, size_of, width_of, wrap
from inzet.ledger.pictures.phrases import plan_words, row_name, statement_facts, stretch_facts, stretch_words
from inzet.ledger.positions import figures_in_words
from inzet.ledger.statements import ONE_DAY, Statement
from inzet.words.captions import caption

NAMES = 216
"""The width of the column of names."""

YEARS = 580
"""The width of all years together."""

LEFT = Drawing.MARGIN + NAMES + 12
"""Where the years begin."""

STUB = timedelta(days=183)
"""What has no end, no beginning or no decision is drawn no longer than this."""

_LANE, _HALF, _HALF_REPORT, _ARROW = 18, 6.5, 3.5, 12


class Scale(NamedTuple):
    """Where days stand.

    Attributes:
        first: the first day of the first year.
        last: the first day after the last year.
        horizon: the day of the last letter.
        stub: how long is drawn what has no end, no beginning or no decision.
        with_ends: whether the words of a mandate say until when.
    """

    first: date
    last: date
    horizon: date
    stub: timedelta
    with_ends: bool

    def x(self, day: date) -> float:
        """Return the place of the beginning of a day."""
        return LEFT + YEARS * (day - self.first).days / (self.last - self.first).days


def bounds(stretch: Stretch, horizon: date, stub: timedelta) -> tuple[date, date]:
    """Return the first day of a bar, and the day after its last: without an end it stops at the last letter."""
    last = stretch.last + ONE_DAY if stretch.last else None
    first = stretch.first or (last or horizon) - stub
    if last is None:
        last = horizon if horizon > first else first + stub
    return first, last


def draw_course(body: Drawing, course: Course, scale: Scale) -> None:
    """Draw a mission below everything else: its name, and beside it bars, marks and their words in lanes."""
    top = body.height + 3
    lines = wrap(row_name([course.record], body.lang), NAMES, "name")
    for at, line in enumerate(lines):
        body.say("name", Drawing.MARGIN, top + _LANE / 2 + at * size_of("name") * LINE, line)
    lanes = _Lanes(body, course, scale, top)
    lanes.draw_stretches()
    for report in course.reports:
        lanes.draw_report(report)
    for plan in course.plans:
        lanes.draw_plan(plan)
    for ending in course.endings:
        lanes.draw_mark("ending", ending, caption("ending", body.lang))
    for refusal in course.refusals:
        lanes.draw_mark("refused", refusal, caption("refused", body.lang))
    names = _LANE + (len(lines) - 1) * size_of("name") * LINE
    body.height = top + max(len(lanes.taken) * _LANE, names) + 3


class _Lanes:
    """The lanes of a mission, one below the other, and what is taken of each."""

    def __init__(self, body: Drawing, course: Course, scale: Scale, top: float) -> None:
        self.body = body
        self.course = course
        self.scale = scale
        self.top = top
        self.taken: list[list[tuple[float, float]]] = [[]]

    def is_free(self, lane: int, left: float, right: float) -> bool:
        """Whether nothing stands at a place, or close to it."""
        return all(right + 3 <= begin or end + 3 <= left for begin, end in self.taken[lane])

    def take(self, left: float, right: float, lowest: int = 0) -> float:
        """Take a place in the first lane that has room for it, and return the middle of that lane."""
        lane = lowest
        while lane < len(self.taken) and not self.is_free(lane, left, right):
            lane += 1
        if lane == len(self.taken):
            self.taken.append([])
        self.taken[lane].append((left, right))
        return self.top + _LANE * (lane + 0.5)

    def draw_stretches(self) -> None:
        """Draw the mandates in the first lane, and on them a dot for each letter that only mentions them again."""
        lang, y = self.body.lang, self.top + _LANE / 2
        bars = []
        for stretch in self.course.stretches:
            if stretch.is_report:
                continue  # drawn with the other reports
            first, last = bounds(stretch, self.scale.horizon, self.scale.stub)
            left, right = self.scale.x(first), max(self.scale.x(last), self.scale.x(first) + 2)
            self.body.add(stretch.kind, left, y - _HALF, right, y + _HALF, stretch_facts(stretch, lang))
            before, after = (left if stretch.first else left - _ARROW), (right if stretch.last else right + _ARROW)
            if before < left:
                self.body.add("backward", left - 5, y)
            if after > right:
                self.body.add("onward", right + 4, y)
            self.taken[0].append((before, after))
            bars.append((stretch, left, right, after))
        dots = []
        for report in self.course.reports:
            if not _stands_alone(report):
                x = self.scale.x(report.day)
                facts = statement_facts(self.course.record, "report", report.statements[0], lang)
                self.body.add("report", x, y, facts=facts)
                self.taken[0].append((x - 5, x + 5))
                dots.append(x)
        said = ""
        for stretch, left, right, after in bars:
            words = stretch_words(stretch, lang, with_end=self.scale.with_ends)
            if words and words != said:
                edges = [left, *(dot + 5 for dot in dots if left < dot < right), right]
                self._label(words, edges, after)
            said = words

    def _label(self, words: str, edges: list[float], after: float) -> None:
        """Put words in a bar between its dots, else behind it, else below it."""
        wide, y = width_of(words, "label"), self.top + _LANE / 2
        left, right = edges[0], edges[-1]
        inside = (begin for begin, end in pairwise(edges) if begin + wide + 18 <= end)
        place = left if left + wide + 8 <= right and len(edges) == 2 else next(inside, None)
        if place is not None:
            self.body.say("inside", place + 5, y, words)
        elif self.is_free(0, after + 3, after + 5 + wide):
            self.taken[0].append((after + 3, after + 5 + wide))
            self.body.note("label", after + 5, y, words)
        else:
            self.body.note("label", left, self.take(left, left + wide, lowest=1), words)

    def draw_report(self, report: Report) -> None:
        """Draw what a letter reports, up to the day of the letter and no further."""
        lang = self.body.lang
        if not _stands_alone(report):
            return
        words = figures_in_words(report.figures, lang) if report.figures else ""
        left, right = self.scale.x(report.first), self.scale.x(report.day)
        end = right + 9 + width_of(words, "label") if words else right + 5
        y = self.take(left - 5, end)
        facts = statement_facts(self.course.record, "report", report.statements[0], lang)
        if report.first < report.day:
            self.body.add("reported", left, y - _HALF_REPORT, right, y + _HALF_REPORT, facts)
        self.body.add("report", right, y, facts=facts)
        if words:
            self.body.note("label", right + 9, y, words)

    def draw_plan(self, plan: Plan) -> None:
        """Draw a plan as a short hollow bar, or as a mark where something is meant to end."""
        record, lang = self.course.record, self.body.lang
        statement, words = plan.statement, plan_words(plan, lang)
        if statement.item.change == "end":
            self.draw_mark("plan_end", statement, words)
            return
        cut = plan.begin + self.scale.stub
        is_short = statement.term.over < cut
        left = self.scale.x(plan.begin)
        right = max(self.scale.x(statement.term.over + ONE_DAY if is_short else cut), left + 2)
        start = right + (5 if is_short else _ARROW)
        y = self.take(left, start + width_of(words, "label"))
        facts = statement_facts(record, "planned", statement, lang)
        self.body.add("planned", left, y - _HALF + 1, right, y + _HALF - 1, facts)
        if not is_short:
            self.body.add("plan_onward", right + 4, y)
        self.body.note("label", start, y, words)

    def draw_mark(self, style: str, statement: Statement, words: str) -> None:
        """Draw a mark on the day of a letter."""
        x = self.scale.x(statement.known_from)
        y = self.take(x - 5, x + 9 + width_of(words, "label"))
        self.body.add(style, x, y, facts=statement_facts(self.course.record, style, statement, self.body.lang))
        self.body.note("label", x + 9, y, words)


def _stands_alone(report: Report) -> bool:
    """Whether a report has a place of its own, and is no mere dot in the first lane."""
    return bool(report.figures) or report.first < report.day
