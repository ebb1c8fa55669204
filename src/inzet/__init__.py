"""inzet: what the Netherlands contributes to international missions and operations.

    >>> import inzet
    >>> ds = inzet.load()
    >>> ds.letters["kst-29521-446"].contributions["kst-29521-446.09"].number_max
    15

Importing this package loads no third-party module; each name is loaded on first use.
"""

from importlib import import_module

from inzet.version import __version__

TYPE_CHECKING = False  # as in typing, whose import would take longer than all the rest of this module
if TYPE_CHECKING:
    from inzet import edtf as edtf
    from inzet import kamerstuk as kamerstuk
    from inzet import ledger as ledger
    from inzet import spark as spark
    from inzet.dataset import Dataset
    from inzet.dataset.loading import load, table
    from inzet.files import path
    from inzet.issues import Issue, UnreadableError
    from inzet.ledger import Overview, Position, Statement, Timeline
    from inzet.models import Contribution, Evidence, Framework, Letter, Mission
    from inzet.record import Keyed, Record
    from inzet.records.validation import validate
    from inzet.release.package import InvalidRecordsError, build
    from inzet.tabular import PackageReport, Report, TableIssue, validate_package, validate_table

_NAMES = {
    "dataset": ("Dataset",),
    "dataset.loading": ("load", "table"),
    "files": ("path",),
    "issues": ("Issue", "UnreadableError"),
    "ledger": ("Overview", "Position", "Statement", "Timeline"),
    "models": ("Contribution", "Evidence", "Framework", "Letter", "Mission"),
    "record": ("Keyed", "Record"),
    "records.validation": ("validate",),
    "release.package": ("InvalidRecordsError", "build"),
    "tabular": ("PackageReport", "Report", "TableIssue", "validate_package", "validate_table"),
}
_HOMES = {name: module for module, names in _NAMES.items() for name in names}
_MODULES = ("edtf", "kamerstuk", "ledger", "spark")

__all__ = [
    "Contribution",
    "Dataset",
    "Evidence",
    "Framework",
    "InvalidRecordsError",
    "Issue",
    "Keyed",
    "Letter",
    "Mission",
    "Overview",
    "PackageReport",
    "Position",
    "Record",
    "Report",
    "Statement",
    "TableIssue",
    "Timeline",
    "UnreadableError",
    "__version__",
    "build",
    "load",
    "path",
    "table",
    "validate",
    "validate_package",
    "validate_table",
]


def __getattr__(name: str) -> object:
    """Fetch a public name on first use, so that ``import inzet`` stays quick."""
    if name in _MODULES:
        return import_module(f"inzet.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'inzet' has no attribute {name!r}")
    try:
        value = getattr(import_module(f"inzet.{_HOMES[name]}"), name)
    except ModuleNotFoundError as error:
        message = f'{error.name} is not installed; inzet.{name} needs: pip install "inzet[curate]"'
        raise ModuleNotFoundError(message, name=error.name) from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted((*__all__, *_MODULES))
