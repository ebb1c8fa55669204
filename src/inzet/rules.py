"""What JSON Schema cannot say: one small function for each rule.

A rule's name is its issue code and its docstring is its documentation. It is given one item (a letter,
mission, framework or contribution that its schema accepts) and the tree around it, and yields the place
inside the item and what is wrong there.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from inzet import edtf, kamerstuk, schema
from inzet.constraints import closest
from inzet.issues import Pointer
from inzet.numerals import find_numbers
from inzet.records import Document

Item = Mapping[str, Any]
Complaints = Iterator[tuple[Pointer, str]]


@dataclass(frozen=True)
class Tree:
    """All records, by what they are looked up for; the first key is always the table.

    Attributes:
        items: every item that its schema accepts, by id.
        ids: every id that is taken, also by an item with faults, so that one slip in a record does not make
            every reference to it fail as well.
        former: ids that records had before, each with the id it leads to now.
    """

    items: dict[str, dict[str, Item]]
    ids: dict[str, set[str]]
    former: dict[str, dict[str, str]]

    @cached_property
    def circles(self) -> set[tuple[str, str]]:
        """The links that lead back to where they start: name of the property, and id."""
        return {(link, own) for link in _LINKS for items in self.items.values() for own in _circle(items, link)}


@dataclass(frozen=True)
class Setting:
    """Where an item stands.

    Attributes:
        tree: all records.
        document: the file that holds the item.
        table: the table to which the item belongs.
        position: position of a contribution in its letter, from 0.
        siblings: the contributions of the same letter by id, each with its position; of two with one id the first.
        parts: the contributions of the same letter that are parts of this one, repetitions left out.
    """

    tree: Tree
    document: Document
    table: str
    position: int
    siblings: Mapping[str, tuple[int, Item]]
    parts: Sequence[Item]

    @property
    def key(self) -> str:
        """Name of the property that holds the item's id."""
        return str(schema.items()[self.table]["x-key"])


_TARGETS = ("missions", "frameworks")
_LINKS = ("predecessor", "parent", "part_of")
_BOUNDS = (("number_min", "number_max"), ("amount_min", "amount_max"))
_FIGURES = {"previous_number", *(name for bounds in _BOUNDS for name in bounds)}

Rule = Callable[[Item, Setting], Complaints]
RULES: dict[str, list[Rule]] = {}
"""The rules of each table, in the order in which they are written here."""


def rule(*tables: str) -> Callable[[Rule], Rule]:
    """Register a function as a rule over the items of some tables."""

    def register(function: Rule) -> Rule:
        for table in tables:
            RULES.setdefault(table, []).append(function)
        return function

    return register


# --- identity and references -------------------------------------------------------------------------


@rule("letters", "missions", "frameworks")
def file_name_is_id(item: Item, setting: Setting) -> Complaints:
    """A record lies in the file that is named after its id, so that one is found by the other."""
    key = setting.key
    if item[key] != setting.document.stem:
        yield (key,), f"{key} is {item[key]!r} but the file is {setting.document.stem!r}; make them the same"


@rule("missions", "frameworks")
def id_is_of_one_record(item: Item, setting: Setting) -> Complaints:
    """An id is enough to find a record, so a mission and a framework do not share one."""
    for table in ("missions", "frameworks"):
        if table != setting.table and item[setting.key] in setting.tree.ids[table]:
            yield (setting.key,), f"{item[setting.key]!r} is also the id of one of the {table}; choose another"


@rule("missions", "frameworks")
def former_id_is_free(item: Item, setting: Setting) -> Complaints:
    """An id that a record had before still leads to it, so no other record may bear it."""
    key = setting.key
    for at, former in enumerate(item.get("former_ids", ())):
        holder = setting.tree.former[setting.table].get(former)
        if former in setting.tree.ids[setting.table]:
            yield ("former_ids", at), f"{former!r} is the id of a record; an id is never used again"
        elif holder != item[key]:
            yield (
                ("former_ids", at),
                f"{former!r} is a former id of {holder!r} as well; it can lead to one only",
            )


@rule("contributions")
def contribution_in_own_letter(item: Item, setting: Setting) -> Complaints:
    """A contribution's id starts with the id of the letter that states it."""
    letter = setting.document.value.get("letter_id")
    if _letter_of(item["contribution_id"]) not in (letter, setting.document.stem):
        yield (
            ("contribution_id",),
            f"{item['contribution_id']!r} does not start with the letter's id, {letter!r}",
        )


def _letter_of(contribution_id: str) -> str:
    return contribution_id.rpartition(".")[0]


@rule("contributions")
def contribution_id_is_unique(item: Item, setting: Setting) -> Complaints:
    """No two contributions share an id."""
    first, _ = setting.siblings[item["contribution_id"]]
    if first != setting.position:
        yield ("contribution_id",), f"{item['contribution_id']!r} is taken already, by contribution {first + 1}"


@rule("missions", "frameworks", "contributions")
def reference_exists(item: Item, setting: Setting) -> Complaints:
    """What a record refers to is there."""
    for name, target in _references(setting.table):
        value = item.get(name, [])
        steps: list[tuple[Pointer, str]] = [((name, at), one) for at, one in enumerate(value)]
        for pointer, reference in [((name,), value)] if isinstance(value, str) else steps:
            known = setting.tree.ids[target]
            if reference in known:
                continue
            renamed = setting.tree.former[target].get(reference)
            hint = f"; it is called {renamed!r} now" if renamed else closest(reference, known)
            elsewhere = next((table for table, ids in setting.tree.ids.items() if reference in ids), None)
            hint = f"; it is among the {elsewhere}" if elsewhere else hint
            yield pointer, f"no record {reference!r} among the {target}{hint}"


@cache
def _references(table: str) -> list[tuple[str, str]]:
    """Return the properties of a table's items that hold ids, each with the table these are of."""
    node = schema.items()[table]
    targets = ((name, part.get("items", part).get("x-references")) for name, part in node["properties"].items())
    return [(name, target) for name, target in targets if target and name != node["x-key"]]


@rule("missions", "frameworks", "contributions")
def no_circle(item: Item, setting: Setting) -> Complaints:
    """Predecessors, parents and wholes lead somewhere, never back to where one started."""
    for link in _LINKS:
        if link in item and (link, item[setting.key]) in setting.tree.circles:
            yield (link,), f"{link} {item[link]!r} leads back to this record, {item[setting.key]!r}"


def _circle(items: Mapping[str, Item], link: str) -> set[str]:
    """Return the ids from which following a link comes back to the same id; looks at each item once."""
    seen: set[str] = set()
    found: set[str] = set()
    for start in items:
        way: dict[str, int] = {}
        here: str | None = start
        while here is not None and here not in way and here not in seen:
            way[here] = len(way)
            here = items.get(here, {}).get(link)
        if here in way:
            found |= {name for name, at in way.items() if at >= way[here]}
        seen |= way.keys()
    return found


# --- letters -----------------------------------------------------------------------------------------


@rule("letters")
def inferred_date_has_grounds(item: Item, setting: Setting) -> Complaints:
    """A date that the document does not bear is a range of days, and the note gives the grounds."""
    if item["letter_date_basis"] == "inferred":
        if "note" not in item:
            yield ("letter_date_basis",), "an inferred date needs its grounds in 'note'"
        if edtf.first_day(item["letter_date"]) == edtf.last_day(item["letter_date"]):
            yield (
                ("letter_date",),
                f"{item['letter_date']!r} is one day; an inferred date is a range, such as 2020/2021-05",
            )


@rule("letters")
def part_is_named(item: Item, setting: Setting) -> Complaints:
    """Where only a part of a letter was coded, the coverage note says which."""
    if item["coverage"] == "part" and "coverage_note" not in item:
        yield ("coverage",), "coverage 'part' needs 'coverage_note', which says what was coded"


@rule("letters")
def identifier_fits_letter(item: Item, setting: Setting) -> Complaints:
    """A letter with an official number has the id, the dossier and the number that follow from it."""
    official = [entry["value"] for entry in item["identifiers"] if entry["scheme"] == "kst"]
    if not official and ("dossier" in item or item["letter_id"].startswith("kst-")):
        yield ("identifiers",), f"{item['letter_id']!r} has an official number; give it with scheme 'kst' as well"
    for at, entry in enumerate(item["identifiers"]):
        if entry["scheme"] != "kst":
            continue
        place = ("identifiers", at, "value")
        try:
            paper = kamerstuk.parse(entry["value"])
        except ValueError as error:
            yield place, str(error)
            continue
        if str(paper).lower() != item["letter_id"]:
            yield place, f"{entry['value']!r} does not make the letter id {item['letter_id']!r}"
        stated = (item.get("dossier"), item.get("number"))
        follows = (paper.dossier_id, paper.number if paper.dossier else None)
        if stated != follows:
            yield (
                place,
                f"{entry['value']!r} means number {_pair(follows)}; the letter says {_pair(stated)}",
            )


def _pair(parts: tuple[str | None, str | None]) -> str:
    dossier, number = parts
    return f"{number or 'none'} in dossier {dossier or 'none'}"


@rule("letters")
def citation_reads_as_recorded(item: Item, setting: Setting) -> Complaints:
    """The dossier and number of a citation are those that its words state."""
    for at, citation in enumerate(item.get("citations", ())):
        papers = [paper for found in kamerstuk.find_citations(citation["written"]) for paper in found.papers]
        stated = [(paper.dossier_id, paper.number) for paper in papers]
        if (citation["dossier"], citation["number"]) not in stated:
            said = ", ".join(f"number {number!r} of dossier {dossier!r}" for dossier, number in stated)
            yield ("citations", at, "written"), f"{citation['written']!r} states {said or 'no numbered paper'}"


# --- contributions -----------------------------------------------------------------------------------


@rule("contributions")
def has_target(item: Item, setting: Setting) -> Complaints:
    """A contribution goes to at least one mission or framework."""
    if "missions" not in item and "frameworks" not in item:
        yield (), f"{item['contribution_id']}: say what it goes to, in 'missions' or 'frameworks'"


@rule("contributions")
def bounds_in_order(item: Item, setting: Setting) -> Complaints:
    """A lower bound is not above its upper bound."""
    for low, high in _BOUNDS:
        if low in item and high in item and item[low] > item[high]:
            yield (low,), f"{low} {item[low]} is above {high} {item[high]}"


@rule("contributions")
def dates_in_order(item: Item, setting: Setting) -> Complaints:
    """A contribution does not end before it starts."""
    if "start_date" in item and "end_date" in item:
        first, last = edtf.first_day(item["start_date"]), edtf.last_day(item["end_date"])
        if first and last and first > last:
            yield ("end_date",), f"it ends in {item['end_date']}, before it starts in {item['start_date']}"


_NUMBER = ("number_min", "number_max", "previous_number", "unit")
_AMOUNT = ("amount_min", "amount_max", "currency")
_QUALIFIED = {
    "unit": ("number_min", "number_max", "previous_number"),
    "currency": ("amount_min", "amount_max"),
    "basis": ("number_min", "number_max", "previous_number", "amount_min", "amount_max"),
    "term_basis": ("start_date", "end_date"),
}


@rule("contributions")
def figure_fits_kind(item: Item, setting: Setting) -> Complaints:
    """Money is an amount, all else a number; only where there may be people do these have a type."""
    kind = item["kind"]
    other, mend = (_NUMBER, "use amount_min, amount_max and currency") if kind == "money" else (_AMOUNT, "use 'money'")
    for name in (name for name in other if name in item):
        yield (name,), f"{name} does not go with kind {kind!r}; {mend}"
    if kind == "personnel" and item.get("unit", "persons") != "persons":
        yield ("unit",), f"unit {item['unit']!r} does not go with kind 'personnel'; people are counted as persons"
    if kind in ("money", "materiel") and "personnel_types" in item:
        yield ("personnel_types",), f"personnel_types does not go with kind {kind!r}, which has no people"


@rule("contributions")
def qualifier_has_subject(item: Item, setting: Setting) -> Complaints:
    """A unit, currency, basis or 'approximate' stands beside the figure or date that it qualifies."""
    money = item["kind"] == "money"
    for name, subjects in _QUALIFIED.items():
        # What does not go with the kind at all is the matter of another rule.
        if name in item and name not in (_NUMBER if money else _AMOUNT) and not any(each in item for each in subjects):
            yield (name,), f"{name} qualifies nothing here; it goes with {' or '.join(subjects)}"
    if "approximate" in item:
        low, high = ("amount_min", "amount_max") if money else ("number_min", "number_max")
        if not item["approximate"]:
            yield ("approximate",), "approximate is written only where it is true; remove it"
        elif low not in item or high not in item:
            yield ("approximate",), f"approximate means 'about n', which gives n in both {low} and {high}"


@rule("contributions")
def change_fits_status(item: Item, setting: Setting) -> Complaints:
    """Change and status may differ freely, but for what would contradict itself."""
    if item["change"] == "none" and item["status"] != "reported":
        yield (
            ("status",),
            f"change 'none' says that the letter only describes, so the status is 'reported', not {item['status']!r}",
        )
    if item.get("basis") == "deployed" and item["status"] in ("proposed", "explored", "declined"):
        yield ("basis",), f"what is only {item['status']} is not there yet; 'deployed' contradicts that"


@rule("contributions")
def change_fits_figure(item: Item, setting: Setting) -> Complaints:
    """An increase goes up from the former figure, a decrease down, and a continuation stays."""
    change, former = item["change"], item.get("previous_number")
    low, high = item.get("number_min"), item.get("number_max")
    if change in ("start", "continue", "increase") and high == 0:
        yield ("number_max",), f"change {change!r} contradicts number_max {high}, which says none"
    if former is None:
        return
    if change == "start":
        yield ("previous_number",), f"what starts has no former figure, here {former}; is it an 'increase'?"
    elif change == "increase" and high is not None and former >= high:
        yield ("previous_number",), f"an increase from {former} to at most {high} does not go up"
    elif change == "decrease" and low is not None and former <= low:
        yield ("previous_number",), f"a decrease from {former} to at least {low} does not go down"
    elif change == "continue" and not (low or 0) <= former <= (former if high is None else high):
        yield ("previous_number",), f"a continuation keeps the figure; {former} became {_figure(item)}"


@rule("contributions")
def continue_has_figure(item: Item, setting: Setting) -> Complaints:
    """What continues has a figure, in itself, its whole, its parts or what it repeats, or a note that says why not."""
    linked = [setting.siblings[item[link]][1] for link in ("part_of", "restates") if item.get(link) in setting.siblings]
    counted = any(_FIGURES & each.keys() for each in (item, *linked, *setting.parts))
    if item["change"] == "continue" and not counted and "note" not in item:
        yield ("change",), "what continues has a figure; if the text gives none, say so in 'note'"


@rule("contributions")
def figure_is_quoted(item: Item, setting: Setting) -> Complaints:
    """Every figure of a contribution stands in one of its fragments, in words or in digits."""
    if setting.document.value["language"] != "nl":
        return
    said = {number for evidence in item["evidence"] for number in _numbers(evidence["quote"])}
    for name in sorted(_FIGURES & item.keys()):
        if item[name] not in said:
            yield (name,), f"{item[name]} stands in none of the fragments; quote the words that give it"


def _numbers(quote: str) -> set[Decimal]:
    """Return the numbers in a fragment, with the counts that are no numerals: "geen trainers", "een of twee"."""
    loose = {value for word, value in _LOOSE_NUMBERS.items() if re.search(rf"\b{word}\b", quote, re.IGNORECASE)}
    return {number.value for number in find_numbers(quote)} | loose


_LOOSE_NUMBERS = {"geen": Decimal(0), "een of": Decimal(1)}


@rule("contributions")
def end_within_letter(item: Item, setting: Setting) -> Complaints:
    """What ends does not run on under a general term, nor longer than anything else that the letter sets a term to."""
    if item["change"] != "end" or "end_date" not in item:
        return
    if item["term_basis"] == "general":
        yield ("term_basis",), "a general term governs what goes on; what ends has a term of its own, or none"
    going_on = (
        edtf.last_day(other["end_date"])
        for _, other in setting.siblings.values()
        if other["change"] != "end" and other["status"] not in ("explored", "declined") and "end_date" in other
    )
    last = max(filter(None, going_on), default=None)
    own = edtf.first_day(item["end_date"])
    if own and last and own > last:
        yield ("end_date",), f"it ends in {item['end_date']}, later than all that goes on, the last of it on {last}"


@rule("contributions")
def shared_ceiling_names_targets(item: Item, setting: Setting) -> Complaints:
    """One figure for several missions is one contribution to all of them, or to a framework, not one for each."""
    figures, own = _figures(item), {item[name] for name in _FIGURES & item.keys()}
    for position, other in setting.siblings.values():
        if position >= setting.position or not figures or figures != _figures(other) or _related(item, other):
            continue
        places = [(evidence["line"], evidence["quote"]) for evidence in other["evidence"]]
        targets = [{*each.get("missions", ()), *each.get("frameworks", ())} for each in (item, other)]
        for at, evidence in enumerate(item["evidence"]):
            quote = evidence["quote"]
            if targets[0] != targets[1] and (evidence["line"], quote) in places and _numbers(quote) & own:
                message = (
                    f"{quote!r} gives the figure of {other['contribution_id']} too; make them one, for all targets"
                )
                yield ("evidence", at, "quote"), message


def _figures(item: Item) -> dict[str, Any]:
    return {name: item[name] for name in sorted((_FIGURES | {"unit", "currency", "basis"}) & item.keys())}


def _related(item: Item, other: Item) -> bool:
    """Whether two contributions are parts of one whole, or one is a part or a repetition of the other."""
    ids = {item["contribution_id"], other["contribution_id"]}
    links = {one.get(link) for one in (item, other) for link in ("part_of", "restates")}
    return bool(ids & links) or item.get("part_of", item) == other.get("part_of", other)


@rule("contributions")
def part_within_whole(item: Item, setting: Setting) -> Complaints:
    """A part belongs to the same letter as its whole, goes to some of its targets, and is no larger."""
    if "part_of" not in item:
        return
    if _letter_of(item["part_of"]) != _letter_of(item["contribution_id"]):
        if item["part_of"] in setting.tree.ids["contributions"]:
            yield ("part_of",), f"{item['part_of']!r} is in another letter; a part and its whole are in one"
    elif item["part_of"] in setting.siblings:
        _, whole = setting.siblings[item["part_of"]]
        for name in _TARGETS:
            # A whole that names no framework may have parts that run through one.
            beyond = sorted(set(item.get(name, ())) - set(whole.get(name, item.get(name, ()))))
            if beyond:
                yield (name,), f"the whole, {item['part_of']}, does not go to {', '.join(beyond)}"
        for low, high in _BOUNDS:
            limit = whole.get(high) if _comparable(item, whole) else None
            above = next((name for name in (low, high) if limit is not None and item.get(name, 0) > limit), None)
            if above:
                yield (above,), f"{item[above]} is more than the whole, {item['part_of']}, which is at most {limit}"


@rule("contributions")
def parts_within_whole(item: Item, setting: Setting) -> Complaints:
    """The parts of a whole are together no larger than it; a repetition is no further part."""
    for low, high in _BOUNDS:
        parts = [part for part in setting.parts if low in part and _comparable(part, item)]
        least = sum(part[low] for part in parts)
        # A single part that is too large is complained of where it stands.
        if high in item and least > item[high] >= max(part[low] for part in parts):
            names = ", ".join(part["contribution_id"] for part in parts)
            yield (high,), f"{item[high]} is less than its parts, {names}, which are together at least {least}"


def _comparable(item: Item, other: Item) -> bool:
    return all(item.get(name) == other.get(name) for name in ("unit", "basis", "currency"))


@rule("contributions")
def restates_earlier(item: Item, setting: Setting) -> Complaints:
    """A repetition points back to an earlier contribution in the same letter that shares a target."""
    if "restates" not in item:
        return
    position, earlier = setting.siblings.get(item["restates"], (-1, None))
    if _letter_of(item["restates"]) != _letter_of(item["contribution_id"]):
        if item["restates"] in setting.tree.ids["contributions"]:
            yield ("restates",), f"{item['restates']!r} is in another letter; a repetition stands in the same one"
    elif position >= setting.position:
        yield ("restates",), f"{item['restates']!r} does not stand before this contribution"
    elif earlier and not any(set(item.get(name, ())) & set(earlier.get(name, ())) for name in _TARGETS):
        yield ("restates",), f"{item['restates']!r} goes to other missions and frameworks than its repetition"


@rule("contributions")
def support_names_field(item: Item, setting: Setting) -> Complaints:
    """What a fragment supports is a field of the contribution; of several fragments each says what it supports."""
    for at, evidence in enumerate(item["evidence"]):
        if len(item["evidence"]) > 1 and "supports" not in evidence:
            yield ("evidence", at), f"{evidence['quote']!r} is one of several; say in 'supports' what it carries"
        for step, name in enumerate(evidence.get("supports", ())):
            fields = item.keys() - {"contribution_id", "evidence", "note"}
            if name not in fields:
                hint = closest(name, fields) or f"; it has: {', '.join(sorted(fields))}"
                yield ("evidence", at, "supports", step), f"this contribution has no field {name!r}{hint}"


def _figure(item: Item) -> str:
    low, high = item.get("number_min"), item.get("number_max")
    if low == high:
        return str(low)
    return f"at most {high}" if low is None else f"at least {low}" if high is None else f"{low} to {high}"


# --- missions and frameworks -------------------------------------------------------------------------


@rule("missions")
def mission_is_led(item: Item, setting: Setting) -> Complaints:
    """A mission is led by a framework, by a country, or by a country within a framework."""
    if "framework_id" not in item and "lead_country" not in item:
        yield (), f"{item['mission_id']}: say who leads it, in 'framework_id' or 'lead_country'"


@rule("missions", "frameworks")
def names_are_other(item: Item, setting: Setting) -> Complaints:
    """The other names are other than the name and the abbreviation, and than each other."""
    if item["name"] == item.get("abbreviation"):
        yield ("abbreviation",), f"{item['name']!r} is the name already; remove it here"
    seen = {item["name"], item.get("abbreviation")}
    for at, entry in enumerate(item.get("names", ())):
        if entry["name"] in seen:
            yield ("names", at, "name"), f"{entry['name']!r} is given already; remove it here"
        seen.add(entry["name"])
