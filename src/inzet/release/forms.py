"""The forms in which a release holds all data, and where its files are."""

from dataclasses import dataclass

from inzet.release.package import NAME


@dataclass(frozen=True)
class Form:
    """All data in one file of a release, or, if it is zipped, in files of this media type."""

    name: str
    ending: str
    media_type: str
    zipped: bool = False

    def file(self, version: str) -> str:
        """Return the name of the file.

        >>> FORMS[0].file("0.1.0")
        'inzet-0.1.0-csv.zip'
        """
        return f"{NAME}-{version}{self.ending}"

    def address(self, repository: str, version: str) -> str:
        """Return the address of the file in a repository on GitHub."""
        return f"{repository}/releases/download/v{version}/{self.file(version)}"


FORMS = (
    Form("csv", "-csv.zip", "text/csv", zipped=True),
    Form("parquet", "-parquet.zip", "application/vnd.apache.parquet", zipped=True),
    Form("sqlite", ".sqlite", "application/vnd.sqlite3"),
    Form("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
