"""The figure of a contribution, compared with its kind, its change and the figures of others."""

from inzet.records.rules.setting import Complaints, Item, Setting, are_linked, counts, rule, targets_of
from inzet.schema.figures import AMOUNT, BOUNDS, FIGURES, NUMBER, PREVIOUS, YEAR, fields_of, in_words


@rule("contributions")
def bounds_in_order(item: Item, setting: Setting) -> Complaints:
    """A lower bound is not above its upper bound."""
    for low, high in BOUNDS:
        if low in item and high in item and item[low] > item[high]:
            yield (low,), f"{low} {item[low]} is above {high} {item[high]}; correct one of them"


_NUMBER = (*BOUNDS[0], PREVIOUS, NUMBER.unit)
_PEOPLE = ("personnel_types", "functions")
_QUALIFIED = {
    NUMBER.unit: (*BOUNDS[0], PREVIOUS),
    AMOUNT.unit: BOUNDS[1],
    YEAR: BOUNDS[1],
    "basis": (*BOUNDS[0], PREVIOUS, *BOUNDS[1]),
    "term_basis": ("start_date", "end_date"),
}


@rule("contributions")
def figure_fits_kind(item: Item, setting: Setting) -> Complaints:
    """Money is an amount, everything else is a number, and only what may include people says what these do or are."""
    kind = item["kind"]
    remedy = f"code money as a separate contribution, with kind 'money' and {', '.join(AMOUNT)}"
    for name in _foreign(kind):
        if name in item:
            yield (name,), f"{name} {item[name]} is not allowed for kind {kind!r}; {remedy}"
    if kind == "personnel" and item.get("unit", "persons") != "persons":
        yield ("unit",), f"unit {item['unit']!r} is not allowed for kind 'personnel'; count people in persons"
    for name in _PEOPLE if kind in ("money", "materiel") else ():
        if name in item:
            yield (name,), f"{name} is not allowed for kind {kind!r}, which has no people; remove it"


def _foreign(kind: str) -> tuple[str, ...]:
    """Return the fields of figures that contributions of another kind have."""
    return (*_NUMBER, "implied") if kind == "money" else (*AMOUNT, YEAR)


@rule("contributions")
def qualifier_has_subject(item: Item, setting: Setting) -> Complaints:
    """A unit, currency, basis or 'approximate' comes with the figure or date that it qualifies."""
    for name, subjects in _QUALIFIED.items():
        # Another rule is about fields that are not allowed for the kind.
        if name in item and name not in _foreign(item["kind"]) and item.keys().isdisjoint(subjects):
            yield (name,), f"{name} {item[name]!r} qualifies nothing; add {' or '.join(subjects)}, or remove it"
    if "approximate" in item:
        low, high, _ = fields_of(item["kind"])
        if not item["approximate"]:
            yield ("approximate",), "approximate can only be true; remove it"
        elif low not in item or high not in item:
            yield ("approximate",), f"approximate means 'about n'; give n in both {low} and {high}"


@rule("contributions")
def implied_is_one(item: Item, setting: Setting) -> Complaints:
    """An implied figure is exactly one: an article or a name stands for it, as in 'a gender adviser'."""
    # Another rule is about fields that are not allowed for the kind.
    if "implied" not in item or "implied" in _foreign(item["kind"]):
        return
    bounds = [item.get(name) for name in NUMBER[:2]]
    if not item["implied"]:
        yield ("implied",), "implied can only be true; remove it"
    elif bounds != [1, 1] and (any(bounds) or item.get(PREVIOUS) != 1):
        remedy = f"write 1 in {' and '.join(NUMBER[:2])}, or in {PREVIOUS} of what ends"
        yield ("implied",), f"implied stands for one, and no figure is exactly one; {remedy}, or remove it"


@rule("contributions")
def ending_has_former_figure(item: Item, setting: Setting) -> Complaints:
    """What ends has no figure after the letter, or none is left: its size is the former figure."""
    for name in NUMBER[:2] if item["change"] == "end" else ():
        if item.get(name):
            yield (name,), f"{name} {item[name]} is what ends; write it as {PREVIOUS}"


@rule("contributions")
def money_has_year(item: Item, setting: Setting) -> Complaints:
    """An amount says which year or period it is for, or a note says that the letter does not."""
    # Another rule is about fields that are not allowed for the kind.
    has_amount = item["kind"] == "money" and not item.keys().isdisjoint(BOUNDS[1])
    if has_amount and item.keys().isdisjoint((YEAR, "start_date", "end_date", "note")):
        yield (
            (AMOUNT.unit,),
            f"the amount in {item['currency']} has no year; add {YEAR}, or a 'note' that the letter gives none",
        )


@rule("contributions")
def change_fits_figure(item: Item, setting: Setting) -> Complaints:
    """An increase raises the former figure, a decrease lowers it, and a continuation keeps it."""
    change, former = item["change"], item.get(PREVIOUS)
    low, high = item.get("number_min"), item.get("number_max")
    if change in ("start", "continue", "increase") and high == 0:
        yield ("number_max",), f"number_max 0 contradicts change {change!r}; correct one of them"
    if former is None:
        return
    message = ""
    if change == "start":
        message = "contradicts change 'start'; is it an 'increase'?"
    elif change == "increase" and high is not None and former >= high:
        message = f"is not below number_max {high}, so the figure does not increase; is it a 'decrease'?"
    elif change == "decrease" and low is not None and former <= low:
        message = f"is not above number_min {low}, so the figure does not decrease; is it an 'increase'?"
    elif change == "continue" and not (low or 0) <= former <= (former if high is None else high):
        message = f"differs from the figure, {in_words(low, high)}, so it does not continue; is it another change?"
    if message:
        yield (PREVIOUS,), f"{PREVIOUS} {former} {message}"


@rule("contributions")
def continue_has_figure(item: Item, setting: Setting) -> Complaints:
    """A continuation, its whole, its parts or what it repeats has a figure, or a note says why not."""
    linked = [setting.siblings[item[link]][1] for link in ("part_of", "restates") if item.get(link) in setting.siblings]
    has_figure = any(FIGURES & other.keys() for other in (item, *linked, *setting.parts))
    if item["change"] == "continue" and not has_figure and "note" not in item:
        yield ("change",), "change 'continue' requires a figure, or a 'note' that the letter gives none"


@rule("contributions")
def shared_ceiling_names_targets(item: Item, setting: Setting) -> Complaints:
    """A figure for several missions is one contribution to all of them, or to a framework, not one for each."""
    own = targets_of(item)
    for at, count in enumerate(counts(item)):
        earlier = [other for position, other in setting.siblings.sharing.get(count, ()) if position < setting.position]
        others = [other for other in earlier if own != targets_of(other) and not _related(item, other)]
        quote = item["evidence"][at]["quote"]
        if others and setting.language.stated_numbers(quote) & {item[name] for name in FIGURES & item.keys()}:
            for other in others:
                message = f"{quote!r} also gives the figure of {other['contribution_id']}"
                yield ("evidence", at, "quote"), f"{message}; make them one contribution to all targets"


def _related(item: Item, other: Item) -> bool:
    """Whether two contributions are parts of one whole, or one is a part or a repetition of the other."""
    return are_linked(item, other) or item.get("part_of", item) == other.get("part_of", other)
