"""What nobody means well, for every command that takes a stranger's files; most made when needed.

Each case spoils a folder that holds a valid tree with one letter, then runs a command in it.
"""

import bz2
import gzip
import io
import json
import os
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from conftest import ROOT, commit, git
from trees import LETTER, MIB, Spoil

RAW = "\x1b[2J\u202e"
"""What clears a terminal, and turns what follows round."""


@dataclass(frozen=True)
class Case:
    """A folder that somebody spoilt, and what a command may do there.

    Attributes:
        spoil: spoils the folder.
        arguments: those of the command.
        code: its exit code.
        says: a part of what it says.
        times: as many times the processor time of a usual run of the command it may take.
        usual: the name of that usual run, if it is not that of the command or of its kind of table.
    """

    spoil: Spoil
    arguments: tuple[str, ...]
    code: int
    says: str
    times: float = 5
    usual: str = ""


def _all(*spoils: Spoil) -> Spoil:
    return lambda root: [spoil(root) for spoil in spoils]


def _file(name: str, data: bytes | str) -> Spoil:
    def write(root: Path) -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)

    return write


def _nothing(_: Path) -> None:
    pass


# --- single tables ----------------------------------------------------------------------------------------------------

CSV = _file("t.csv", "a\n1\n")


def _schema(value: object) -> Spoil:
    return _file("s.json", value if isinstance(value, str) else json.dumps(value))


def _field(**properties: Any) -> Spoil:
    return _schema({"fields": [{"name": "a", **properties}]})


def _constraint(**constraints: Any) -> Spoil:
    kind = "number" if constraints.keys() & {"minimum", "maximum"} else "string"
    return _field(type=kind, constraints=constraints)


def _table(spoil: Spoil, code: int, says: str, name: str = "t.csv", times: float = 5, usual: str = "") -> Case:
    return Case(_all(CSV, _field(), spoil), ("validate", name, "--schema", "s.json"), code, says, times, usual)


def _bomb(pack: Callable[[bytes], bytes], name: str, unit: bytes) -> Case:
    def write(root: Path) -> None:
        (root / name).write_bytes(pack(b"a\n" + unit * (80 * MIB // len(unit))))

    return _table(write, 2, "200 times", name, usual="long table")


def _parquet(make: Callable[[Any], Any], name: str = "t.parquet", **options: Any) -> Spoil:
    def write(root: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"a": make(pa)}), root / name, **{"compression": "zstd", **options})

    return write


def _beyond_the_dictionary(root: Path) -> None:
    """Write a column of which each row names an entry that its dictionary does not have."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table({"a": ["x", "y"] * 500}), sink, compression="none", write_statistics=False)
    data = sink.getvalue()
    # The width of an index in bits, then the head of a run of indices of one bit.
    found = re.search(rb"\x01[\x7d\x7f]\xaa{8}", data)
    assert found
    (root / "t.parquet").write_bytes(data[: found.start()] + b"\x08" + data[found.start() + 1 :])


NAMES = ",".join(f"c{at}" for at in range(15_000))

TABLES: dict[str, Case] = {
    "names of 15,000 columns": _table(
        _all(_file("t.csv", NAMES + "\n"), _schema({"fields": [{"name": name} for name in NAMES.split(",")]})),
        0,
        "valid",
    ),
    "names of 40,000 columns": _table(_file("t.csv", ",".join(f"c{at}" for at in range(40_000)) + "\n"), 2, "16,384"),
    "a schema of 40,000 fields": _table(_schema({"fields": [{"name": f"c{at}"} for at in range(40_000)]}), 2, "16,384"),
    "a length of 11 digits": _table(_constraint(minLength=99_999_999_999), 2, "up to 2,147,483,647"),
    "a length of 400 digits": _table(_constraint(maxLength=int("9" * 400)), 2, "up to 2,147,483,647"),
    "a bound of 400 digits": _table(_constraint(minimum=int("9" * 400)), 2, "too large"),
    "a bound of 400 digits as text": _table(_constraint(minimum="9" * 400), 1, "schema.bounds"),
    "a number beyond RE2": _table(_constraint(pattern="a{99999999999999999999}"), 2, "too large a number"),
    "5,000 parentheses": _table(_constraint(pattern="(" * 5000 + "1" + ")" * 5000), 0, "valid"),
    "5,000 open parentheses": _table(_constraint(pattern="(" * 5000), 2, "is not a regular expression"),
    "repetitions of repetitions": _table(_constraint(pattern="((a{100}){100}){100}"), 2, "beyond what RE2 can match"),
    "repetitions that retrace": _table(
        _all(_file("t.csv", "a\n" + "a" * 50_000 + "\n"), _constraint(pattern="(a+)+b")), 1, "schema.pattern"
    ),
    **{
        f"pattern {pattern}": _table(_constraint(pattern=pattern), 2, "beyond what RE2 can match")
        for pattern in ("(?=a)", r"(a)\1", "(?x) a", r"a\Z", "(?<!x)a", "(?P<n>a)(?P=n)")
    },
    **{
        f"half a surrogate pair in {name}": _table(_schema(text.replace("?", "\\ud800")), 2, "half a surrogate pair")
        for name, text in {
            "a name": '{"fields": [{"name": "?"}]}',
            "a word": '{"fields": [{"name": "a", "constraints": {"enum": ["?"]}}]}',
            "a missing value": '{"fields": [{"name": "a"}], "missingValues": ["?"]}',
            "a word of truth": '{"fields": [{"name": "a", "type": "boolean", "trueValues": ["?"]}]}',
            "a group sign": '{"fields": [{"name": "a", "type": "number", "groupChar": "?"}]}',
        }.items()
    },
    "a unique key without fields": _table(
        _schema({"fields": [{"name": "a"}], "uniqueKeys": [[]]}), 2, "without fields"
    ),
    "a foreign key without fields": _table(
        _schema(
            {
                "fields": [{"name": "a"}],
                "foreignKeys": [{"fields": [], "reference": {"resource": "", "fields": []}}],
            }
        ),
        2,
        "without fields",
    ),
    "a key that is a mapping": _table(_schema({"fields": [{"name": "a"}], "primaryKey": {"a": 1}}), 2, "not a name"),
    "fields that are a number": _table(_schema({"fields": 5}), 2, "Table Schema"),
    "a schema of brackets": _table(_schema("[" * 100_000), 2, "not JSON"),
    "a schema of 100 MB": _table(lambda root: os.truncate(root / "s.json", 100 * MIB), 2, "more than 16 MiB"),
    "a name of a schema that is raw": Case(CSV, ("validate", "t.csv", "--schema", RAW), 2, "no table"),
    "a raw value": _table(_all(_file("t.csv", f"a\n{RAW}\n"), _field(type="integer")), 1, r"\x1b[2J\u202e"),
    "a raw header": _table(_file("t.csv", f"{RAW}\n1\n"), 1, r"\x1b[2J\u202e"),
    "a raw name": _table(_file(f"t{RAW}\n::error::x.csv", "b\n1\n"), 1, r"\x1b[2J\u202e", f"t{RAW}\n::error::x.csv"),
    "a value of 30 MiB": _table(_file("t.csv", b"a\n" + b"x" * (30 * MIB) + b"\n"), 2, "more than 16 MiB"),
    "rows that are all ragged": _table(_file("t.csv", b"a\n" + b",\n" * 400_000), 1, "table.ragged-row"),
    "gzip of 400 times": _bomb(gzip.compress, "t.csv.gz", b"1\n"),
    "bzip2 of many times": _bomb(bz2.compress, "t.csv.bz2", b"\n"),
    "a Parquet value of 100 MB": _table(_parquet(lambda pa: ["x" * (100 * MIB)]), 2, "200 times larger", "t.parquet"),
    "many rows of nothing": _table(
        _parquet(lambda pa: pa.nulls(200_000_000, pa.string()), compression="none"),
        2,
        "cells for each byte",
        "t.parquet",
    ),
    "an entry beyond a dictionary": _table(_beyond_the_dictionary, 2, "cannot be read", "t.parquet"),
}

# --- Data Packages ----------------------------------------------------------------------------------------------------


def _package(resource: Mapping[str, Any] | str, code: int, says: str, times: float = 5) -> Case:
    text = (
        resource
        if isinstance(resource, str)
        else json.dumps({"resources": [{"name": "t", "path": "t.csv", **resource}]})
    )
    return Case(_all(CSV, _file("datapackage.json", text)), ("validate", "datapackage.json"), code, says, times)


def _resources(items: Iterable[Mapping[str, Any]]) -> str:
    return json.dumps({"resources": list(items)})


PACKAGES: dict[str, Case] = {
    "half a surrogate pair in a path": _package(
        '{"resources": [{"name": "t", "path": "\\ud800.csv"}]}', 2, "surrogate"
    ),
    "NUL in a path": _package({"path": "\0.csv"}, 2, "is no path"),
    "a raw path": _package({"path": f"{RAW}.csv"}, 2, "there is no such file"),
    "a path of 5,000 signs": _package({"path": "x" * 5000}, 2, "xxx"),
    "a path out of the folder": _package({"path": "../outside/secret.csv"}, 2, "is not in the folder"),
    "20,000 resources": _package(_resources({"name": "t", "path": 5} for _ in range(20_000)), 2, "1,000 resources"),
    "1,000 faulty resources": _package(_resources({"name": "T t", "path": 5} for _ in range(1000)), 2, "is no path", 8),
    "20,000 fields of no type": _package(
        {"schema": {"fields": [{"name": f"a{at}", "type": "x"} for at in range(20_000)]}}, 2, "16,384", 8
    ),
    "20,000 fields of one name": _package({"schema": {"fields": [{"name": "a"}] * 20_000}}, 2, "16,384"),
    "10,000 equal keys": _package(
        {"schema": {"fields": [{"name": "a"}], "uniqueKeys": [["a"]] * 10_000}}, 1, "uniqueKeys"
    ),
    "an encoding that is none": _package({"encoding": f"x{RAW}"}, 2, "unknown encoding"),
    "brackets": _package("[" * 100_000, 2, "not JSON"),
}

# --- Excel files ------------------------------------------------------------------------------------------------------

SHEET = "xl/worksheets/sheet1.xml"


@cache
def _workbook() -> dict[str, bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.active.append([1])
    sink = io.BytesIO()
    book.save(sink)
    with zipfile.ZipFile(sink) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _excel(old: bytes, new: bytes, code: int, says: str, name: str = SHEET) -> Case:
    def write(root: Path) -> None:
        files = _workbook()
        assert old in files[name]
        with zipfile.ZipFile(root / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for each, data in files.items():
                archive.writestr(each, data.replace(old, new) if each == name else data)

    return Case(_all(_field(), write), ("validate", "t.xlsx", "--schema", "s.json"), code, says)


WORKBOOKS: dict[str, Case] = {
    "entities of entities": _excel(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 2, "a type of its own"),
    "a cell far away": _excel(b'r="A2"', b'r="XFD1048576"', 1, "16,384 values"),
    "a number of 100,000 digits": _excel(b"<v>1</v>", b"<v>" + b"9" * 100_000 + b"</v>", 2, "cannot be read"),
    "a text that is not there": _excel(b't="n"><v>1</v>', b't="s"><v>99999999</v>', 2, "cannot be read"),
    "blanks by the million": _excel(b"<v>1</v>", b"<v>" + b" " * (30 * MIB) + b"</v>", 2, "compressed suspiciously"),
    "elements inside elements": _excel(b"<row ", b"<x>" * 100_000 + b"<row ", 2, "cannot be read"),
    "a raw name of a sheet": _excel(b'name="Sheet"', 'name="\u202ex"'.encode(), 0, r"\u202ex", "xl/workbook.xml"),
}

# --- records ----------------------------------------------------------------------------------------------------------


def _append(text: str) -> Spoil:
    return lambda root: (root / LETTER).write_text((root / LETTER).read_text("utf-8") + text, "utf-8")


def _titled(words: str) -> Spoil:
    def write(root: Path) -> None:
        text = (root / LETTER).read_text("utf-8")
        (root / LETTER).write_text(text.replace("title: ", f"title: x{words}y ", 1), "utf-8")

    return write


def _links_out(root: Path) -> None:
    (root / "letter.txt").unlink(missing_ok=True)
    (root / "letter.txt").symlink_to("../outside/secret.csv")


VALIDATE = ("validate",)
MARKS = "\u0301\u0316" * 150_000
RECORDS: dict[str, Case] = {
    "directives": Case(
        lambda root: (root / LETTER).write_text("%TAG !a! tag:x:\n" * 40_000 + "---\n" + (root / LETTER).read_text()),
        VALIDATE,
        1,
        "yaml.syntax",
    ),
    "marks in an address": Case(_append(f'source_urls: ["https://a{MARKS}.b/"]\n'), VALIDATE, 1, "schema.format"),
    **{
        f"a long {name}": Case(_append(text), VALIDATE, 1, "…")
        for name, text in {
            "anchor": f"x: &{'a' * 3 * MIB} y\n",
            "alias": f"x: *{'a' * 3 * MIB}\n",
            "tag": f"x: !{'a' * 3 * MIB} y\n",
            "key": f"{'k' * 1000}: 1\n" * 2,
        }.items()
    },
    **{
        f"U+{ord(sign):04X} in a title": Case(_titled(sign), VALIDATE, 1, f"U+{ord(sign):04X}")
        for sign in "\U000110bd\u0378\ue000\U000f0000\ufdd0\U0001d173\u0600\u17b4\u3164\u2800\U000e0fff\ufe0f\u00ad"
    },
    "a formula after a semicolon": Case(_titled(";=1+1;"), VALIDATE, 1, "starts a formula where semicolons divide"),
    "a table among the records": Case(
        _file("records/letters/evil.json", '{"resources": []}'),
        (*VALIDATE, "records/letters/evil.json"),
        1,
        "tree.stray",
    ),
    "a source that is a link": Case(_links_out, (*VALIDATE, "--sources", "."), 1, "is a link out of that folder"),
}

# --- build ------------------------------------------------------------------------------------------------------------


def _build(root: Path) -> None:
    from inzet.release.package import build

    build(root)


def _descriptor(change: Callable[[dict[str, Any]], Any]) -> Spoil:
    def write(root: Path) -> None:
        _build(root)
        value = json.loads((root / "datapackage.json").read_bytes())
        text = change(value)
        (root / "datapackage.json").write_text(text if isinstance(text, str) else json.dumps(value))

    return write


CHECK = ("build", "--check")
STALE = "datapackage.json: stale"
PARQUET = "data/contributions.parquet"
BUILDS: dict[str, Case] = {
    "a path that is a number": Case(_descriptor(lambda value: value["resources"][0].update(path=5)), CHECK, 1, STALE),
    "a raw path in a descriptor": Case(
        _descriptor(lambda value: value["resources"][0].update(path=f"data/{RAW}")), CHECK, 1, STALE
    ),
    "resources that are none": Case(_descriptor(lambda value: value.update(resources=[5, None])), CHECK, 1, STALE),
    "a descriptor of brackets": Case(_descriptor(lambda _: "[" * 100_000), CHECK, 1, STALE),
    "a descriptor of null": Case(_descriptor(lambda _: "null"), CHECK, 2, "another package"),
    "a value of 100 MB": Case(
        _all(_build, _parquet(lambda pa: ["x" * (100 * MIB)], PARQUET)), CHECK, 1, f"{PARQUET}: stale"
    ),
    "a file of 100 million rows": Case(
        _all(_build, _parquet(lambda pa: pa.nulls(100_000_000), PARQUET)), CHECK, 1, f"{PARQUET}: stale"
    ),
    "data that is a link": Case(lambda root: (root / "data").symlink_to("../outside"), ("build",), 2, "is a link"),
    "a descriptor that is a link": Case(
        lambda root: (root / "datapackage.json").symlink_to("../outside/secret.csv"), ("build",), 2, "is a link"
    ),
}

# --- texts ------------------------------------------------------------------------------------------------------------

NEW, AUDIT = ("new", "letter", "kst-29521-494", "--source", "x.txt"), ("audit", "--new", "x.txt")
STATEMENT = "Nederland levert 20 militairen aan EUTM Mali tot 1 januari 2024.\n"


def _text(words: str, arguments: tuple[str, ...], code: int, says: str, times: float = 5) -> Case:
    return Case(_file("x.txt", words), arguments, code, says, times)


TEXTS: dict[str, Case] = {
    **{
        f"{' '.join(arguments[:2])}: {name}": _text(words, arguments, 2, "split it", 8)
        for arguments in (NEW, AUDIT)
        for name, words in {
            "one name": "EU " * 340_000,
            "one name a line": "EU EU\n" * 170_000,
            "one number": "12 " * 340_000,
            "one statement": STATEMENT * (MIB // len(STATEMENT)),
        }.items()
    },
    "audit: raw words": _text(f"Nederland levert {RAW} 20 militairen.\n", AUDIT, 0, "number: 20 militairen"),
    "audit: a raw name of a file": Case(
        _file(f"{RAW}.txt", "Nederland levert 20 militairen.\n"), ("audit", "--new", f"{RAW}.txt"), 0, r"\u202e"
    ),
    "new: a raw id": _text("x", ("new", "letter", RAW, "--source", "x.txt"), 2, r"\u202e"),
    "new: an id that leads out": _text("x", ("new", "mission", "../../x"), 2, "'../../x'"),
    "new: letters are a link": Case(
        _all(lambda root: (root / "records/missions").symlink_to("../../outside")),
        ("new", "mission", "eutm-x"),
        2,
        "is a link",
    ),
    "text: deep elements": Case(_file("x.html", "<html>" + "<div>" * 150_000 + "EU"), ("text", "x.html"), 0, "EU"),
    "text: raw words": Case(_file("x.html", "<html><p>a\x1b[2J\u202eb"), ("text", "x.html"), 0, "a[2Jb"),
    "text: no such file": Case(_nothing, ("text", RAW), 2, r"\u202e"),
}

# --- releases ---------------------------------------------------------------------------------------------------------


@cache
def _release() -> dict[str, bytes]:
    names = [*(ROOT / "schemas").glob("*.json"), ROOT / "data/records.json", ROOT / "datapackage.json"]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in names}


Texts = Mapping[str, str | Callable[[], str]]
"""Files by name: their text, or what makes it when it is needed."""


def _zip(name: str, changed: Texts) -> Spoil:
    def write(root: Path) -> None:
        with zipfile.ZipFile(root / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for each, data in {**_release(), **changed}.items():
                archive.writestr(each, data() if callable(data) else data)

    return write


NOTHING: Texts = {}


def _diff(code: int, says: str, new: Texts, old: Texts = NOTHING, more: tuple[str, ...] = ()) -> Case:
    return Case(_all(_zip("a.zip", old), _zip("b.zip", new)), ("diff", "a.zip", "b.zip", *more), code, says, 40)


def _changed(name: str, change: Callable[[Any], Any]) -> Texts:
    def make() -> str:
        value = json.loads(_release()[name])
        change(value)
        return json.dumps(value)

    return {name: make}


_records = partial(_changed, "data/records.json")
_mission = partial(_changed, "schemas/mission.schema.json")


def _deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def _doubling(levels: int) -> dict[str, Any]:
    """Definitions of which each names the one before twice."""
    made: dict[str, Any] = {"d0": {"type": "string"}}
    for at in range(1, levels):
        made[f"d{at}"] = {"type": "object", "properties": {key: {"$ref": f"#/$defs/d{at - 1}"} for key in "ab"}}
    return made


MANY = [f"x{at}" for at in range(300_000)]
RELEASES: dict[str, Case] = {
    "brackets": _diff(2, "nested too deeply", {"data/records.json": "[" * 100_000}),
    "values by the million": _diff(2, "4,000,000 values", {"data/records.json": "[" + "[]," * 5_000_000 + "[]]"}),
    "a deep value": _diff(2, "nested too deeply", _records(lambda value: value["letters"][0].update(title=_deep(65)))),
    "items in another order": _diff(
        0,
        "b.zip",
        _records(lambda value: value["missions"][0].update(countries=random.Random(1).sample(MANY, len(MANY)))),
        _records(lambda value: value["missions"][0].update(countries=MANY)),
    ),
    "raw words": _diff(0, r"\u202e", _records(lambda value: value["letters"][0].update(title=RAW, letter_id=RAW))),
    "raw words for the changelog": _diff(
        0, r"\u202e", _records(lambda value: value["letters"][0].update(letter_id=RAW)), more=("--format", "markdown")
    ),
    "a raw version": _diff(2, r"\u202e", {"datapackage.json": json.dumps({"version": RAW})}, more=("--check",)),
    "a schema without words": _diff(2, "cannot be understood", {"schemas/mission.schema.json": "{}"}),
    "a schema that is a number": _diff(2, "cannot be understood", _mission(lambda value: value.update(properties=5))),
    "a schema that unfolds": _diff(
        2,
        "unfold into too much",
        _mission(
            lambda value: value.update(
                {"$defs": _doubling(30), "properties": value["properties"] | {"x": {"$ref": "#/$defs/d29"}}}
            )
        ),
    ),
    "words by the thousand": _diff(
        0, "b.zip", _mission(lambda value: value["properties"]["mission_id"].update(enum=MANY[:8000]))
    ),
    "a raw name of a field": _diff(
        0, r"\u202e", _mission(lambda value: value["properties"].update({f"x{RAW}": {"type": "string"}}))
    ),
    "a raw revision": Case(_nothing, ("diff", RAW), 2, r"\u202e"),
    "an option as a revision": Case(_nothing, ("diff", "--", "--output=x"), 2, "no revision"),
}

# --- pages and pictures -----------------------------------------------------------------------------------------------


def _filtered(root: Path) -> None:
    """Make a checkout whose settings name a program to run whenever a file is compared or written."""
    commit(root)
    for name in ("clean", "smudge"):
        git(root, "config", f"filter.evil.{name}", "touch ../outside/owned; cat")
    git(root, "config", "core.fsmonitor", "touch ../outside/owned")
    (root / ".gitattributes").write_text("* filter=evil\n")
    os.utime(root / LETTER, (0, 0))


PAGES: dict[str, Case] = {
    "release: a checkout that runs programs": Case(_filtered, ("release", "--check"), 1, "not committed"),
    "diff: a checkout that runs programs": Case(_filtered, ("diff", "HEAD"), 0, "HEAD states no version"),
    "release: facts of brackets": Case(_file("publication.toml", "a = " + "[" * 60_000), ("build",), 2, "is no TOML"),
    "release: facts of 100 MB": Case(
        lambda root: ((root / "publication.toml").touch(), os.truncate(root / "publication.toml", 100 * MIB)),
        ("build",),
        2,
        "is larger than",
    ),
    "release: a raw fact": Case(_file("publication.toml", f'name = "{RAW}"'), ("build",), 2, "publication.toml"),
    "release: facts that are a link": Case(
        lambda root: (root / "publication.toml").symlink_to("../outside/secret.csv"), ("build",), 2, "publication.toml"
    ),
    "release: an address that is a script": Case(
        _file("publication.toml", 'base = "javascript:alert(1)"'), ("build",), 2, "is no address"
    ),
    "plot: a raw name": Case(_nothing, ("plot", "timeline", RAW, "-o", "x.svg"), 2, r"\u202e"),
    "plot: an ending that is none": Case(_nothing, ("plot", "timeline", "MINUSMA", "-o", f"x.{RAW}"), 2, r"\u202e"),
    "site: out is a link": Case(lambda root: (root / "out").symlink_to("../outside"), ("site", "out"), 2, "no site"),
    "site: out is not a site": Case(_file("out/mine.txt", "x"), ("site", "out"), 2, "out"),
    "site: a raw address": Case(_nothing, ("site", "out", "--base-url", f"https://x/{RAW}"), 2, "printable characters"),
    "site: links that are none": Case(_file("links.json", '{"a": 5}'), ("site", "out"), 2, "links.json"),
    "site: links of brackets": Case(_file("links.json", "[" * 100_000), ("site", "out"), 2, "links.json"),
    "site: a title that is a script": Case(_titled("</script><script>alert(1)</script>"), ("site", "out"), 0, "files"),
}

USUAL: dict[str, Case] = {
    "validate": Case(_nothing, VALIDATE, 0, "valid"),
    "table": _table(_nothing, 0, "valid"),
    "long table": _table(_file("t.csv", b"a\n" + b"\n" * (16 * MIB)), 0, "valid"),
    "excel": _excel(b"", b"", 0, "valid"),
    "build": Case(_nothing, ("build",), 0, "changed"),
    "text": Case(_file("x.html", "<html><p>EU"), ("text", "x.html"), 0, "EU"),
    "new": _text(STATEMENT, NEW, 0, "fill it in"),
    "audit": _text(STATEMENT, AUDIT, 0, "to code"),
    "diff": _diff(0, "b.zip", {}),
    "plot": Case(_nothing, ("plot", "timeline", "MINUSMA", "-o", "x.svg"), 0, ""),
    "site": Case(_nothing, ("site", "out"), 0, "files"),
    "release": Case(_nothing, ("release", "--check"), 2, "git"),
}
"""A usual run of each command, beside which the others are measured."""
