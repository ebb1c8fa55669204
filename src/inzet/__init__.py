"""inzet: what the Netherlands contributes to international missions and operations.

    >>> import inzet
    >>> ds = inzet.load()
    >>> ds.letters["kst-29521-446"].contributions["kst-29521-446.09"].number_max
    15

Importing this package loads no third-party module; each name below is fetched when it is first used.
"""

from importlib import import_module

from inzet.version import __version__

TYPE_CHECKING = False  # as in typing, whose import would take longer than all the rest of this module
if TYPE_CHECKING:
    from inzet.dataset import Dataset, load, table
    from inzet.files import path
    from inzet.issues import Issue
    from inzet.models import Contribution, Framework, Letter, Mission
    from inzet.records.validation import validate
    from inzet.release.package import build
    from inzet.tabular import validate_package, validate_table

_HOMES = {
    "Contribution": "models",
    "Dataset": "dataset",
    "Framework": "models",
    "Issue": "issues",
    "Letter": "models",
    "Mission": "models",
    "build": "release.package",
    "load": "dataset",
    "path": "files",
    "table": "dataset",
    "validate": "records.validation",
    "validate_package": "tabular",
    "validate_table": "tabular",
}
_MODULES = {"edtf", "kamerstuk", "spark"}

__all__ = [
    "Contribution",
    "Dataset",
    "Framework",
    "Issue",
    "Letter",
    "Mission",
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
    return sorted({*__all__, *_MODULES})
