"""Compare two codings of a letter, field by field; print the tables of docs/coding-reliability.md.

python docs/double-coding/compare.py               print agreement and disagreements
python docs/double-coding/compare.py --write       put the agreement into docs/coding-reliability.md

Beside this file lie, for each letter, the first and the second coding as they were made, and which item of the
one is which item of the other.
"""

import sys
from collections import Counter
from pathlib import Path

from inzet.records import strict_yaml
from inzet.schema.schemas import Schemas

HERE = Path(__file__).parent
PAGE = HERE.parent / "coding-reliability.md"
BEGIN, END = "<!-- agreement: written by compare.py -->\n", "<!-- end of agreement -->\n"
NOT_COMPARED = {"contribution_id", "description", "evidence", "note"}  # free text, and what follows from the text
Item = dict[str, object]


def read(letter_id: str) -> tuple[list[Item], list[Item], list[tuple[Item, Item]]]:
    """Return the first coding, the second, and the pairs of items that speak of the same statement."""
    texts = ((HERE / f"{letter_id}.{which}.yaml").read_text(encoding="utf-8") for which in ("first", "second"))
    first, second = (strict_yaml.read(text)[0] for text in texts)
    ones = {item["contribution_id"]: item for item in first["contributions"]}
    others = {item["contribution_id"]: item for item in second["contributions"]}
    same = {pair["second"]: pair["first"] for pair in second["pairs"]}
    for item in others.values():
        for link in ("part_of", "restates"):
            if link in item:
                item[link] = same.get(item[link], item[link])
    pairs = [(ones[pair["first"]], others[pair["second"]]) for pair in second["pairs"]]
    return list(ones.values()), list(others.values()), pairs


def fields() -> list[str]:
    """Return the fields that are compared, in the order of the schema."""
    return [name for name in Schemas.installed().load("contribution")["properties"] if name not in NOT_COMPARED]


def value(item: Item, field: str) -> object:
    """Return what a coder gave for a field; the order of a list means nothing."""
    given = item.get(field)
    return frozenset(given) if isinstance(given, list) else given


def kappa(pairs: list[tuple[object, object]]) -> float | None:
    """Return Cohen's kappa: agreement beyond what the coders' own habits would give by chance.

    None where both gave the same to every item, so that there is nothing to agree on.
    """
    total = len(pairs)
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(left[one] * right[one] for one in left) / total**2
    agreed = sum(one == other for one, other in pairs) / total
    return None if chance == 1 else (agreed - chance) / (1 - chance)


def agreement(letter_id: str) -> list[str]:
    """Return a letter's agreement as lines of Markdown."""
    first, second, pairs = read(letter_id)
    lines = [
        f"### `{letter_id}`",
        "",
        f"First coding {len(first)} items, second {len(second)}, the same statement in both {len(pairs)}: "
        f"{2 * len(pairs) / (len(first) + len(second)):.1%} of all items (twice the pairs over the sum).",
        "",
        "| field | given by either | agreed | share | Cohen's kappa, all pairs |",
        "|---|---|---|---|---|",
    ]
    for field in fields():
        both = [(value(one, field), value(other, field)) for one, other in pairs]
        given = [pair for pair in both if pair != (None, None)]
        if given:
            agreed = sum(one == other for one, other in given)
            beyond = kappa(both)
            shown = "" if beyond is None else f"{beyond:.2f}"
            lines.append(f"| `{field}` | {len(given)} | {agreed} | {agreed / len(given):.1%} | {shown} |")
    return [*lines, ""]


def disagreements(letter_id: str) -> list[str]:
    """Return what the coders saw differently, one line each."""
    first, second, pairs = read(letter_id)
    lines = []
    for one, other in pairs:
        for field in fields():
            if value(one, field) != value(other, field):
                lines.append(f"{one['contribution_id']}: {field}: {one.get(field)} / {other.get(field)}")
    for at, (which, items) in enumerate((("first", first), ("second", second))):
        seen = {pair[at]["contribution_id"] for pair in pairs}
        alone = (item for item in items if item["contribution_id"] not in seen)
        lines += [f"{item['contribution_id']}: only in the {which} coding: {item['description']}" for item in alone]
    return lines


def letters() -> list[str]:
    """Return the ids of the letters that were coded twice."""
    return sorted(path.name.removesuffix(".second.yaml") for path in HERE.glob("*.second.yaml"))


def page(text: str) -> str:
    """Return the page with the agreement of the codings that lie here."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(line for letter_id in letters() for line in agreement(letter_id))
    return f"{before}{BEGIN}\n{tables}\n{END}{after}"


def main() -> None:
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
        return
    for letter_id in letters():
        print("\n".join([*agreement(letter_id), *disagreements(letter_id), ""]))


if __name__ == "__main__":
    main()
