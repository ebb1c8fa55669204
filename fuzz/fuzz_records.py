"""Search with a coverage-guided fuzzer for bytes that the readers of records and of texts do not withstand.

    pip install atheris -e '.[curate]'
    python fuzz/fuzz_records.py -max_total_time=600 corpus/ records/frameworks/ records/missions/

Whatever is found is a bug: an exception that is none of ours, a compiled validator that accepts what the other
refuses, or words that a text does not hold where they are found.
"""

import sys

import atheris

with atheris.instrument_imports(include=["inzet"]):
    from inzet.kamerstuk import find_citations
    from inzet.records import strict_yaml
    from inzet.schema import findings
    from inzet.schema.schemas import Schemas
    from inzet.texts.dutch.dates.periods import find_periods
    from inzet.texts.dutch.numbers.numerals import find_numbers
    from inzet.texts.dutch.numbers.quantities import find_quantities
    from inzet.texts.dutch.numbers.things import find_things
    from inzet.texts.text import Text


def look(data: bytes) -> None:
    """Read bytes in every way in which a record or a source text is read."""
    text, faults = strict_yaml.decode(data)
    if faults:
        return
    value, faults = strict_yaml.read(text, strict_yaml.Places())
    if not faults:
        for kind in Schemas.installed().kinds:
            accepted = Schemas.installed().accepts(kind, value)
            assert not accepted or Schemas.installed().validator(kind).is_valid(value), value
            for finding in findings.check(value, kind):
                assert "\n" not in finding.message, finding
    words, _, content = text.partition("\n")
    for start, end in Text(content).find(words, gap=True):
        assert 0 <= start <= end <= len(content)
    finders = (find_numbers, find_periods, find_quantities, find_things, find_citations)
    for found in (found for find in finders for found in find(text)):
        assert 0 <= found.start < found.end <= len(text), found


if __name__ == "__main__":
    atheris.Setup(sys.argv, look)
    atheris.Fuzz()
