"""Check the tables of Data Packages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inzet.issues import UnreadableError, shortened
from inzet.tabular.checking import Progress, Source, open_table
from inzet.tabular.delimited import CsvTable
from inzet.tabular.descriptors import Descriptor, read_descriptor
from inzet.tabular.forms import form_of
from inzet.tabular.plans import Column, Plan, UnsupportedError, listed, plan_of
from inzet.tabular.profiles import CODE, find_faults
from inzet.tabular.resources import RefusedError, Resource, find_changes, read_resource
from inzet.tabular.streams import kind_of
from inzet.tabular.tally import Report
from inzet.tabular.verdicts import UNCHECKED, PackageReport, check_sources

CHANGED = "package.file"
_PROFILES = ("data-package", "tabular-data-package", "data-resource", "tabular-data-resource")
_OFFICIAL = ("https://datapackage.org/profiles/", "https://specs.frictionlessdata.io/schemas/")


def validate_package(
    descriptor: str | Path, max_issues: int | None = None, progress: Progress | None = None
) -> PackageReport:
    """Check the tables of a Data Package, each against its Table Schema and the tables that it refers to.

    All files must be in the folder of the descriptor or below it. What cannot be looked at is an issue, and the rest is
    checked. If a table has a feature that the check by column does not have, frictionless checks all tables instead.

    Args:
        descriptor: the descriptor, a JSON file.
        max_issues: how many issues of each table are kept, those of the first rows; all by default.
        progress: as in ``validate_table``.

    Raises:
        UnreadableError: if the descriptor cannot be read.
        ImportError: if frictionless is needed and not installed.
    """
    package = read_descriptor(Path(descriptor))
    report = PackageReport(package.path.as_posix(), issues=list(find_faults(package)))
    resources = list(_read_resources(package, report))
    report.notes += _unknown_profiles(package)
    if plain := [resource.name for resource in resources if resource.is_table and resource.schema is None]:
        names = shortened(", ".join(plain), 80)
        report.notes.append(f"no schema, so only the structure was checked, of {len(plain)} table(s): {names}")
    report.files = sum(not resource.is_table for resource in resources)
    tables = _sound_links(package, report, [resource for resource in resources if resource.is_table])
    sources, ready, reasons = [], [], []
    for table in tables:
        try:
            ready.append(table)
            sources.append(_source_of(table))
        except UnsupportedError as error:
            reasons.append(f"table {table.name!r}: {error.reason}")
        except UnreadableError as error:
            ready.pop()
            report.issues.append(package.issue((*table.pointer, "schema"), UNCHECKED, str(error)))
    if reasons:
        _check_by_row(package, report, ready, reasons, max_issues, progress)
    else:
        check_sources(report, sources, max_issues, progress)
    report.issues = sorted(set(report.issues))  # several tables may have one schema
    return report


# --- the resources of a descriptor -------------------------------------------------------------------


def _read_resources(package: Descriptor, report: PackageReport) -> Iterator[Resource]:
    """Yield the resources that can be looked at, and add to a report what is wrong with the files of all."""
    for at in range(len(package.value["resources"])):
        try:
            resource, issues = read_resource(package, at)
            report.issues += issues
            report.compared += bool(resource.paths and {"bytes", "hash"} & resource.value.keys())
            for key, change in find_changes(resource):
                report.issues.append(package.issue((*resource.pointer, key), CHANGED, change))
        except RefusedError as error:
            report.issues.append(package.issue(error.pointer, UNCHECKED, str(error)))
        else:
            yield resource


def _unknown_profiles(package: Descriptor) -> Iterator[str]:
    """Say for each profile that is not one of the standard that it was not checked."""
    holders = [package.value, *(value for value in package.value["resources"] if isinstance(value, Mapping))]
    profiles = {holder[key] for holder in holders for key in ("profile", "$schema") if isinstance(holder.get(key), str)}
    for profile in sorted(profiles):
        if profile not in _PROFILES and not profile.startswith(_OFFICIAL):
            yield f"the profile {shortened(repr(profile))} was not checked"


def _sound_links(package: Descriptor, report: PackageReport, tables: list[Resource]) -> list[Resource]:
    """Return tables without the references to fields that the other table does not have; these are issues."""
    fields = {table.name: [field.get("name") for field in table.fields] for table in reversed(tables)}
    sound = []
    for table in tables:
        kept = []
        for link in table.links:
            target = link["reference"].get("resource", "") or table.name
            known = fields.get(target)
            lost = [name for name in listed(link["reference"]["fields"]) if known and name not in known]
            if lost:
                message = f"table {target!r} has no field {lost[0]!r} to refer to"
                report.issues.append(package.issue((*table.pointer, "schema", "foreignKeys"), CODE, message))
            else:
                kept.append(link)
        if len(kept) < len(table.links):
            table = replace(table, value={**table.value, "schema": {**table.schema, "foreignKeys": kept}})
        sound.append(table)
    return sound


def _source_of(table: Resource) -> Source:
    """Return how a table is read by column, if it can be; without a schema only its structure is checked."""
    if len(table.paths) != 1:
        reason = f"it has {len(table.paths)} files" if table.paths else "its rows are in the descriptor"
        raise UnsupportedError(table.name, reason)
    path, dialect = table.paths[0], table.value.get("dialect")
    dialect = dialect if isinstance(dialect, Mapping) else {}
    kind = kind_of(path) or (table.value.get("format") if table.value.get("format") in ("csv", "tsv") else "")
    if not kind:
        raise UnsupportedError(table.name, f"it is a file of another kind: {path.name}")
    if kind == "tsv":
        dialect = {"delimiter": "\t", **dialect}
    form = form_of(dialect, table.value.get("encoding", "utf-8"), table.name)
    if table.schema is not None:
        return Source(path, plan_of(table.schema, table.name), form)
    source = Source(path, Plan(table.name, ()), form)
    opened = open_table(source)
    # Any column of a Parquet file may have any type.
    columns = tuple(map(Column, opened.names)) if isinstance(opened, CsvTable) else ()
    return source._replace(plan=Plan(table.name, columns))


def _check_by_row(
    package: Descriptor,
    report: PackageReport,
    tables: Sequence[Resource],
    reasons: Sequence[str],
    max_issues: int | None,
    progress: Progress | None,
) -> None:
    from inzet.tabular.foreign import MAX_ERRORS, check_foreign, name_engine  # slow to import, and rarely needed

    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    report.notes.append(f"checked by {name_engine()}, because {reasons[0]}{more}")
    for table in (table for table in tables if len(table.paths) > 1):
        report.notes.append(f"{table.name!r} has {len(table.paths)} files; the first line of each counts as a header")
    checked = list(check_foreign(package.path.parent, tables, max_issues, progress))
    read = {table.name for table, found in checked if isinstance(found, Report)}
    for table, found in checked:
        report.miss(table.place, table.targets, read)
        if isinstance(found, RefusedError):
            report.issues.append(package.issue(found.pointer, UNCHECKED, str(found)))
            continue
        report.tables.append(found)
        if sum(found.counts.values()) >= MAX_ERRORS:
            report.notes.append(f"{found.path} has {MAX_ERRORS:,} issues or more; its other rows were not read")
