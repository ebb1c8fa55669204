"""The card of the data on Hugging Face: its ``README.md``, which names the tables to load, from the descriptor."""

from collections.abc import Mapping
from typing import Any

import yaml


def dataset_card(package: Mapping[str, Any], rows: Mapping[str, int], title: str) -> str:
    """Return the card, for the folder that holds ``data/`` with the Parquet files.

    Args:
        package: the descriptor of the Data Package.
        rows: how many rows each table has; those without one are left out, for the library ``datasets`` reads none.
        title: what the data are called where the descriptor has no title.
    """
    title = package.get("title", title)
    resources = {resource["name"]: resource for resource in package["resources"]}
    tables = [resource for name, resource in resources.items() if rows.get(name)]
    head = {
        "pretty_name": title,
        "license": package["licenses"][0]["name"].lower(),
        "language": package["languages"],
        "tags": package.get("keywords", []),
        # The first table needs no other one, so it is loaded where none is named.
        "configs": [
            {"config_name": table["name"], "data_files": resources[f"{table['name']}-parquet"]["path"]}
            | ({"default": True} if table is tables[0] else {})
            for table in tables
        ],
    }
    told = [f"| `{table['name']}` | {rows[table['name']]} | {table['description']} |" for table in tables]
    parts = [
        f"---\n{yaml.safe_dump(head, sort_keys=False, allow_unicode=True, width=120).rstrip()}\n---",
        f"# {title}",
        package.get("description"),
        package.get("description_nl"),
        f"Version {package['version']}. Each table is a configuration:",
        "\n".join(["| table | rows | what a row says |", "|---|---:|---|", *told]),
        "An empty value is not zero: no letter states it.",
        f"Every statement with its words: <{package['homepage']}>" if "homepage" in package else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"
