"""The targets, dates and status of a contribution, and its links to others."""

from inzet import edtf
from inzet.issues import closest
from inzet.records.rules.setting import TARGETS, Complaints, Item, Setting, are_linked, ids_in, rule, targets_of
from inzet.schema.contributions import UNDECIDED, letter_of
from inzet.schema.figures import BOUNDS, MEASURES


@rule("contributions")
def has_target(item: Item, setting: Setting) -> Complaints:
    """A contribution goes to at least one mission or framework."""
    if "missions" not in item and "frameworks" not in item:
        yield (), f"{item['contribution_id']} has no target; add 'missions' or 'frameworks'"


@rule("contributions")
def dates_in_order(item: Item, setting: Setting) -> Complaints:
    """A contribution does not end before it starts."""
    if "start_date" in item and "end_date" in item:
        first, last = edtf.first_day(item["start_date"]), edtf.last_day(item["end_date"])
        if first and last and first > last:
            message = f"end_date {item['end_date']} is before start_date {item['start_date']}; correct one of them"
            yield ("end_date",), message


@rule("contributions")
def change_fits_status(item: Item, setting: Setting) -> Complaints:
    """Change and status are independent, but they do not contradict each other."""
    change, status = item["change"], item["status"]
    if change == "none" and status != "reported":
        yield ("status",), f"status {status!r} contradicts change 'none', which only describes; write 'reported'"
    if status == "declined" and change not in ("start", "increase"):
        message = f"change {change!r} contradicts status 'declined'; only a start or an increase can be declined"
        yield ("change",), message
    if item.get("basis") == "deployed" and status in UNDECIDED:
        yield ("basis",), f"basis 'deployed' contradicts status {status!r}; what is undecided is not deployed yet"


@rule("contributions")
def note_decides_nothing(item: Item, setting: Setting) -> Complaints:
    """A decision note asks others to decide, so what it puts forward is proposed, explored or declined."""
    possible = (*UNDECIDED, "reported")
    if setting.document.value.get("kind") == "decision_note" and item["status"] not in possible:
        remedy = f"write one of: {', '.join(possible)}"
        yield ("status",), f"status {item['status']!r} in a decision note, which decides nothing; {remedy}"


@rule("contributions")
def end_within_letter(item: Item, setting: Setting) -> Complaints:
    """A contribution that ends has no general term, and does not end after all others in the letter have ended."""
    if item["change"] != "end" or "end_date" not in item:
        return
    if item["term_basis"] == "general":
        remedy = "give the term of this contribution, or remove it"
        yield ("term_basis",), f"term_basis 'general' is only for contributions that go on; {remedy}"
    end, last = edtf.first_day(item["end_date"]), setting.siblings.last_term
    if end and last and end > last:
        message = f"end_date {item['end_date']} is later than those of all contributions that go on, the last on {last}"
        yield ("end_date",), f"{message}; correct one of them"


@rule("contributions")
def part_within_whole(item: Item, setting: Setting) -> Complaints:
    """A part comes after its whole in the same letter, goes to some of its targets, and is no larger."""
    if "part_of" not in item:
        return
    whole_id = item["part_of"]
    if letter_of(whole_id) != letter_of(item["contribution_id"]):
        yield ("part_of",), f"{whole_id!r} is in another letter; a part and its whole are in the same letter"
    elif whole_id in setting.siblings:
        position, whole = setting.siblings[whole_id]
        # In a circle, one of the links always leads back; that is an issue of its own.
        if position > setting.position and ("part_of", item["contribution_id"]) not in setting.circles:
            yield ("part_of",), f"the whole, {whole_id}, comes after this part; move it before its parts"
        elif not _lines(item) & _lines(whole):
            remedy = "quote the words that link the two in one of them"
            yield ("part_of",), f"the whole, {whole_id}, has no evidence on the lines of this part; {remedy}"
        for name in TARGETS:
            # The parts of a whole without frameworks may have some, and a part may go to a part of a mission.
            within = set(ids_in(whole if name in whole else item, name))
            beyond = sorted(target for target in ids_in(item, name) if within.isdisjoint(setting.tree.lineage(target)))
            if beyond:
                remedy = "add it there or remove it here"
                yield (name,), f"the whole, {whole_id}, does not go to {', '.join(beyond)}; {remedy}"
        for low, high in BOUNDS:
            limit = whole.get(high) if _comparable(item, whole) else None
            above = next((name for name in (low, high) if limit is not None and item.get(name, 0) > limit), None)
            if above:
                message = f"{above} {item[above]} is above {high} {limit} of the whole, {whole_id}; correct one of them"
                yield (above,), message


@rule("contributions")
def parts_within_whole(item: Item, setting: Setting) -> Complaints:
    """The parts of a whole are together no larger than the whole; a repetition is not another part."""
    for low, high in BOUNDS:
        parts = [part for part in setting.parts if low in part and _comparable(part, item)]
        least = sum(part[low] for part in parts)
        # If a single part is too large, the part has an issue.
        if high in item and least > item[high] >= max(part[low] for part in parts):
            ids = ", ".join(part["contribution_id"] for part in parts)
            remedy = "correct a figure, or mark a repetition with 'restates'"
            yield (high,), f"{high} {item[high]} is below the sum of its parts, at least {least} ({ids}); {remedy}"


def _lines(item: Item) -> set[int]:
    return {evidence["line"] for evidence in item["evidence"]}


def _comparable(item: Item, other: Item) -> bool:
    return all(item.get(name) == other.get(name) for name in MEASURES)


@rule("contributions")
def restates_earlier(item: Item, setting: Setting) -> Complaints:
    """A repetition refers to an earlier contribution in the same letter that shares a target with it."""
    if "restates" not in item:
        return
    position, earlier = setting.siblings.get(item["restates"], (-1, None))
    if letter_of(item["restates"]) != letter_of(item["contribution_id"]):
        yield ("restates",), f"{item['restates']!r} is in another letter; a repetition refers to its own letter"
    elif position >= setting.position:
        yield ("restates",), f"{item['restates']!r} is not an earlier contribution; the later of the two restates"
    elif earlier and not targets_of(item) & targets_of(earlier):
        yield ("restates",), f"{item['restates']!r} goes to other missions and frameworks; a repetition shares a target"


@rule("events")
def event_has_subject(item: Item, setting: Setting) -> Complaints:
    """An event is about a mission, a framework or a region."""
    if item.keys().isdisjoint((*TARGETS, "region")):
        yield (), f"{item['event_id']} is about nothing; add 'missions', 'frameworks' or 'region'"


@rule("contributions", "events")
def target_is_named(item: Item, setting: Setting) -> Complaints:
    """Each mission and framework is named in a fragment or its heading, or a note says by what it is known."""
    if "note" in item:
        return
    texts = (evidence[field] for evidence in item["evidence"] for field in ("section", "quote"))
    unnamed = setting.tree.unnamed(targets_of(item), texts)
    for name in TARGETS:
        for at, target in enumerate(ids_in(item, name)):
            if target in unnamed:
                remedy = "quote its name, or say in a 'note' how it is known"
                yield (name, at), f"no fragment or heading names {target}; {remedy}"


@rule("contributions")
def coding_is_supported(item: Item, setting: Setting) -> Complaints:
    """Where there are several fragments, one of them supports each figure, date, change, status and other fact."""
    supported = {name for evidence in item["evidence"] for name in evidence.get("supports", ())}
    if len(item["evidence"]) > 1:
        for name in item:
            if name not in _UNSUPPORTED and name not in supported:
                yield (name,), f"no fragment supports {name}; add it to the 'supports' of the fragment that gives it"


_UNSUPPORTED = {
    # What follows from others, and what headings and the choice of the fragments show.
    *("contribution_id", "missions", "frameworks", "kind", "description", "evidence", "note"),
    *("basis", "approximate", "implied", "unit", "currency", "term_basis", "part_of", "restates"),
}


@rule("contributions")
def stated_once(item: Item, setting: Setting) -> Complaints:
    """No two contributions of a letter say the same in the same words; a repetition says what it restates."""
    alike = setting.siblings.saying_the_same(item)
    earlier = [other for position, other in alike if position < setting.position]
    if earlier and not any(are_linked(item, other) for other in earlier):
        message = f"{item['contribution_id']} says the same in the same words as {earlier[0]['contribution_id']}"
        yield ("contribution_id",), f"{message}; remove one, or say with 'restates' that it is a repetition"


@rule("contributions", "events")
def support_names_field(item: Item, setting: Setting) -> Complaints:
    """A fragment supports fields that the contribution or event has; each of several fragments says which ones."""
    fields = item.keys() - {setting.key, "evidence", "note"}
    for at, evidence in enumerate(item["evidence"]):
        if len(item["evidence"]) > 1 and "supports" not in evidence:
            yield ("evidence", at), f"{evidence['quote']!r} is one of several fragments; add 'supports' with its fields"
        for step, name in enumerate(evidence.get("supports", ())):
            if name not in fields:
                hint = closest(name, fields) or f"; fields: {', '.join(sorted(fields))}"
                yield ("evidence", at, "supports", step), f"this item has no field {name!r} to support{hint}"
