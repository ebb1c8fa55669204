"""Compare two codings of a letter, field by field; print the tables of docs/coding-reliability.md.

python docs/double-coding/compare.py               print agreement and disagreements
python docs/double-coding/compare.py --write       write the agreement into docs/coding-reliability.md

For each letter, this folder has the first and the second coding as they were made. The second also says which of its
items is which item of the first.
"""

import sys
from collections import Counter
from pathlib import Path

from inzet.records import strict_yaml
from inzet.schema.schemas import Schemas

HERE = Path(__file__).parent
PAGE = HERE.parent / "coding-reliability.md"
BEGIN, END = "<!-- agreement: written by compare.py -->\n", "<!-- end of agreement -->\n"
NOT_COMPARED = {"contribution_id", "description", "evidence", "note"}  # ids and free text
Item = dict[str, object]


def read(letter_id: str) -> tuple[list[Item], list[Item], list[tuple[Item, Item]]]:
    """Return the first coding, the second, and the pairs of items that code the same statement."""
    texts = ((HERE / f"{letter_id}.{which}.yaml").read_text(encoding="utf-8") for which in ("first", "second"))
    first, second = (strict_yaml.read(text)[0] for text in texts)
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


def fields() -> list[str]:
    """Return the fields that are compared, in the order of the schema."""
    return [name for name in Schemas.installed().load("contribution")["properties"] if name not in NOT_COMPARED]


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


def letters() -> list[str]:
    """Return the ids of the letters that were coded twice."""
    return sorted(path.name.removesuffix(".second.yaml") for path in HERE.glob("*.second.yaml"))


def page(text: str) -> str:
    """Return the page with the agreement of the codings in this folder."""
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
