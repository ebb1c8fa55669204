"""Compare two codings of a letter, field by field; print the tables of docs/coding-reliability.md.

python docs/double-coding/compare.py               print agreement and disagreements
python docs/double-coding/compare.py --write       write the agreement into docs/coding-reliability.md

For each letter, this folder has the first and the second coding as they were made. The second also says which of its
items is which item of the first. Fields that came later were coded twice too: LETTER.fields.first.yaml and .second.yaml
hold them for the items of the first coding, with the events and related papers.
"""

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from inzet.records import strict_yaml
from inzet.schema.schemas import Schemas

HERE = Path(__file__).parent
PAGE = HERE.parent / "coding-reliability.md"
BEGIN, END = "<!-- agreement: written by compare.py -->\n", "<!-- end of agreement -->\n"
NOT_COMPARED = {"contribution_id", "description", "evidence", "note"}  # ids and free text
LATER = {"procedure", "grounds", "functions", "assets", "places", "duration", "decided_on", "amount_year", "implied"}
"""Fields that came after these codings; they were coded twice on their own, beside the items of the first coding."""
Item = dict[str, Any]


def load(name: str) -> Any:
    """Return what a file of this folder holds."""
    return strict_yaml.read((HERE / name).read_text(encoding="utf-8"))[0]


def read(letter_id: str) -> tuple[list[Item], list[Item], list[tuple[Item, Item]]]:
    """Return the first coding, the second, and the pairs of items that code the same statement."""
    first, second = (load(f"{letter_id}.{which}.yaml") for which in ("first", "second"))
    first_items, second_items = (
        {item["contribution_id"]: item for item in coding["contributions"]} for coding in (first, second)
    )
    first_ids = {pair["second"]: pair["first"] for pair in second["pairs"]}
    for item in second_items.values():
        for link in ("part_of", "restates"):
            if link in item:
                item[link] = first_ids.get(item[link], item[link])
    pairs = [(first_items[pair["first"]], second_items[pair["second"]]) for pair in second["pairs"]]
    return list(first_items.values()), list(second_items.values()), pairs


def fields(*, later: bool = False) -> list[str]:
    """Return the fields that are compared, or those of them that came later, in the order of the schema."""
    names = Schemas.installed().load("contribution")["properties"]
    return [name for name in names if name not in NOT_COMPARED and (name in LATER) == later]


def value(item: Item, field: str) -> object:
    """Return the value of a field in a form that can be compared: the order of a list has no meaning."""
    content = item.get(field)
    return frozenset(content) if isinstance(content, list) else content


def kappa(pairs: list[tuple[object, object]]) -> float | None:
    """Return Cohen's kappa: the agreement beyond what chance gives with these frequencies of values.

    None if both coders gave one and the same value to every item.
    """
    total = len(pairs)
    first, second = Counter(value for value, _ in pairs), Counter(value for _, value in pairs)
    chance = sum(count * second[value] for value, count in first.items()) / total**2
    agreed = sum(first_value == second_value for first_value, second_value in pairs) / total
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def agreement(letter_id: str) -> list[str]:
    """Return the agreement on a letter as lines of Markdown."""
    first, second, pairs = read(letter_id)
    lines = [
        f"### `{letter_id}`",
        "",
        f"The first coding has {len(first)} items, the second {len(second)}. {len(pairs)} statements are in both: "
        f"{2 * len(pairs)} of the {len(first) + len(second)} items, or "
        f"{2 * len(pairs) / (len(first) + len(second)):.1%}.",
        "",
        "| field | given by either | agreed | share | Cohen's kappa, all pairs |",
        "|---|---|---|---|---|",
    ]
    for field in fields():
        values = [(value(item, field), value(other, field)) for item, other in pairs]
        given = [pair for pair in values if pair != (None, None)]
        if given:
            agreed = sum(first_value == second_value for first_value, second_value in given)
            corrected = kappa(values)
            shown = "" if corrected is None else f"{corrected:.2f}"
            lines.append(f"| `{field}` | {len(given)} | {agreed} | {agreed / len(given):.1%} | {shown} |")
    return [*lines, ""]


def disagreements(letter_id: str) -> list[str]:
    """Return the differences between the codings, one line each."""
    first, second, pairs = read(letter_id)
    lines = []
    for item, other in pairs:
        for field in fields():
            if value(item, field) != value(other, field):
                lines.append(f"{item['contribution_id']}: {field}: {item.get(field)} / {other.get(field)}")
    for at, (which, items) in enumerate((("first", first), ("second", second))):
        paired = {pair[at]["contribution_id"] for pair in pairs}
        unpaired = (item for item in items if item["contribution_id"] not in paired)
        lines += [f"{item['contribution_id']}: only in the {which} coding: {item['description']}" for item in unpaired]
    return lines


def words(item: Item, field: str) -> set[object]:
    """Return what an item gives in one of the later fields: words, or names of assets and places in small letters."""
    content = item.get(field, [])
    items = content if isinstance(content, list) else [content]
    return {next(iter(entry.values())).lower() if isinstance(entry, dict) else entry for entry in items}


def roles(item: Item, other: Item) -> list[tuple[object, object]]:
    """Return the roles that two codings give to the frameworks that both name."""
    first, second = (
        {entry["framework_id"]: entry["role"] for entry in coding.get("frameworks", ())} for coding in (item, other)
    )
    return [(first[name], second[name]) for name in sorted(first.keys() & second.keys())]


def later_agreement(letter_id: str) -> list[str]:
    """Return the agreement on the later fields, and on the events, of a letter as lines of Markdown."""
    first, second = (load(f"{letter_id}.fields.{which}.yaml") for which in ("first", "second"))
    by_id = {item["contribution_id"]: item for item in second["contributions"]}
    pairs = [(item, by_id[item["contribution_id"]]) for item in first["contributions"]]
    lines = [
        f"### `{letter_id}`: later fields",
        "",
        f"{len(pairs)} items. *Words* counts each ground, function, asset or place of an item.",
        "",
        "| field | given by either | same | share | words given by either | by both | share |",
        "|---|---|---|---|---|---|---|",
    ]
    for field in fields(later=True):
        sets = [(words(item, field), words(other, field)) for item, other in pairs]
        given = [pair for pair in sets if any(pair)]
        if given:
            same = sum(one == two for one, two in given)
            either, both = sum(len(one | two) for one, two in given), sum(len(one & two) for one, two in given)
            shares = f"{same / len(given):.0%} | {either} | {both} | {both / either:.0%}"
            lines.append(f"| `{field}` | {len(given)} | {same} | {shares} |")
    named = [pair for item, other in pairs for pair in roles(item, other)]
    if named:
        same = sum(one == two for one, two in named)
        lines.append(f"| `role` | {len(named)} | {same} | {same / len(named):.0%} | | | |")
    for name in ("events", "related"):
        lines += ["", _paired(name, first.get(name, []), second.get(name, []))]
    return [*lines, ""]


def _paired(name: str, first: list[Item], second: list[Item]) -> str:
    """Return how many events or related papers both codings have: of the same sort, on a line in common."""
    sort, left, both, same_line = "kind" if name == "events" else "relation", list(second), 0, 0
    for item in first:
        near = [other for other in left if set(_lines(item)) & set(_lines(other))]
        match = next((other for other in near if other[sort] == item[sort]), None)
        same_line += bool(near)
        if match:
            left.remove(match)
            both += 1
    share = 2 * both / (len(first) + len(second))
    return (
        f"`{name}`: {len(first)} in the first coding, {len(second)} in the second; {both} in both, of the same {sort} "
        f"on the same line ({share:.0%} of all). {same_line} of the first have one of any {sort} on their line."
    )


def _lines(item: Item) -> list[object]:
    return item["lines"] if "lines" in item else [item["line"]]


def letters() -> list[str]:
    """Return the ids of the letters that were coded twice."""
    return sorted(path.name.removesuffix(".fields.second.yaml") for path in HERE.glob("*.fields.second.yaml"))


def page(text: str) -> str:
    """Return the page with the agreement of the codings in this folder."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(line for report in (agreement, later_agreement) for name in letters() for line in report(name))
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def main() -> None:
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return
    for letter_id in letters():
        print("\n".join([*agreement(letter_id), *disagreements(letter_id), "", *later_agreement(letter_id)]))


if __name__ == "__main__":
    main()
