"""What is wrong with a table, as issues with a place and a sentence, like those of records."""

from collections.abc import Callable

from inzet.issues import Issue, closest, json_pointer
from inzet.schema.formats import FORMATS
from inzet.tabular.plans import Column, Plan
from inzet.tabular.tally import Report, TableIssue

_TYPES = {
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a day, such as 2024-06-17",
    "string": "text",
}
_LONGEST = 200


def as_issues(report: Report) -> list[Issue]:
    """Return what is wrong with a table as issues: line 1 is the header, and columns are counted from 1."""
    places = {column.name: at for at, column in enumerate(report.plan.columns, 1)}
    made = []
    for issue in report.issues:
        pointer = json_pointer((issue.row, issue.column) if issue.column else (issue.row,)) if issue.row else ""
        where = f"row {issue.row}, {issue.column}: " if issue.row and issue.column else ""
        place = places.get(issue.column.partition(", ")[0], 1)
        message = where + _sentence(issue, report.plan)
        made.append(Issue(report.path, issue.row + 1, place, pointer, issue.code, message))
    return made


def _sentence(issue: TableIssue, plan: Plan) -> str:
    if issue.code in _OF_TABLES:
        return _OF_TABLES[issue.code](issue, plan)
    value = repr(_shortened(issue.value or ""))
    column = next(column for column in plan.columns if column.name == issue.column)
    match issue.code:
        case "schema.required":
            return "nothing stands here, and every row has a value"
        case "schema.type":
            return f"{value} is not {_TYPES[column.type]}"
        case "schema.enum":
            words = list(map(str, column.enum))
            return f"{value} is not a known word" + (
                closest(issue.value or "", words) if len(words) > 40 else f"; one of: {', '.join(words)}"
            )
        case "schema.pattern":
            return f"{value} does not have the form {column.pattern}"
        case "schema.bounds":
            return f"{value} is outside its bounds: {_bounds(column)}"
        case "schema.dependent":
            return f"{value} needs {' and '.join(column.needs)} beside it"
        case "schema.format" if column.format:
            return _fault(FORMATS[column.format], issue.value or "")
    order = next(order for order in plan.orders if order.low == column.name)
    return f"{value} is above {order.high}"


def _bounds(column: Column) -> str:
    bounds = {
        "at least": column.minimum,
        "at most": column.maximum,
        "of length at least": column.min_length,
        "of length at most": column.max_length,
    }
    return ", ".join(f"{name} {bound}" for name, bound in bounds.items() if bound is not None)


def _fault(check: Callable[[str], str], value: str) -> str:
    try:
        check(value)
    except ValueError as error:
        return _shortened(str(error))
    return repr(_shortened(value))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _missing(issue: TableIssue, plan: Plan) -> str:
    return f"there is no column {issue.column!r}"


def _extra(issue: TableIssue, plan: Plan) -> str:
    names = [column.name for column in plan.columns]
    return f"the schema knows no column {issue.column!r}{closest(issue.column, names)}; it is not checked"


def _order(issue: TableIssue, plan: Plan) -> str:
    return f"the columns stand in another order than {', '.join(column.name for column in plan.columns)}"


def _repeated(issue: TableIssue, plan: Plan) -> str:
    return f"{_shortened(issue.value or '')!r} stands in a row before this one"


def _absent(issue: TableIssue, plan: Plan) -> str:
    table = next((each.table for each in plan.references if ", ".join(each.columns) == issue.column), "")
    return f"no record {_shortened(issue.value or '')!r} in {table or 'this table'}"


def _derived(issue: TableIssue, plan: Plan) -> str:
    day = next(each for each in plan.days if each.column == issue.column)
    told = "nothing stands here" if issue.value is None else repr(issue.value)
    return f"{told}, which is not the {day.side} day that follows from {day.of}"


_OF_TABLES: dict[str, Callable[[TableIssue, Plan], str]] = {
    "table.missing-column": _missing,
    "table.extra-column": _extra,
    "table.column-order": _order,
    "table.ragged-row": lambda issue, plan: f"row {issue.row} has {issue.value}",
    "table.encoding": lambda issue, plan: f"{_shortened(issue.value or '')} is not UTF-8; save the file as UTF-8",
    "table.derived-day": _derived,
    "table.unique-key": _repeated,
    "contribution_id_is_unique": _repeated,
    "reference_exists": _absent,
}
