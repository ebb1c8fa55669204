"""The issues of a table with a place and a sentence, like those of records."""

from inzet.issues import Issue, closest, few_hints, json_pointer, shortened
from inzet.schema.findings import TYPES, known_words
from inzet.tabular.floats import is_float
from inzet.tabular.formats import CHECKS
from inzet.tabular.places import HEADER
from inzet.tabular.plans import Plan
from inzet.tabular.tally import Report, TableIssue
from inzet.words.lines import counted

_TYPES = TYPES | {"date": "a day, such as 2024-06-17"}


def as_issues(report: Report) -> list[Issue]:
    """Return what is wrong with a table as issues: lines and columns are those of the file, from 1."""
    made = []
    with few_hints():
        for issue in report.issues:
            whole = issue.row == HEADER
            pointer = "" if whole else json_pointer((issue.row, issue.column) if issue.column else (issue.row,))
            where = "" if whole else f"row {issue.row}, {issue.column}: " if issue.column else f"row {issue.row}: "
            line, place = report.line_of(issue.row), report.place_of(issue.column) or 1
            made.append(Issue(report.path, line, place, pointer, issue.code, where + _sentence(issue, report.plan)))
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
            return f"the columns are out of order; write them as: {', '.join(names)}"
        case "table.floats":
            remedy = "in pandas, call df.convert_dtypes() before you write the file"
            return f"{issue.column}: every value is a float such as {shown}, not a whole number; {remedy}"
        case "table.ragged-row":
            return value
        case "table.encoding":
            return f"{shown} is not UTF-8; save the file as UTF-8, or name its encoding with --encoding"
        case "table.unique-key" | "contribution_id_is_unique":
            return f"duplicate key {shown}; row {issue.first} has it first"
        case "reference_exists":
            table = next((key.table for key in plan.references if ", ".join(key.columns) == issue.column), "")
            return f"no record {shown} in {table or 'this table'}"
        case "schema.required":
            return "missing value; every row must have one"
    column = next(column for column in plan.columns if column.name == issue.column)
    match issue.code:
        case "table.derived" if column.derived:
            sources = " and ".join(column.derived.of)
            if issue.value is None:
                return f"missing value; it is computed from {sources}"
            return f"{shown} does not follow from {sources}"
        case "schema.type":
            remedy = f"; write {value[:-2]}" if column.type == "integer" and is_float(value) else ""
            return f"{shown} is not {_TYPES.get(column.type, f'a valid {column.type}')}{remedy}"
        case "schema.enum":
            kind = "word" if column.type == "string" else "value"
            return f"{shown} is not a known {kind}{known_words(value, list(map(str, column.enum)))}"
        case "schema.pattern":
            return f"{shown} does not match the pattern {shortened(column.pattern or '')}"
        case "schema.bounds" if column.type == "string":
            return f"{shown} has {counted(len(value), 'character')}; {_allowed(column.min_length, column.max_length)}"
        case "schema.bounds":
            return f"{shown} is out of bounds; {_allowed(column.minimum, column.maximum)}"
        case "schema.dependent":
            return f"{shown} requires a value in {' and '.join(column.needs)}"
        case "schema.format" if column.format:
            return _fault(column.format, value)
    above = "after" if column.type == "date" else "above"
    highs = " or ".join(order.high for order in plan.orders if (order.low, order.code) == (column.name, issue.code))
    return f"{shown} is {above} the value in {highs}; correct one of them"


def _allowed(low: object, high: object) -> str:
    if low is None or high is None:
        return f"at most {high} allowed" if low is None else f"at least {low} required"
    return f"{low} to {high} allowed"


def _fault(name: str, value: str) -> str:
    try:
        CHECKS[name](value)
    except ValueError as error:
        return shortened(str(error))
    return repr(shortened(value))
