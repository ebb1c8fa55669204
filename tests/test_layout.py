"""The map of the code in CONTRIBUTING is true: its packages, the direction of their imports, and its paths."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from conftest import ROOT

CODE = ROOT / "src" / "inzet"
MAP = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where things are")[2].partition("\n## ")[0]
PACKAGES = re.findall(r"^\| `(\w+)/` \|", MAP, re.MULTILINE)


def _imported(file: Path) -> Iterator[str]:
    """Yield the packages, and the modules beside them, that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.module
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            if module.startswith("inzet."):
                yield module.split(".")[1]


def test_every_package_is_on_the_map_and_imports_only_those_below() -> None:
    assert sorted(PACKAGES) == sorted(folder.parent.name for folder in CODE.glob("*/__init__.py"))
    for height, package in enumerate(PACKAGES):
        for file in (CODE / package).rglob("*.py"):
            assert set(_imported(file)).isdisjoint(PACKAGES[:height]), file


def test_every_path_on_the_map_exists() -> None:
    paths = [path for path in re.findall(r"`([\w./]+)`", MAP) if "/" in path and path.rstrip("/") not in PACKAGES]
    assert len(paths) > 10
    for path in paths:
        assert (ROOT / path).exists(), path
