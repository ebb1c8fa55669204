"""The issues of a table with a place and a sentence, like those of records."""

from inzet.issues import Issue, closest, few_hints, json_pointer
from inzet.schema.findings import TYPES, known_words, shortened
from inzet.schema.formats import FORMATS
from inzet.tabular.plans import Column, Plan
from inzet.tabular.tally import Report, TableIssue

_TYPES = TYPES | {"number": "a number", "date": "a day, such as 2024-06-17"}


def as_issues(report: Report) -> list[Issue]:
    """Return what is wrong with a table as issues: the header is line 1, and columns are counted from 1."""
    places = {column.name: at for at, column in enumerate(report.plan.columns, 1)}
    made = []
    with few_hints():
        for issue in report.issues:
            pointer = json_pointer((issue.row, issue.column) if issue.column else (issue.row,)) if issue.row else ""
            where = f"row {issue.row}, {issue.column}: " if issue.row and issue.column else ""
            place = places.get(issue.column.partition(", ")[0], 1)
            message = where + _sentence(issue, report.plan)
            made.append(Issue(report.path, issue.row + 1, place, pointer, issue.code, message))
    return made


def _sentence(issue: TableIssue, plan: Plan) -> str:
    names = [column.name for column in plan.columns]
    value = issue.value or ""
    shown = repr(shortened(value))
    match issue.code:
        case "table.missing-column":
            return f"missing column {issue.column!r}"
        case "table.extra-column":
            return f"unknown column {issue.column!r}{closest(issue.column, names)}; it is not checked"
        case "table.column-order":
            return f"columns out of order; expected: {', '.join(names)}"
        case "table.ragged-row":
            return f"row {issue.row} has {value}"
        case "table.encoding":
            return f"{shown} is not UTF-8; save the file as UTF-8"
        case "table.unique-key" | "contribution_id_is_unique":
            return f"duplicate key {shown}: an earlier row has it"
        case "reference_exists":
            table = next((key.table for key in plan.references if ", ".join(key.columns) == issue.column), "")
            return f"no record {shown} in {table or 'this table'}"
        case "schema.required":
            return "missing value; this column is required"
    column = next(column for column in plan.columns if column.name == issue.column)
    match issue.code:
        case "table.derived" if column.derived:
            sources = " and ".join(column.derived.of)
            if issue.value is None:
                return f"missing value; this column is computed from {sources}"
            return f"{shown} is not the value computed from {sources}"
        case "schema.type":
            return f"{shown} is not {_TYPES[column.type]}"
        case "schema.enum":
            return f"{shown} is not a known word{known_words(value, list(map(str, column.enum)))}"
        case "schema.pattern":
            return f"{shown} does not match the pattern {column.pattern}"
        case "schema.bounds":
            return f"{shown} is out of bounds: {_bounds(column)}"
        case "schema.dependent":
            return f"{shown} needs a value in {' and '.join(column.needs)} too"
        case "schema.format" if column.format:
            return _fault(column.format, value)
    order = next(order for order in plan.orders if order.low == column.name)
    return f"{shown} is greater than the value in {order.high}"


def _bounds(column: Column) -> str:
    bounds = {
        "at least": column.minimum,
        "at most": column.maximum,
        "length at least": column.min_length,
        "length at most": column.max_length,
    }
    return ", ".join(f"{words} {bound}" for words, bound in bounds.items() if bound is not None)


def _fault(name: str, value: str) -> str:
    try:
        FORMATS[name](value)
    except ValueError as error:
        return shortened(str(error))
    return repr(shortened(value))
