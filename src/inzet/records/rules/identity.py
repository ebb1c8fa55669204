"""Ids, references and names."""

from collections.abc import Iterator
from functools import cache

from inzet.issues import Pointer, closest
from inzet.records.rules.setting import LINKS, Complaints, Item, Setting, rule
from inzet.schema.contributions import letter_of
from inzet.schema.schemas import Schemas


@rule("letters", "missions", "frameworks")
def file_name_is_id(item: Item, setting: Setting) -> Complaints:
    """The file of a record is named after the id, so that each leads to the other."""
    key = setting.key
    if item[key] != setting.document.stem:
        yield (key,), f"{key} {item[key]!r} differs from the file name {setting.document.stem!r}; make them equal"


@rule("missions", "frameworks")
def id_is_of_one_record(item: Item, setting: Setting) -> Complaints:
    """An id alone identifies a record, so a mission and a framework never share one."""
    for table in ("missions", "frameworks"):
        if table != setting.table and item[setting.key] in setting.tree.ids[table]:
            yield (setting.key,), f"{item[setting.key]!r} is also the id of a {table.removesuffix('s')}; choose another"


@rule("missions", "frameworks")
def former_id_is_free(item: Item, setting: Setting) -> Complaints:
    """A former id of a record still leads to that record, so no other record may have it."""
    key = setting.key
    for at, former in enumerate(item.get("former_ids", ())):
        holder = setting.tree.former[setting.table].get(former)
        if former in setting.tree.ids[setting.table]:
            yield ("former_ids", at), f"{former!r} is the id of a record; an id is never reused"
        elif holder != item[key]:
            yield ("former_ids", at), f"{former!r} is also a former id of {holder!r}; it can lead to one record only"


@rule("contributions", "events")
def contribution_in_own_letter(item: Item, setting: Setting) -> Complaints:
    """The id of a contribution or event starts with the id of the letter that states it."""
    key, letter = setting.key, setting.document.value.get("letter_id")
    if letter_of(item[key]) not in (letter, setting.document.stem):
        first, second = (f"{letter}.{'e' * (setting.table == 'events')}0{number}" for number in (1, 2))
        yield (key,), f"{item[key]!r} does not start with the id of the letter; write {first}, {second}, …"


@rule("contributions", "events")
def contribution_id_is_unique(item: Item, setting: Setting) -> Complaints:
    """No two contributions or events of a letter have the same id."""
    key, (first, _) = setting.key, setting.siblings[item[setting.key]]
    if first != setting.position:
        noun = setting.table.removesuffix("s")
        yield (key,), f"{item[key]!r} is already the id of {noun} {first + 1}; choose another"


@rule("missions", "frameworks", "contributions", "events")
def reference_exists(item: Item, setting: Setting) -> Complaints:
    """Every record that a record refers to exists."""
    for name, target in _references(Schemas.installed(), setting.table):
        for pointer, reference in _referred(item, name):
            if target == "contributions":
                # The rules on wholes and repetitions are about contributions in another letter.
                if reference not in setting.letter_ids and letter_of(reference) == letter_of(item["contribution_id"]):
                    hint = closest(reference, setting.letter_ids)
                    yield pointer, f"no contribution {reference!r} in this letter{hint}"
            elif reference not in setting.tree.ids[target]:
                yield pointer, f"no record {reference!r} among the {target}{_hint(reference, target, setting)}"


def _hint(reference: str, target: str, setting: Setting) -> str:
    """Return what may be meant by an id that no record of a table has."""
    table = next((table for table, ids in setting.tree.ids.items() if reference in ids), None)
    if table:
        return f"; it is the id of a {table.removesuffix('s')}"
    if renamed := setting.tree.former[target].get(reference):
        return f"; its id is now {renamed!r}"
    create = f"; to create it: inzet new {target.removesuffix('s')} {reference}"
    return closest(reference, setting.tree.ids[target]) or create


def _referred(item: Item, name: str) -> Iterator[tuple[Pointer, str]]:
    """Yield the ids in a property that refers to others, each with its pointer."""
    value = item.get(name, ())
    if isinstance(value, str):
        yield (name,), value
        return
    for at, entry in enumerate(value):
        # A framework of a contribution stands beside its role.
        yield ((name, at), entry) if isinstance(entry, str) else ((name, at, "framework_id"), entry["framework_id"])


@cache
def _references(schemas: Schemas, table: str) -> list[tuple[str, str]]:
    """Return the properties of a table's items that refer to others, each with the table to which it refers."""
    node = schemas.items[table]
    found = []
    for name, part in node["properties"].items():
        inner = part.get("items", part)
        targets = [
            entry["x-references"] for entry in (inner, *inner.get("properties", {}).values()) if "x-references" in entry
        ]
        if targets and name != node["x-key"]:
            found.append((name, targets[0]))
    return found


@rule("missions", "frameworks", "contributions")
def no_circle(item: Item, setting: Setting) -> Complaints:
    """Links to predecessors, parents and wholes never lead back to their start."""
    for link in LINKS:
        if link in item and (link, item[setting.key]) in setting.circles:
            yield (
                (link,),
                f"{link} {item[link]!r} leads back to this record, {item[setting.key]!r}; remove one of the links",
            )


@rule("missions")
def mission_is_led(item: Item, setting: Setting) -> Complaints:
    """A mission is led by a framework, by a country, or by both; or a note says that no letter says who leads it."""
    if item.keys().isdisjoint(("framework_id", "lead_country")) and "who leads" not in item.get("note", ""):
        add = "add 'framework_id' or 'lead_country', or a 'note' that no letter says who leads it"
        yield (), f"{item['mission_id']} has no leader; {add}"


@rule("missions", "frameworks")
def names_are_other(item: Item, setting: Setting) -> Complaints:
    """The other names differ from the name, from the abbreviation and from each other."""
    if item["name"] == item.get("abbreviation"):
        yield ("abbreviation",), f"{item['name']!r} is already the name; remove the abbreviation"
    seen = {item["name"], item.get("abbreviation")}
    for at, entry in enumerate(item.get("names", ())):
        if entry["name"] in seen:
            yield ("names", at, "name"), f"{entry['name']!r} is already a name of this record; remove it here"
        seen.add(entry["name"])


@rule("missions", "frameworks")
def record_is_kept_once(item: Item, setting: Setting) -> Complaints:
    """No two missions, and no two frameworks, have the same official name or Wikidata item."""
    for name in ("name", "wikidata"):
        first = setting.tree.holders.get((setting.table, name, item.get(name, "")), item[setting.key])
        if first != item[setting.key]:
            yield (name,), f"{first} has the same {name}; keep one record, with the other id in its former_ids"
