"""The figure of a contribution, compared with its kind, its change and the figures of others."""

from inzet.records.rules.setting import TARGETS, Complaints, Item, Setting, counts, rule
from inzet.schema.figures import AMOUNT, BOUNDS, FIGURES, NUMBER, PREVIOUS, fields_of, in_words


@rule("contributions")
def bounds_in_order(item: Item, setting: Setting) -> Complaints:
    """A lower bound is not above its upper bound."""
    for low, high in BOUNDS:
        if low in item and high in item and item[low] > item[high]:
            yield (low,), f"{low} {item[low]} is above {high} {item[high]}; correct one of them"


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
    remedy = f"code money as a separate contribution, with kind 'money' and {', '.join(AMOUNT)}"
    for name in _foreign(kind):
        if name in item:
            yield (name,), f"{name} {item[name]} is not allowed for kind {kind!r}; {remedy}"
    if kind == "personnel" and item.get("unit", "persons") != "persons":
        yield ("unit",), f"unit {item['unit']!r} is not allowed for kind 'personnel'; count people in persons"
    if kind in ("money", "materiel") and "personnel_types" in item:
        yield ("personnel_types",), f"personnel_types is not allowed for kind {kind!r}, which has no people; remove it"


def _foreign(kind: str) -> tuple[str, ...]:
    """Return the fields of figures that contributions of another kind have."""
    return _NUMBER if kind == "money" else AMOUNT


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
    own = _targets(item)
    for at, count in enumerate(counts(item)):
        earlier = [other for position, other in setting.siblings.sharing.get(count, ()) if position < setting.position]
        others = [other for other in earlier if own != _targets(other) and not _related(item, other)]
        quote = item["evidence"][at]["quote"]
        if others and setting.language.stated_numbers(quote) & {item[name] for name in FIGURES & item.keys()}:
            for other in others:
                message = f"{quote!r} also gives the figure of {other['contribution_id']}"
                yield ("evidence", at, "quote"), f"{message}; make them one contribution to all targets"


def _targets(item: Item) -> set[str]:
    return {target for name in TARGETS for target in item.get(name, ())}


def _related(item: Item, other: Item) -> bool:
    """Whether two contributions are parts of one whole, or one is a part or a repetition of the other."""
    ids = {item["contribution_id"], other["contribution_id"]}
    links = {linked.get(link) for linked in (item, other) for link in ("part_of", "restates")}
    return bool(ids & links) or item.get("part_of", item) == other.get("part_of", other)
