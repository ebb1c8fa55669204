"""Missions along the years: what was in force, what letters report, and what is only planned."""

from collections.abc import Iterable, Sequence
from datetime import date

from inzet.ledger.overview import make_overview
from inzet.ledger.pictures.courses import Course, find_course
from inzet.ledger.pictures.drawing import Drawing, lay_out
from inzet.ledger.pictures.lanes import LEFT, STUB, YEARS, Scale, bounds, draw_course
from inzet.ledger.pictures.overviews import chosen_rows
from inzet.ledger.pictures.phrases import source_words, total_words
from inzet.ledger.register import Ledger, names_of, short_name
from inzet.ledger.statements import ONE_DAY
from inzet.models import Framework, Mission
from inzet.words import Lang
from inzet.words.captions import caption
from inzet.words.dates import day_words
from inzet.words.labels import label, order
from inzet.words.sentences import say

_FEW = 4  # so many missions are named in the title, stand in the order in which they are asked for, and say until when
_KEY = ("in_force", "perhaps", "reported", "report", "planned", "plan_end", "ending", "refused")
_NOTES = {"onward": "note_open", "backward": "note_before", "report": "note_report", "plan_onward": "note_plan"}


def draw_timeline(
    ledger: Ledger, records: Sequence[Mission | Framework], known: date | None = None, lang: Lang = "en"
) -> Drawing:
    """Return missions and frameworks along the years, as known on a day: the chosen ones, or all missions.

    Raises:
        ValueError: if there is nothing to draw.
    """
    horizon = ledger.horizon(known)
    is_detailed = 0 < len(records) <= _FEW
    shown = records or [record for record in ledger.targets() if isinstance(record, Mission)]
    courses = [course for course in (find_course(ledger, record, known) for record in shown) if not course.is_empty]
    if not courses or horizon.last is None:
        raise ValueError(f"nothing that was known on {known} can be drawn" if known else "there is nothing to draw")
    scale = _scale(courses, horizon.last, is_detailed)
    body = Drawing("", lang, LEFT + YEARS + Drawing.MARGIN)
    _draw_years(body, scale)
    top = body.height
    for region, own in [("", courses)] if is_detailed else _by_region(courses, lang):
        if region:
            body.height += 28
            body.note("heading", Drawing.MARGIN, body.height - 11, region)
            body.add("heading_rule", Drawing.MARGIN, body.height, LEFT + YEARS, body.height)
        for course in own:
            draw_course(body, course, scale)
            body.add("separator", Drawing.MARGIN, body.height, LEFT + YEARS, body.height)
    for year in range(scale.first.year, scale.last.year + 1):
        body.add("year", scale.x(date(year, 1, 1)), top, scale.x(date(year, 1, 1)), body.height)
    body.add("horizon", scale.x(horizon.last), top, scale.x(horizon.last), body.height)
    _draw_years(body, scale)
    overview = make_overview(ledger, horizon.last, known)
    totals = total_words(
        overview, chosen_rows(overview, records), lang, "in_force_chosen" if len(records) > 1 else "in_force_on"
    )
    day = day_words(horizon.last, lang)
    key = [(style, caption(style, lang)) for style in _KEY if body.shapes[style]]
    notes = [caption(code, lang) for style, code in _NOTES.items() if body.shapes[style]]
    if any(stretch.position.shared_with for course in courses for stretch in course.stretches):
        notes.insert(0, caption("note_shared", lang))
    return lay_out(
        body,
        _title(records, lang),
        [caption("until_letter", lang, last=day), *totals],
        [*key, ("horizon", caption("horizon", lang))],
        [" ".join(notes), source_words(horizon, lang)],
    )


def _title(records: Sequence[Mission | Framework], lang: Lang) -> str:
    if not records:
        return caption("all", lang)
    if len(records) > _FEW:
        return caption("counted", lang, count=len(records))
    return caption("named", lang, names=names_of(records, lang))


def _scale(courses: Iterable[Course], horizon: date, with_ends: bool) -> Scale:
    """Return a scale of three whole years or more that takes in all that is drawn."""
    days = [horizon]
    spans = []
    for course in courses:
        for stretch in course.stretches:
            first, last = bounds(stretch, horizon, STUB)
            days += [first, last - ONE_DAY]
            spans += [last - first] if stretch.kind == "in_force" else []
        days += [report.first for report in course.reports]
        days += [begin for plan in course.plans for begin in (plan.begin, plan.begin + STUB)]
        days += [statement.known_from for statement in (*course.endings, *course.refusals)]
    # The longest bar is never a plan.
    stub = min(STUB, max(spans, default=STUB))
    end = max(days).year + 1
    return Scale(date(min(min(days).year, end - 3), 1, 1), date(end, 1, 1), horizon, stub, with_ends)


def _by_region(courses: Sequence[Course], lang: Lang) -> Iterable[tuple[str, list[Course]]]:
    """Return the courses by region, in the order of the schema; what is not in one region comes last."""
    regions: dict[str, list[Course]] = {region: [] for region in (*order("region"), "")}
    for course in sorted(courses, key=lambda course: short_name(course.record, lang).casefold()):
        regions[getattr(course.record, "region", None) or ""].append(course)
    for region, own in regions.items():
        if own:
            yield label("region", region, lang) if region else say("no_region", lang), own


def _draw_years(body: Drawing, scale: Scale) -> None:
    """Draw a line of years; where these stand close together, not each of them."""
    years = scale.last.year - scale.first.year
    step = next((step for step in (1, 2, 5, 10, 20) if YEARS / years * step >= 36), 50)
    for year in range(scale.first.year, scale.last.year):
        if year % step == 0:
            left, right = scale.x(date(year, 1, 1)), scale.x(date(year + 1, 1, 1))
            body.say("centred", (left + right) / 2, body.height + 10, str(year))
    body.height += 20
