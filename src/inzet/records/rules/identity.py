"""Ids, references and names."""

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


@rule("contributions")
def contribution_in_own_letter(item: Item, setting: Setting) -> Complaints:
    """The id of a contribution starts with the id of the letter that states it."""
    letter = setting.document.value.get("letter_id")
    if letter_of(item["contribution_id"]) not in (letter, setting.document.stem):
        message = f"{item['contribution_id']!r} does not start with the id of the letter; write {letter}.01, .02, …"
        yield ("contribution_id",), message


@rule("contributions")
def contribution_id_is_unique(item: Item, setting: Setting) -> Complaints:
    """No two contributions have the same id."""
    first, _ = setting.siblings[item["contribution_id"]]
    if first != setting.position:
        yield (
            ("contribution_id",),
            f"{item['contribution_id']!r} is already the id of contribution {first + 1}; choose another",
        )


@rule("missions", "frameworks", "contributions")
def reference_exists(item: Item, setting: Setting) -> Complaints:
    """Every record that a record refers to exists."""
    for name, target in _references(Schemas.installed(), setting.table):
        value = item.get(name, [])
        items: list[tuple[Pointer, str]] = [((name, at), reference) for at, reference in enumerate(value)]
        for pointer, reference in [((name,), value)] if isinstance(value, str) else items:
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


@cache
def _references(schemas: Schemas, table: str) -> list[tuple[str, str]]:
    """Return the properties of a table's items that refer to others, each with the table to which it refers."""
    node = schemas.items[table]
    targets = ((name, part.get("items", part).get("x-references")) for name, part in node["properties"].items())
    return [(name, target) for name, target in targets if target and name != node["x-key"]]


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
    """A mission is led by a framework, by a country, or by a country within a framework."""
    if "framework_id" not in item and "lead_country" not in item:
        yield (), f"{item['mission_id']} has no leader; add 'framework_id' or 'lead_country'"


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
