"""What a contribution goes to, when, how firmly, and how contributions hang together."""

from inzet import edtf
from inzet.records.rules.setting import TARGETS, Complaints, Item, Setting, rule
from inzet.schema.contributions import UNDECIDED, letter_of
from inzet.schema.figures import BOUNDS, MEASURES
from inzet.schema.findings import closest


@rule("contributions")
def has_target(item: Item, setting: Setting) -> Complaints:
    """A contribution goes to at least one mission or framework."""
    if "missions" not in item and "frameworks" not in item:
        yield (), f"{item['contribution_id']}: say what it goes to, in 'missions' or 'frameworks'"


@rule("contributions")
def dates_in_order(item: Item, setting: Setting) -> Complaints:
    """A contribution does not end before it starts."""
    if "start_date" in item and "end_date" in item:
        first, last = edtf.first_day(item["start_date"]), edtf.last_day(item["end_date"])
        if first and last and first > last:
            told = f"end_date {item['end_date']} lies before start_date {item['start_date']}"
            yield ("end_date",), f"{told}; correct one of them"


@rule("contributions")
def change_fits_status(item: Item, setting: Setting) -> Complaints:
    """Change and status are independent, but they do not contradict each other."""
    if item["change"] == "none" and item["status"] != "reported":
        yield (
            ("status",),
            f"change 'none' says that the letter only describes, so the status is 'reported', not {item['status']!r}",
        )
    if item["status"] == "declined" and item["change"] not in ("start", "increase"):
        yield (
            ("change",),
            f"what is declined would have started or grown; change {item['change']!r} says that the rest stays or goes",
        )
    if item.get("basis") == "deployed" and item["status"] in UNDECIDED:
        yield ("basis",), f"what is only {item['status']} is not there yet; 'deployed' contradicts that"


@rule("contributions")
def note_decides_nothing(item: Item, setting: Setting) -> Complaints:
    """A decision note asks others to decide, so everything in it is proposed, explored or declined."""
    if setting.document.value.get("kind") == "decision_note" and item["status"] not in UNDECIDED:
        mend = f"in a decision note it is one of: {', '.join(UNDECIDED)}"
        yield ("status",), f"status is {item['status']!r}, but a decision note decides nothing; {mend}"


@rule("contributions")
def end_within_letter(item: Item, setting: Setting) -> Complaints:
    """A contribution that ends has no general term, and does not end after all others in the letter have ended."""
    if item["change"] != "end" or "end_date" not in item:
        return
    if item["term_basis"] == "general":
        yield ("term_basis",), "term_basis 'general' goes with what goes on; what ends has a term of its own, or none"
    own, last = edtf.first_day(item["end_date"]), setting.siblings.last_term
    if own and last and own > last:
        yield (
            ("end_date",),
            f"it ends in {item['end_date']}, later than all that goes on, the last of it on {last}; correct one",
        )


@rule("contributions")
def part_within_whole(item: Item, setting: Setting) -> Complaints:
    """A part comes after its whole in the same letter, goes to some of its targets, and is no larger."""
    if "part_of" not in item:
        return
    if letter_of(item["part_of"]) != letter_of(item["contribution_id"]):
        yield ("part_of",), f"{item['part_of']!r} is in another letter; a part and its whole are in one"
    elif item["part_of"] in setting.siblings:
        position, whole = setting.siblings[item["part_of"]]
        # Of links in a circle, one always leads back.
        if position > setting.position and ("part_of", item["contribution_id"]) not in setting.circles:
            yield ("part_of",), f"the whole, {item['part_of']}, stands behind this part; put it before its parts"
        elif not _lines(item) & _lines(whole):
            told = f"the whole, {item['part_of']}, is evidenced on other lines than this part"
            yield ("part_of",), f"{told}; quote for one of them the words that tie the two"
        for name in TARGETS:
            # A whole that names no framework may have parts that run through one.
            beyond = sorted(set(item.get(name, ())) - set(whole.get(name, item.get(name, ()))))
            if beyond:
                yield (
                    (name,),
                    f"the whole, {item['part_of']}, does not go to {', '.join(beyond)}; add it there or remove it here",
                )
        for low, high in BOUNDS:
            limit = whole.get(high) if _comparable(item, whole) else None
            above = next((name for name in (low, high) if limit is not None and item.get(name, 0) > limit), None)
            if above:
                yield (
                    (above,),
                    f"{item[above]} is more than the whole, {item['part_of']}, which is at most {limit}; correct one",
                )


@rule("contributions")
def parts_within_whole(item: Item, setting: Setting) -> Complaints:
    """The parts of a whole are together no larger than the whole; a repetition is not another part."""
    for low, high in BOUNDS:
        parts = [part for part in setting.parts if low in part and _comparable(part, item)]
        least = sum(part[low] for part in parts)
        # A single part that is too large is complained of where it stands.
        if high in item and least > item[high] >= max(part[low] for part in parts):
            names = ", ".join(part["contribution_id"] for part in parts)
            yield (
                (high,),
                (
                    f"{item[high]} is less than its parts, {names}, which are together at least {least}; "
                    "correct a figure, or mark what is said twice with 'restates'"
                ),
            )


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
        yield ("restates",), f"{item['restates']!r} is in another letter; a repetition stands in the same one"
    elif position >= setting.position:
        yield (
            ("restates",),
            f"{item['restates']!r} does not stand before this contribution; the later of the two restates",
        )
    elif earlier and not any(set(item.get(name, ())) & set(earlier.get(name, ())) for name in TARGETS):
        yield ("restates",), f"{item['restates']!r} goes to other missions and frameworks; a repetition shares one"


@rule("contributions")
def support_names_field(item: Item, setting: Setting) -> Complaints:
    """A fragment supports fields that the contribution has; each of several fragments says which ones."""
    for at, evidence in enumerate(item["evidence"]):
        if len(item["evidence"]) > 1 and "supports" not in evidence:
            yield ("evidence", at), f"{evidence['quote']!r} is one of several; say in 'supports' what it carries"
        for step, name in enumerate(evidence.get("supports", ())):
            fields = item.keys() - {"contribution_id", "evidence", "note"}
            if name not in fields:
                hint = closest(name, fields) or f"; it has: {', '.join(sorted(fields))}"
                yield ("evidence", at, "supports", step), f"words support no field {name!r} of this contribution{hint}"
