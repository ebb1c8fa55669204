"""The public names: what they show of themselves, and that whatever they return or raise is public too."""

import builtins
import dataclasses
import inspect
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, get_args

import pyarrow
import pytest
from hypothesis import given
from ledgers import dataset, days, ledgers, letter

import inzet
from inzet.commands.main import main
from inzet.ledger.intervals import figure_of
from inzet.ledger.overview import By
from inzet.ledger.pages import Page
from inzet.ledger.positions import figures_in_words
from inzet.record import Keyed
from inzet.schema.contributions import targets_of
from inzet.words.blocks import render

KNOWN = "2025-02-13"


# --- what values show of themselves ------------------------------------------------------------------


def _inside(value: Any) -> Iterator[Any]:
    """Yield a value and, if it is of the package, all values of the package inside it."""
    yield value
    parts: list[Any] = list(value) if isinstance(value, tuple | list) else []
    if dataclasses.is_dataclass(value) and not isinstance(value, inzet.Statement):
        parts = [getattr(value, field.name) for field in dataclasses.fields(value)]
    parts += [getattr(value, name) for name in ("amounts", "totals", "before", "after") if hasattr(value, name)]
    for part in parts:
        yield from _inside(part)


def _answers(ds: inzet.Dataset, on: Any, known: Any) -> Iterator[Any]:
    """Yield all that can be asked about two days, with all parts."""
    answers: list[Any] = [ds, ds.ledger, ds.letters[:1], ds.contributions, ds.reconcile(), ds.find(ds.missions[0].name)]
    answers += [ds.compare(str(on), str(known)), ds.compare(ds.letters[0], ds.letters[-1])]
    answers += [ds.overview(on, known, by) for by in (None, *get_args(By))]
    for record in ds.missions:
        answers += [ds.position(record, on, known), ds.timeline(record)]
    for answer in answers:
        yield from (part for part in _inside(answer) if type(part).__module__.startswith("inzet."))


@given(ledgers(), days(), days())
def test_a_repr_is_one_short_line(made: list[inzet.Letter], on: Any, known: Any) -> None:
    for value in _answers(dataset(*made), on, known):
        assert repr(value).isprintable() and len(repr(value)) < 200


def test_the_repr_of_every_type_is_looked_at() -> None:
    values = {id(value): value for value in _answers(inzet.load(), "2023-01-01", KNOWN)}.values()
    names = {*inzet.ledger.__all__, "Contribution", "Dataset", "Framework", "Keyed", "Letter", "Mission"}
    assert {type(value).__name__ for value in values} >= names - {"Figure", "Grid", "Paragraph", "Term"}
    for value in values:
        assert repr(value).isprintable() and len(repr(value)) < 200


def test_the_reprs_of_the_release_are_short_and_say_what_it_is() -> None:
    ds = inzet.load()
    assert repr(ds).startswith(f"<Dataset of {len(ds.letters)} letters, {len(ds.contributions)} contributions, ")
    assert repr(ds.frameworks[:0]) == "<Keyed of 0>"
    assert repr(ds.missions["untso"]) == "<Mission untso: United Nations Truce Supervision Organization>"
    assert repr(ds.position("untso", "2023-01-01", KNOWN)).startswith(
        "<Position UNTSO on 1 January 2023, as known on 13 February 2025; United Nations Truce Supervision"
    )
    for record in (ds, *ds.letters, *ds.missions, *ds.frameworks, *ds.contributions, *ds.contributions[0].evidence):
        assert len(repr(record)) < 200
        assert str(record) == repr(record)


def test_a_repr_stays_on_its_line_whatever_it_shows() -> None:
    mission = inzet.Mission.model_construct(mission_id="x", name="a\nb\u202e" + "c" * 500)
    assert repr(mission).startswith("<Mission x: a b\\u202ecc")
    assert len(repr(Keyed([mission, mission]))) < 200


@pytest.mark.parametrize(
    ("arguments", "ask"),
    [
        ("position oir --on 2024-01-01 --known 2025-02-13", lambda ds: ds.position("oir", "2024-01-01", KNOWN)),
        ("position nmi --known 2020-01-01", lambda ds: ds.position("nmi", known="2020-01-01")),
        ("timeline minusma", lambda ds: ds.timeline("minusma")),
        ("overview --on 2023-01-01 --known 2025-02-13", lambda ds: ds.overview("2023-01-01", KNOWN)),
        ("overview --known 2025-02-13 --by region", lambda ds: ds.overview(known=KNOWN, by="region")),
        ("overview --known 2020-01-01", lambda ds: ds.overview(known="2020-01-01")),
        ("compare kst-29521-446 bz2410641", lambda ds: ds.compare("kst-29521-446", "bz2410641")),
        ("reconcile", lambda ds: ds.reconcile()),
        ("find georgia experts", lambda ds: ds.find("georgia experts")),
    ],
)
def test_str_gives_the_lines_of_the_command(
    arguments: str, ask: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(arguments.split()) == 0
    assert capsys.readouterr().out == f"{ask(inzet.load())}\n"


def test_the_parts_of_an_answer_are_lines_of_the_whole() -> None:
    ds = inzet.load()
    for answer in (ds.timeline("minusma"), ds.compare("kst-29521-446", "bz2410641"), ds.reconcile(), ds.find("mali")):
        whole = set(render(answer.blocks(everything=True) if _has_more(answer) else answer.blocks(), 10_000).split())
        for part in answer:
            assert {word.rstrip(":") for word in str(part).split()} <= whole | {word.rstrip(":") for word in whole}


def test_all_say_a_figure_alike() -> None:
    ds = inzet.load()
    shown = {letter.id: _lines(Page(letter, letter.id, (), ds.ledger)) for letter in ds.letters}
    for item in ds.contributions:
        if (figure := figure_of(item)) is None:
            continue
        words = figures_in_words(dict([figure]), "en")
        (line,) = (line for line in shown[ds.letter_of(item).id] if line.startswith(f"{item.id}  "))
        assert f", {words}" in line
        for target in targets_of(item):
            lines = _lines(ds.timeline(target))
            at = next(at for at, line in enumerate(lines) if line.startswith(f"{item.id}  "))
            assert words in lines[at + 1].split("; ")


def _has_more(answer: Any) -> bool:
    return "everything" in inspect.signature(answer.blocks).parameters


def _lines(answer: Any) -> list[str]:
    return [line.strip() for line in render(answer.blocks(), 10_000).splitlines()]


class _Text(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"colspan"}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_is_plain_with_everything_escaped() -> None:
    evil = "<script>alert('x')</script> & \"y\""
    item = {"description": evil, "number_max": 8, "status": "decided", "change": "continue", "end_date": "2025"}
    ds = dataset(letter("x01", "2022-06-17", item), letter("x02", "2023-06-17", {**item, "number_max": 9}))
    named = inzet.Mission.model_construct(**{**dict(ds.missions[0]), "abbreviation": evil})
    ds = inzet.Dataset(ds.letters, Keyed([named, *ds.missions[1:]]), ds.frameworks)
    for answer in (ds.position("alpha", "2023-01-01"), ds.timeline("alpha"), ds.overview("2023-01-01", by="region")):
        page = _Text()
        page.feed(answer._repr_html_())
        assert page.tags <= {"h4", "p", "table", "tr", "th", "td"}
        text = " ".join(page.text)
        assert ("8" if isinstance(answer, inzet.Overview) else "8 people") in text
        assert isinstance(answer, inzet.Overview) or evil in text


# --- a record does where an id does ------------------------------------------------------------------


def test_a_record_is_accepted_where_an_id_is() -> None:
    ds = inzet.load()
    mission, item = ds.missions["eumm-georgia"], ds.contributions["kst-29521-446.09"]
    old, new = ds.letters["kst-29521-446"], ds.letters["bz2410641"]
    assert ds[mission] is mission and ds.missions[mission] is mission and ds.missions.get(mission) is mission
    assert ds.position(mission, "2024-01-01", KNOWN) == ds.position("eumm-georgia", "2024-01-01", KNOWN)
    assert ds.timeline(mission) == ds.timeline("eumm-georgia")
    assert ds.timelines(mission) == ds.timelines("eumm-georgia")
    assert ds.compare(old, new) == ds.compare(old.id, new.id)
    assert list(ds.referring_to(mission)) == list(ds.referring_to("eumm-georgia"))
    assert ds.letter_of(item) is ds.letter_of(item.id) is old
    assert ds.ledger.about(mission) == ds.ledger.about("eumm-georgia")
    with pytest.raises(KeyError, match="'kst-29521-446' is a letter, not a mission or framework"):
        ds.position(old)  # type: ignore[arg-type]


# --- public names ------------------------------------------------------------------------------------

NAMES = {name: getattr(module, name) for module in (inzet, inzet.ledger) for name in module.__all__}
MODULES = (inzet, inzet.ledger, inzet.edtf, inzet.kamerstuk, inzet.models)


def _functions() -> Iterator[tuple[str, Any]]:
    """Yield the public functions, and the public methods and properties of the public classes."""
    for name, value in NAMES.items():
        if inspect.isfunction(value):
            yield name, value
        elif inspect.isclass(value) and value.__module__.startswith("inzet."):
            for attribute, member in vars(value).items():
                function = getattr(member, "fget", None) or getattr(member, "func", None) or member
                if not attribute.startswith("_") and inspect.isfunction(function):
                    yield f"{name}.{attribute}", function


FUNCTIONS = dict(_functions())


def test_there_are_few_public_names() -> None:
    assert 15 <= len(inzet.__all__) <= 26
    assert {"position", "overview", "timeline"} <= {name.partition(".")[2] for name in FUNCTIONS}


@pytest.mark.parametrize("name", [*NAMES, *FUNCTIONS])
def test_every_public_name_has_a_docstring(name: str) -> None:
    value = NAMES.get(name) or FUNCTIONS[name]
    own = value.__dict__.get("__doc__") if inspect.isclass(value) else value.__doc__
    assert name == "__version__" or (own and own[0].isupper() and not own.startswith(f"{name}("))


def _types(annotation: Any) -> Iterator[type]:
    if inspect.isclass(annotation) and not get_args(annotation):
        yield annotation
    for part in (getattr(annotation, "__origin__", None), *get_args(annotation)):
        if part is not None:
            yield from _types(part)


def test_what_is_returned_is_public() -> None:
    exported = {getattr(module, name) for module in MODULES for name in module.__all__}
    returned = {each for function in FUNCTIONS.values() for each in _types(_result(function))}
    own = {each for each in returned if each.__module__.startswith("inzet.")}
    assert own <= exported
    assert {inzet.Position, inzet.Timeline, inzet.Statement, inzet.Evidence, inzet.Report, inzet.Issue} <= own


def _result(function: Any) -> Any:
    hint = inspect.get_annotations(function).get("return")
    return eval(hint, {**function.__globals__, "pa": pyarrow}) if isinstance(hint, str) else hint


def test_what_is_raised_is_public() -> None:
    documented = [(function.__doc__ or "").partition("Raises:")[2] for function in FUNCTIONS.values()]
    raised = {error for part in documented for error in re.findall(r"^\s+(\w+): ", part, re.MULTILINE)}
    assert {error for error in raised if not hasattr(builtins, error)} <= {*inzet.__all__}
    assert {"KeyError", "ValueError", "UnreadableError", "InvalidRecordsError"} <= raised


def test_submodules_are_attributes() -> None:
    assert inzet.ledger.Interval(0, 8) == eval(repr(inzet.ledger.Interval(0, 8)), vars(inzet.ledger))
    try:
        import pyspark  # noqa: F401
    except ImportError:
        with pytest.raises(ImportError, match=r'inzet\.spark needs: pip install "inzet\[spark\]"'):
            inzet.spark  # noqa: B018
    else:
        assert inspect.isfunction(inzet.spark.validate)
