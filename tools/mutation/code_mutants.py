"""Mutants of the code: each rule dropped from a table, and each statement dropped that makes a complaint."""

import ast
import inspect
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import CodeType, FunctionType
from unittest.mock import patch

import pytest
import refused
import test_examples
from schema_mutants import Mutant, first_wrong

from inzet import records
from inzet.records import rules
from inzet.schema import formats

RULE, COMPLAINT, CHECK = "rules", "complaints of rules", "checks of syntax, tree, formats and evidence"
# A statement makes a complaint if it has an issue code in it, or calls the function that has.
_COMPLAINT = "|".join([*(f"'{code}'" for code in test_examples._codes()), r"\b_stray\("])
_STATEMENTS = (ast.Expr, ast.Return, ast.Raise, ast.Assign, ast.AugAssign)


def code_mutants() -> Iterator[Mutant]:
    """Yield the mutants of the rules, and of the code that complains of syntax, tree, formats and evidence."""
    for table, known in rules.RULES.items():
        for rule in known:
            yield RULE, f"{rule.__name__} of {table}", partial(_drop_rule, table, rule)
    for rule in dict.fromkeys(rule for known in rules.RULES.values() for rule in known):
        yield from _without_complaints(COMPLAINT, rule, r"^yield \(")
    modules = [import_module(f"inzet.records.{info.name}") for info in iter_modules(records.__path__)]
    for module, complaint in [*((module, _COMPLAINT) for module in modules), (formats, "^raise ")]:
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                yield from _without_complaints(CHECK, function, complaint)


def _without_complaints(part: str, function: FunctionType, complaint: str) -> Iterator[Mutant]:
    """Yield a mutant for each simple statement of a function that makes a complaint."""
    for node in ast.walk(ast.parse(inspect.getsource(function))):
        if isinstance(node, _STATEMENTS) and re.search(complaint, ast.unparse(node)):
            name = f"{function.__module__}.{function.__name__}: {ast.unparse(node)}"
            yield part, name, partial(_drop_statement, function, node, name)


def _without(function: FunctionType, dropped: ast.stmt) -> CodeType:
    """Return the code of a function without one statement; a generator stays one."""
    lines = inspect.getsource(function).encode().splitlines(keepends=True)
    before = lines[dropped.lineno - 1][: dropped.col_offset]
    behind = lines[dropped.end_lineno - 1][dropped.end_col_offset :]
    lines[dropped.lineno - 1 : dropped.end_lineno] = [before + b"pass" + behind]
    if inspect.isgeneratorfunction(function):
        lines.append(b"    yield from ()\n")
    module = compile(b"".join(lines), function.__name__, "exec", dont_inherit=True)
    return next(part for part in module.co_consts if getattr(part, "co_name", "") == function.__name__)


def _drop_rule(table: str, rule: rules.Rule) -> str:
    with patch.dict(rules.RULES, {table: [other for other in rules.RULES[table] if other is not rule]}):
        return first_failure(rule.__name__)


def _drop_statement(function: FunctionType, dropped: ast.stmt, name: str) -> str:
    former = function.__code__
    function.__code__ = _without(function, dropped)  # wherever the function is registered or held
    try:
        return first_failure(name)
    finally:
        function.__code__ = former


def first_failure(name: str) -> str:
    """Run the example trees, those first whose code is in a name, and what they cannot show; return what fails first.

    A check that crashes without what was dropped fails as well.
    """
    trees = sorted(test_examples.INVALID, key=lambda folder: folder.name not in name)
    tests = [partial(test_examples.test_invalid_tree_gives_the_expected_issues, folder) for folder in trees]
    tests += [partial(test_examples.test_valid_tree_gives_no_issue, folder) for folder in test_examples.VALID]
    for test in (*tests, test_examples.test_crashing_rule_hides_nothing, _large_file):
        with pytest.MonkeyPatch.context() as monkeypatch:
            try:
                test(monkeypatch)
            except Exception as error:
                return f"{test}: {error!r}"
    about_code = (line for line in refused.cases() if "rule" in line or line["constraint"].endswith("format"))
    return first_wrong(about_code) or refused.wrong_in_texts()


def _large_file(_: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        test_examples.test_large_file_is_refused(Path(folder))
