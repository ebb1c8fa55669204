"""Ids, references and names."""

from functools import cache

from inzet.issues import Pointer
from inzet.records.rules.setting import LINKS, Complaints, Item, Setting, rule
from inzet.schema.contributions import letter_of
from inzet.schema.findings import closest
from inzet.schema.schemas import Schemas


@rule("letters", "missions", "frameworks")
def file_name_is_id(item: Item, setting: Setting) -> Complaints:
    """The file of a record is named after the id, so that each leads to the other."""
    key = setting.key
    if item[key] != setting.document.stem:
        yield (key,), f"{key} is {item[key]!r} but the file is {setting.document.stem!r}; make them the same"


@rule("missions", "frameworks")
def id_is_of_one_record(item: Item, setting: Setting) -> Complaints:
    """An id alone identifies a record, so a mission and a framework never share one."""
    for table in ("missions", "frameworks"):
        if table != setting.table and item[setting.key] in setting.tree.ids[table]:
            yield (setting.key,), f"{item[setting.key]!r} is also the id of one of the {table}; choose another"


@rule("missions", "frameworks")
def former_id_is_free(item: Item, setting: Setting) -> Complaints:
    """A former id of a record still leads to that record, so no other record may have it."""
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
    """The id of a contribution starts with the id of the letter that states it."""
    letter = setting.document.value.get("letter_id")
    if letter_of(item["contribution_id"]) not in (letter, setting.document.stem):
        yield (
            ("contribution_id",),
            f"{item['contribution_id']!r} does not start with the letter's id; write {letter}.01, .02, …",
        )


@rule("contributions")
def contribution_id_is_unique(item: Item, setting: Setting) -> Complaints:
    """No two contributions have the same id."""
    first, _ = setting.siblings[item["contribution_id"]]
    if first != setting.position:
        yield ("contribution_id",), f"{item['contribution_id']!r} is taken already, by contribution {first + 1}"


@rule("missions", "frameworks", "contributions")
def reference_exists(item: Item, setting: Setting) -> Complaints:
    """Every record that a record refers to exists."""
    for name, target in _references(Schemas.installed(), setting.table):
        value = item.get(name, [])
        steps: list[tuple[Pointer, str]] = [((name, at), one) for at, one in enumerate(value)]
        for pointer, reference in [((name,), value)] if isinstance(value, str) else steps:
            if target == "contributions":
                # Of a contribution in another letter a rule about wholes and repetitions complains.
                if reference not in setting.letter_ids and letter_of(reference) == letter_of(item["contribution_id"]):
                    yield (
                        pointer,
                        f"no contribution {reference!r} in this letter{closest(reference, setting.letter_ids)}",
                    )
                continue
            known = setting.tree.ids[target]
            if reference in known:
                continue
            renamed = setting.tree.former[target].get(reference)
            hint = f"; it is called {renamed!r} now" if renamed else closest(reference, known)
            elsewhere = next((table for table, ids in setting.tree.ids.items() if reference in ids), None)
            hint = f"; it is among the {elsewhere}" if elsewhere else hint
            hint = hint or f"; to start it: inzet new {target.removesuffix('s')} {reference}"
            yield pointer, f"no record {reference!r} among the {target}{hint}"


@cache
def _references(schemas: Schemas, table: str) -> list[tuple[str, str]]:
    """Return the properties of a table's items that hold ids, each with the table these are of."""
    node = schemas.items[table]
    targets = ((name, part.get("items", part).get("x-references")) for name, part in node["properties"].items())
    return [(name, target) for name, target in targets if target and name != node["x-key"]]


@rule("missions", "frameworks", "contributions")
def no_circle(item: Item, setting: Setting) -> Complaints:
    """Links to predecessors, parents and wholes never lead back to their start."""
    for link in LINKS:
        if link in item and (link, item[setting.key]) in setting.circles:
            yield (link,), f"{link} {item[link]!r} leads back to this record, {item[setting.key]!r}; remove a link"


@rule("missions")
def mission_is_led(item: Item, setting: Setting) -> Complaints:
    """A mission is led by a framework, by a country, or by a country within a framework."""
    if "framework_id" not in item and "lead_country" not in item:
        yield (), f"{item['mission_id']}: say who leads it, in 'framework_id' or 'lead_country'"


@rule("missions", "frameworks")
def names_are_other(item: Item, setting: Setting) -> Complaints:
    """The other names differ from the name, from the abbreviation and from each other."""
    if item["name"] == item.get("abbreviation"):
        yield ("abbreviation",), f"{item['name']!r} is the name already; remove it here"
    seen = {item["name"], item.get("abbreviation")}
    for at, entry in enumerate(item.get("names", ())):
        if entry["name"] in seen:
            yield ("names", at, "name"), f"{entry['name']!r} is given already; remove it here"
        seen.add(entry["name"])
