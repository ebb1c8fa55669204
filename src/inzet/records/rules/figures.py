"""What is counted, and whether it fits what is said of it."""

from collections.abc import Sequence

from inzet.records.rules.setting import TARGETS, Complaints, Item, Setting, counts, rule
from inzet.schema.figures import AMOUNT, BOUNDS, FIGURES, NUMBER, PREVIOUS, fields_of, in_words


@rule("contributions")
def bounds_in_order(item: Item, setting: Setting) -> Complaints:
    """A lower bound is not above its upper bound."""
    for low, high in BOUNDS:
        if low in item and high in item and item[low] > item[high]:
            yield (low,), f"{low} {item[low]} is above {high} {item[high]}"


_NUMBER = (*BOUNDS[0], PREVIOUS, NUMBER.unit)
_QUALIFIED = {
    NUMBER.unit: (*BOUNDS[0], PREVIOUS),
    AMOUNT.unit: BOUNDS[1],
    "basis": (*BOUNDS[0], PREVIOUS, *BOUNDS[1]),
    "term_basis": ("start_date", "end_date"),
}


@rule("contributions")
def figure_fits_kind(item: Item, setting: Setting) -> Complaints:
    """Money is an amount, everything else is a number, and only what may include people has personnel types."""
    kind = item["kind"]
    wrong: Sequence[str] = _NUMBER if kind == "money" else AMOUNT
    mend = "code money as a contribution of its own, with kind 'money', amount_min, amount_max and currency"
    for name in (name for name in wrong if name in item):
        yield (name,), f"{name} {item[name]} does not go with kind {kind!r}; {mend}"
    if kind == "personnel" and item.get("unit", "persons") != "persons":
        yield ("unit",), f"unit {item['unit']!r} does not go with kind 'personnel'; people are counted as persons"
    if kind in ("money", "materiel") and "personnel_types" in item:
        yield ("personnel_types",), f"personnel_types does not go with kind {kind!r}, which has no people; remove it"


@rule("contributions")
def qualifier_has_subject(item: Item, setting: Setting) -> Complaints:
    """A unit, currency, basis or 'approximate' comes with the figure or date that it qualifies."""
    money = item["kind"] == "money"
    for name, subjects in _QUALIFIED.items():
        # What does not go with the kind at all is the matter of another rule.
        if name in item and name not in (_NUMBER if money else AMOUNT) and not any(each in item for each in subjects):
            yield (name,), f"{name} {item[name]!r} stands without {' or '.join(subjects)}; add one or remove it"
    if "approximate" in item:
        low, high, _ = fields_of(item["kind"])
        if not item["approximate"]:
            yield ("approximate",), "approximate is written only where it is true; remove it"
        elif low not in item or high not in item:
            yield ("approximate",), f"approximate means 'about n', which gives n in both {low} and {high}"


@rule("contributions")
def change_fits_figure(item: Item, setting: Setting) -> Complaints:
    """An increase raises the former figure, a decrease lowers it, and a continuation keeps it."""
    change, former = item["change"], item.get("previous_number")
    low, high = item.get("number_min"), item.get("number_max")
    if change in ("start", "continue", "increase") and high == 0:
        yield ("number_max",), f"change {change!r} contradicts number_max {high}, which says none"
    if former is None:
        return
    if change == "start":
        yield ("previous_number",), f"what starts has no former figure, here {former}; is it an 'increase'?"
    elif change == "increase" and high is not None and former >= high:
        yield ("previous_number",), f"an increase from {former} to at most {high} does not go up; is it a 'decrease'?"
    elif change == "decrease" and low is not None and former <= low:
        yield ("previous_number",), f"a decrease from {former} to at least {low} does not go down; is it an 'increase'?"
    elif change == "continue" and not (low or 0) <= former <= (former if high is None else high):
        yield (
            ("previous_number",),
            f"a continuation keeps the figure; {former} became {in_words(low, high)}; is it another change?",
        )


@rule("contributions")
def continue_has_figure(item: Item, setting: Setting) -> Complaints:
    """A continuation, its whole, its parts or what it repeats has a figure, or a note says why not."""
    linked = [setting.siblings[item[link]][1] for link in ("part_of", "restates") if item.get(link) in setting.siblings]
    counted = any(FIGURES & each.keys() for each in (item, *linked, *setting.parts))
    if item["change"] == "continue" and not counted and "note" not in item:
        yield ("change",), "what continues has a figure; if the text gives none, say so in 'note'"


@rule("contributions")
def shared_ceiling_names_targets(item: Item, setting: Setting) -> Complaints:
    """A figure for several missions is one contribution to all of them, or to a framework, not one for each."""
    own = _targets(item)
    for at, count in enumerate(counts(item)):
        earlier = [other for position, other in setting.siblings.sharing.get(count, ()) if position < setting.position]
        others = [other for other in earlier if own != _targets(other) and not _related(item, other)]
        quote = item["evidence"][at]["quote"]
        if others and setting.language.stated_numbers(quote) & {item[name] for name in FIGURES & item.keys()}:
            for other in others:
                told = f"{quote!r} gives the figure of {other['contribution_id']} too"
                yield ("evidence", at, "quote"), f"{told}; make them one, for all targets"


def _targets(item: Item) -> set[str]:
    return {target for name in TARGETS for target in item.get(name, ())}


def _related(item: Item, other: Item) -> bool:
    """Whether two contributions are parts of one whole, or one is a part or a repetition of the other."""
    ids = {item["contribution_id"], other["contribution_id"]}
    links = {one.get(link) for one in (item, other) for link in ("part_of", "restates")}
    return bool(ids & links) or item.get("part_of", item) == other.get("part_of", other)
