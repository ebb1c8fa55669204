"""What each issue code means: the rule, why it matters, and an example of each way to go.

The sentence of a rule is the docstring of its function, which is read, not imported: whoever only reads the data has
not installed what the rules need. ``docs/codes.md`` is this table as a page: ``python -m inzet.codes > docs/codes.md``.
"""

import ast
import sys
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from inzet.schema.findings import closest

_GUIDE = "CONTRIBUTING.md#add-a-letter"
_BOOK = "docs/codebook.md"
_DICTIONARY = "data/README.md"


class Code(NamedTuple):
    """What an issue code means.

    Attributes:
        name: the code.
        place: what the examples are lines of: a letter, contribution, mission, framework or table; empty without
            examples.
        treated: where the subject is treated: a page of this project, with the heading.
        reason: why it matters to someone who uses the data.
        bad: lines that give this code. A comment names the file where it matters, or a line of the source text;
            ``\\xf6`` stands for a byte and ``\\u202e`` for a character that cannot be shown.
        good: the same, put right.
        sentence: the rule in one sentence; of a function in ``inzet.records.rules`` it is the docstring.
    """

    name: str
    place: str
    treated: str
    reason: str
    bad: str
    good: str
    sentence: str = ""


@cache
def codes() -> dict[str, Code]:
    """Return every code that the validator can give, by name."""
    rules = _rule_sentences()
    return {code.name: code if code.sentence else code._replace(sentence=rules[code.name]) for code in _TABLE}


def _rule_sentences() -> dict[str, str]:
    """Return the docstring of each rule by the name of its function."""
    modules = sorted((Path(__file__).parent / "records" / "rules").glob("*.py"))
    return {
        node.name: ast.get_docstring(node) or ""
        for module in modules
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.decorator_list
    }


def listing() -> Iterator[str]:
    """Yield one line for each code."""
    width = max(map(len, codes()))
    for code in codes().values():
        yield f"{code.name:{width}}  {code.sentence}"


def explain(name: str, width: int = 100) -> Iterator[str]:
    """Yield the lines that explain a code.

    Raises:
        KeyError: if there is no such code; the message names the closest ones.
    """
    if name not in codes():
        raise KeyError(f"no code {name!r}{closest(name, codes()) or '; inzet explain lists all'}")
    code = codes()[name]
    yield name
    for text in (code.sentence, f"Why: {code.reason}"):
        yield from ("", *textwrap.wrap(text, width))
    for heading, example in _examples(code):
        yield from ("", f"{heading}:", "", *textwrap.indent(example, "    ").splitlines())
    yield from ("", f"More: {code.treated}")


def _examples(code: Code) -> Iterator[tuple[str, str]]:
    if code.place:
        yield f"Wrong, in a {code.place}", code.bad
        yield "Right", code.good


_HEAD = """\
# Issue codes

What `inzet validate` can complain of, and why. Every complaint names a code; `inzet explain CODE` prints what stands
here. The examples are invented and show only the lines that matter; a comment names the file, or a line of the source
text, where it matters. `\\xf6` stands for a byte and `\\u202e` for a character that cannot be shown.

This page is generated from `src/inzet/codes.py` and the rules in `src/inzet/rules/`.
"""


def page() -> str:
    """Return ``docs/codes.md``, which has an anchor for each code."""
    lines = [_HEAD, "| code | rule |", "|---|---|"]
    lines += [f"| [`{code.name}`](#{code.name}) | {code.sentence} |" for code in codes().values()]
    for code in codes().values():
        lines += [
            "",
            f'<a id="{code.name}"></a>',
            "",
            f"## `{code.name}`",
            "",
            code.sentence,
            "",
            f"Why: {code.reason}",
        ]
        for heading, example in _examples(code):
            lines += ["", f"{heading}:", "", "```yaml", example.rstrip("\n"), "```"]
        lines += ["", f"More: [{code.treated}]({_beside(code.treated)})"]
    return "\n".join(lines) + "\n"


def _beside(treated: str) -> str:
    """Return the address of a page as it is seen from ``docs/``."""
    page = PurePosixPath(treated)
    return page.name if page.parent.name == "docs" else f"../{treated}"


_TABLE = (
    # --- the files ----------------------------------------------------------------------------------
    Code(
        "tree.stray",
        place="framework",
        treated=_GUIDE,
        sentence="Below records/ lie only the folders of the record types, and in them one plain .yaml file for "
        "each record.",
        reason="A file with another ending, or in another folder, is not read: its record would silently be "
        "missing from the data.",
        bad="""\
# records/frameworks/duinverbond.yml
name: Duinverbond
""",
        good="""\
# records/frameworks/duinverbond.yaml
name: Duinverbond
""",
    ),
    Code(
        "yaml.size",
        place="framework",
        treated=_GUIDE,
        sentence="A file is no larger than 4 MiB.",
        reason="A record is a few pages. A file this large is a text that was pasted in by mistake, or one made "
        "to fill the memory of whoever checks it.",
        bad="""\
note: All that was ever written about the Kustverbond, which is
# and so on, for 5 MiB
""",
        good="""\
note: The letters spell its name in two ways.
""",
    ),
    Code(
        "yaml.encoding",
        place="framework",
        treated=_GUIDE,
        sentence="A file is UTF-8.",
        reason="Read in another encoding, names lose their accents; whoever searches for them then finds nothing.",
        bad="""\
name: Co\\xf6peratief Kustverbond
""",
        good="""\
name: Coöperatief Kustverbond
""",
    ),
    Code(
        "yaml.character",
        place="framework",
        treated=_GUIDE,
        sentence="A file holds no characters that cannot be seen, such as control characters and marks that turn "
        "the direction of text.",
        reason="Two names that look alike would not be equal, so that a filter or join loses rows and nobody sees why.",
        bad="""\
name: Kust\\u202everbond
""",
        good="""\
name: Kustverbond
""",
    ),
    Code(
        "yaml.syntax",
        place="framework",
        treated=_GUIDE,
        sentence="A file is YAML.",
        reason="What cannot be read is not in the data; and a guess at what was meant could be a wrong figure.",
        bad="""\
name: Kustverbond: de landen aan zee
""",
        good="""\
name: 'Kustverbond: de landen aan zee'
""",
    ),
    Code(
        "yaml.depth",
        place="framework",
        treated=_GUIDE,
        sentence="Values are nested at most 32 levels deep.",
        reason="No record needs more than a few levels; deeper ones are a slip, or made to break the programs "
        "that read them.",
        bad="""\
note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
""",
        good="""\
note: Its members meet each spring.
""",
    ),
    Code(
        "yaml.alias",
        place="framework",
        treated=_GUIDE,
        sentence="Every value is written out where it stands, without anchors and aliases.",
        reason="A value that is changed in one place must not change other statements unseen; and a few aliases "
        "of aliases can fill the memory.",
        bad="""\
name: &same Kustverbond
abbreviation: *same
""",
        good="""\
name: Kustverbond
abbreviation: KV
""",
    ),
    Code(
        "yaml.documents",
        place="framework",
        treated=_GUIDE,
        sentence="A file holds one record.",
        reason="A record is found by the name of its file; a second one in it would be found by nobody.",
        bad="""\
framework_id: kustverbond
name: Kustverbond
kind: organisation
---
framework_id: duinverbond
name: Duinverbond
kind: organisation
""",
        good="""\
# records/frameworks/kustverbond.yaml
name: Kustverbond
# records/frameworks/duinverbond.yaml
name: Duinverbond
""",
    ),
    Code(
        "yaml.tag",
        place="framework",
        treated=_GUIDE,
        sentence="Values carry no tags; the schema says of what type they are.",
        reason="A tag can turn text into something else, or run a program in a reader that obeys it.",
        bad="""\
name: !!str Kustverbond
""",
        good="""\
name: Kustverbond
""",
    ),
    Code(
        "yaml.comment",
        place="framework",
        treated=_GUIDE,
        sentence="No comment stands on the line of a value without quotes.",
        reason="What follows '#' is cut off. Where it was part of the text, the data would hold half a name and "
        "nobody would notice.",
        bad="""\
name: Kustverbond #2
""",
        good="""\
name: 'Kustverbond #2'
""",
    ),
    Code(
        "yaml.key",
        place="framework",
        treated=_GUIDE,
        sentence="A key is text.",
        reason="A key that is a number, a list or a mapping is the name of no column; mostly the indentation "
        "slipped and the value belongs elsewhere.",
        bad="""\
1949: The year in which it was founded.
""",
        good="""\
note: It was founded in 1949.
""",
    ),
    Code(
        "yaml.duplicate-key",
        place="contribution",
        treated=_GUIDE,
        sentence="No key stands twice in one mapping.",
        reason="Only one of the two values would be read. Mostly the second belongs to an item of its own, which "
        "would be missing from every count.",
        bad="""\
description: Staff officers
description: Observers
""",
        good="""\
- description: Staff officers
- description: Observers
""",
    ),
    # --- the schema ---------------------------------------------------------------------------------
    Code(
        "schema.required",
        place="contribution",
        treated=_DICTIONARY,
        sentence="What every record of its type has is there.",
        reason="You may count on these columns: they are never empty.",
        bad="""\
evidence:
- line: 3
  quote: bemant de staf in Zandhaven
""",
        good="""\
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "schema.dependent",
        place="contribution",
        treated=f"{_BOOK}#figures",
        sentence="What gives a value its meaning stands beside it.",
        reason="Ten of what, and ten who may be sent or ten who are there? Without unit and basis a figure can "
        "be neither added nor compared.",
        bad="""\
number_max: 10
""",
        good="""\
basis: ceiling
number_max: 10
unit: persons
""",
    ),
    Code(
        "schema.unknown-key",
        place="framework",
        treated=_DICTIONARY,
        sentence="A record has only keys that its schema knows.",
        reason="A misspelt key becomes no column: what stands behind it would be missing from the data.",
        bad="""\
abreviation: KV
""",
        good="""\
abbreviation: KV
""",
    ),
    Code(
        "schema.type",
        place="contribution",
        treated=_DICTIONARY,
        sentence="A value has the type of its column: text, a whole number, true or false, a list.",
        reason="One word among the numbers turns the whole column into text, and no program can add it up.",
        bad="""\
basis: ceiling
number_max: tien
unit: persons
""",
        good="""\
basis: ceiling
number_max: 10
unit: persons
""",
    ),
    Code(
        "schema.enum",
        place="framework",
        treated=f"{_DICTIONARY}#vocabularies",
        sentence="Where a vocabulary is given, only its words are used.",
        reason="Whoever filters by a word misses every row that spells it in another way.",
        bad="""\
kind: organization
""",
        good="""\
kind: organisation
""",
    ),
    Code(
        "schema.pattern",
        place="framework",
        treated=_DICTIONARY,
        sentence="An identifier or number has the form that its description gives.",
        reason="Identifiers join the data to other data; one sign that is wrong, and nothing is found there.",
        bad="""\
wikidata: q123
""",
        good="""\
wikidata: Q123
""",
    ),
    Code(
        "schema.format",
        place="letter",
        treated=f"{_BOOK}#dates",
        sentence="Dates, web addresses and text are written as their format says: a real calendar day or EDTF, a "
        "full address, no blanks at the ends.",
        reason="2-5-2024 is May to one reader and February to another; EDTF also says how precise a date is.",
        bad="""\
letter_date: 2-5-2024
""",
        good="""\
letter_date: 2024-05-02
""",
    ),
    Code(
        "schema.bounds",
        place="contribution",
        treated=_DICTIONARY,
        sentence="Numbers, lengths of text and lengths of lists keep within their limits.",
        reason="A negative figure or a fragment of a page is a slip; an empty text would pass for a known one.",
        bad="""\
evidence:
- line: 0
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
        good="""\
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "schema.unique",
        place="contribution",
        treated=_DICTIONARY,
        sentence="Nothing stands in a list twice.",
        reason="Each item becomes a row of a table of its own; whoever joins or counts rows would count one "
        "target twice.",
        bad="""\
missions: [om-zilverkust, om-zilverkust]
""",
        good="""\
missions: [om-zilverkust, tm-zilverkust]
""",
    ),
    # --- ids, references and names ------------------------------------------------------------------
    Code(
        "file_name_is_id",
        place="framework",
        treated=_GUIDE,
        reason="Whoever doubts a row finds its record at once; and two records cannot take the same id unseen.",
        bad="""\
# records/frameworks/duinbond.yaml
framework_id: duinverbond
""",
        good="""\
# records/frameworks/duinverbond.yaml
framework_id: duinverbond
""",
    ),
    Code(
        "id_is_of_one_record",
        place="mission and a framework",
        treated=f"{_BOOK}#missions-and-frameworks",
        reason="With `inzet show duinkaap`, or an id in your own table, you get one record and never have to ask "
        "which.",
        bad="""\
# records/missions/duinkaap.yaml
mission_id: duinkaap
# records/frameworks/duinkaap.yaml
framework_id: duinkaap
""",
        good="""\
# records/missions/om-duinkaap.yaml
mission_id: om-duinkaap
# records/frameworks/duinkaap.yaml
framework_id: duinkaap
""",
    ),
    Code(
        "former_id_is_free",
        place="framework",
        treated="CONTRIBUTING.md#versions",
        reason="Tables that were made with an earlier release keep their meaning: an old id leads to the record "
        "that it always meant.",
        bad="""\
# records/frameworks/kustverbond.yaml
former_ids: [duinverbond]
# records/frameworks/duinverbond.yaml
framework_id: duinverbond
""",
        good="""\
# records/frameworks/kustverbond.yaml
former_ids: [kustbond]
# records/frameworks/duinverbond.yaml
framework_id: duinverbond
""",
    ),
    Code(
        "contribution_in_own_letter",
        place="letter",
        treated=f"{_BOOK}#what-counts",
        reason="The letter of a contribution is read off its id; with the id of another letter, a statement "
        "would be given to a document that does not make it.",
        bad="""\
# records/letters/bz0000001.yaml
contributions:
- contribution_id: bz0000002.01
""",
        good="""\
# records/letters/bz0000001.yaml
contributions:
- contribution_id: bz0000001.01
""",
    ),
    Code(
        "contribution_id_is_unique",
        place="letter",
        treated=f"{_BOOK}#what-counts",
        reason="The id joins the tables: two contributions under one would each get the missions and fragments "
        "of both.",
        bad="""\
contributions:
- contribution_id: bz0000001.01
  description: Staff officers
- contribution_id: bz0000001.01
  description: Observers
""",
        good="""\
contributions:
- contribution_id: bz0000001.01
  description: Staff officers
- contribution_id: bz0000001.02
  description: Observers
""",
    ),
    Code(
        "reference_exists",
        place="contribution",
        treated=f"{_BOOK}#missions-and-frameworks",
        reason="A join over an id that leads nowhere drops the row, and a sum comes out too small.",
        bad="""\
missions: [om-zilverkusst]
""",
        good="""\
missions: [om-zilverkust]
""",
    ),
    Code(
        "no_circle",
        place="framework",
        treated=f"{_BOOK}#missions-and-frameworks",
        reason="A program that follows parents up to the top would never arrive.",
        bad="""\
# records/frameworks/kustverbond.yaml
parent: duinverbond
# records/frameworks/duinverbond.yaml
parent: kustverbond
""",
        good="""\
# records/frameworks/kustverbond.yaml
name: Kustverbond
# records/frameworks/duinverbond.yaml
parent: kustverbond
""",
    ),
    Code(
        "mission_is_led",
        place="mission",
        treated=f"{_BOOK}#missions-and-frameworks",
        reason="Whoever asks what goes to missions of the EU or of NATO would not find it under any of them.",
        bad="""\
mission_id: om-zilverkust
name: Observer Mission Silver Coast
kind: observer_mission
domain: military
""",
        good="""\
mission_id: om-zilverkust
name: Observer Mission Silver Coast
kind: observer_mission
domain: military
framework_id: kustverbond
""",
    ),
    Code(
        "names_are_other",
        place="framework",
        treated=f"{_BOOK}#missions-and-frameworks",
        reason="A list of all names would hold one twice, and a search by name would find the record twice.",
        bad="""\
name: Kustverbond
names:
- name: Kustverbond
  language: nl
""",
        good="""\
name: Kustverbond
names:
- name: Coastal Alliance
  language: en
""",
    ),
    # --- letters ------------------------------------------------------------------------------------
    Code(
        "inferred_date_has_grounds",
        place="letter",
        treated=f"{_BOOK}#dates",
        reason="A single day would look as certain as one that is printed; a range shows how far you may trust "
        "it, and the note lets you check.",
        bad="""\
letter_date: 2024-05-02
letter_date_basis: inferred
""",
        good="""\
letter_date: 2024-05-02/2024-06-30
letter_date_basis: inferred
note: The note bears no date; it answers a letter of 2 May and asks for a decision before July.
""",
    ),
    Code(
        "part_is_named",
        place="letter",
        treated=f"{_BOOK}#what-counts",
        reason="Where a mission is missing you must be able to tell 'the letter does not name it' from 'nobody "
        "has read that part yet'.",
        bad="""\
coverage: part
""",
        good="""\
coverage: part
coverage_note: The annex with the budget was not coded.
""",
    ),
    Code(
        "identifier_fits_letter",
        place="letter",
        treated=f"{_BOOK}#citations",
        reason="The official number is how others cite the letter; if id, dossier and number did not agree, a "
        "join with parliamentary data would bring up another paper.",
        bad="""\
# records/letters/kst-99001-6.yaml
dossier: '99001'
number: '6'
identifiers:
- scheme: kst
  value: kst-99001-7
""",
        good="""\
# records/letters/kst-99001-6.yaml
dossier: '99001'
number: '6'
identifiers:
- scheme: kst
  value: kst-99001-6
""",
    ),
    Code(
        "citation_reads_as_recorded",
        place="letter",
        treated=f"{_BOOK}#citations",
        reason="Whoever follows the citation by its number must come to the paper that the letter names.",
        bad="""\
citations:
- line: 7
  written: Kamerstuk 99 001, nr. 5
  dossier: '99001'
  number: '6'
""",
        good="""\
citations:
- line: 7
  written: Kamerstuk 99 001, nr. 5
  dossier: '99001'
  number: '5'
""",
    ),
    Code(
        "date_reads_as_written",
        place="letter",
        treated=f"{_BOOK}#dates",
        reason="The day of a letter says which of two came later; you can check it against the words that give it.",
        bad="""\
letter_date: 2024-05-02
letter_date_basis: stated
dates:
- kind: dateline
  date: 2024-05-02
  line: 5
  written: 3 mei 2024
""",
        good="""\
letter_date: 2024-05-03
letter_date_basis: stated
dates:
- kind: dateline
  date: 2024-05-03
  line: 5
  written: 3 mei 2024
""",
    ),
    # --- figures ------------------------------------------------------------------------------------
    Code(
        "bounds_in_order",
        place="contribution",
        treated=f"{_BOOK}#figures",
        reason="No number lies in such a range, so every sum and comparison with it is wrong.",
        bad="""\
basis: ceiling
number_min: 12
number_max: 10
unit: persons
""",
        good="""\
basis: ceiling
number_min: 10
number_max: 12
unit: persons
""",
    ),
    Code(
        "figure_fits_kind",
        place="contribution",
        treated=f"{_BOOK}#figures",
        reason="A sum over personnel counts people; two ships among them would come out as two people.",
        bad="""\
kind: personnel
basis: ceiling
number_max: 2
unit: ships
""",
        good="""\
kind: materiel
basis: ceiling
number_max: 2
unit: ships
""",
    ),
    Code(
        "qualifier_has_subject",
        place="contribution",
        treated=f"{_BOOK}#figures",
        reason="A unit without a figure looks as if a number had been lost; there is none to look for, or it is "
        "still to be coded.",
        bad="""\
unit: persons
""",
        good="""\
basis: ceiling
number_max: 10
unit: persons
""",
    ),
    Code(
        "change_fits_figure",
        place="contribution",
        treated=f"{_BOOK}#change-and-status",
        reason="Who counts increases by the word and who counts them by the figures must come to the same result.",
        bad="""\
change: increase
status: decided
basis: ceiling
number_max: 8
unit: persons
previous_number: 12
""",
        good="""\
change: increase
status: decided
basis: ceiling
number_max: 12
unit: persons
previous_number: 8
""",
    ),
    Code(
        "continue_has_figure",
        place="contribution",
        treated=f"{_BOOK}#figures",
        reason="An empty figure may be the letter's silence or a figure that was overlooked; the note says that "
        "it is silence.",
        bad="""\
change: continue
status: decided
""",
        good="""\
change: continue
status: decided
note: The letter gives no figure.
""",
    ),
    Code(
        "figure_is_quoted",
        place="contribution",
        treated=f"{_BOOK}#figures",
        reason="You can check every number against the words of the letter without reading the letter.",
        bad="""\
basis: ceiling
number_max: 12
unit: persons
evidence:
- line: 3
  section: 1. Waarnemers
  quote: stuurt waarnemers naar Zandhaven
""",
        good="""\
basis: ceiling
number_max: 12
unit: persons
evidence:
- line: 3
  section: 1. Waarnemers
  quote: ten hoogste twaalf waarnemers
""",
    ),
    Code(
        "shared_ceiling_names_targets",
        place="letter",
        treated=f"{_BOOK}#targets",
        reason="Twelve people for two missions are twelve, not twenty-four; as one contribution they are counted once.",
        bad="""\
contributions:
- missions: [om-zilverkust]
  basis: ceiling
  number_max: 12
  unit: persons
  evidence:
  - line: 3
    section: 2. Politie
    quote: ten hoogste twaalf agenten voor beide missies
- missions: [tm-zilverkust]
  basis: ceiling
  number_max: 12
  unit: persons
  evidence:
  - line: 3
    section: 2. Politie
    quote: ten hoogste twaalf agenten voor beide missies
""",
        good="""\
contributions:
- missions: [om-zilverkust, tm-zilverkust]
  basis: ceiling
  number_max: 12
  unit: persons
  evidence:
  - line: 3
    section: 2. Politie
    quote: ten hoogste twaalf agenten voor beide missies
""",
    ),
    # --- statements ---------------------------------------------------------------------------------
    Code(
        "has_target",
        place="contribution",
        treated=f"{_BOOK}#targets",
        reason="What goes to nothing is found under no mission and no framework, and is missing from every sum "
        "over them.",
        bad="""\
contribution_id: bz0000001.01
kind: personnel
description: Staff officers
change: none
status: reported
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
        good="""\
contribution_id: bz0000001.01
frameworks: [kustverbond]
kind: personnel
description: Staff officers
change: none
status: reported
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "dates_in_order",
        place="contribution",
        treated=f"{_BOOK}#dates",
        reason="Such a period holds no day, so the statement is never in force.",
        bad="""\
start_date: 2025-03
end_date: '2024'
term_basis: stated
evidence:
- line: 3
  section: 1. Staf
  quote: vanaf maart 2025, en eerder in 2024
""",
        good="""\
start_date: 2024-03
end_date: '2025'
term_basis: stated
evidence:
- line: 3
  section: 1. Staf
  quote: van maart 2024 tot en met 2025
""",
    ),
    Code(
        "date_is_quoted",
        place="contribution",
        treated=f"{_BOOK}#dates",
        reason="You can check every date against the words of the letter, and tell 'until the end of 2026' from a day "
        "that the letter names.",
        bad="""\
end_date: 2026-12-31
term_basis: stated
evidence:
- line: 3
  section: 1. Staf
  quote: tot eind 2026
""",
        good="""\
end_date: '2026'
term_basis: stated
evidence:
- line: 3
  section: 1. Staf
  quote: tot eind 2026
""",
    ),
    Code(
        "change_fits_status",
        place="contribution",
        treated=f"{_BOOK}#change-and-status",
        reason="Whoever counts decisions by the status would count one that nobody took.",
        bad="""\
change: none
status: decided
""",
        good="""\
change: none
status: reported
""",
    ),
    Code(
        "wording_fits_coding",
        place="contribution",
        treated=f"{_BOOK}#change-and-status",
        reason="Whoever filters by a change or a status finds what the letters say in the words for it, and no more.",
        bad="""\
change: start
status: decided
evidence:
- line: 3
  section: 1. Staf
  quote: verkent een inzet in de staf
""",
        good="""\
change: start
status: explored
evidence:
- line: 3
  section: 1. Staf
  quote: verkent een inzet in de staf
""",
    ),
    Code(
        "note_decides_nothing",
        place="letter",
        treated=f"{_BOOK}#change-and-status",
        reason="What a note asks others to decide may be decided otherwise; a count of decisions must not hold it.",
        bad="""\
kind: decision_note
contributions:
- change: start
  status: decided
""",
        good="""\
kind: decision_note
contributions:
- change: start
  status: proposed
""",
    ),
    Code(
        "end_within_letter",
        place="letter",
        treated=f"{_BOOK}#dates",
        reason="What was ended would still be in force when all that was extended has run out, so that a picture of "
        "that day would show it alone.",
        bad="""\
contributions:
- change: end
  status: decided
  end_date: 2027-06
  term_basis: stated
  evidence:
  - line: 3
    section: 1. Koks
    quote: keren in juni 2027 terug
- change: continue
  status: decided
  end_date: '2026'
  term_basis: stated
  note: The letter gives no figure.
  evidence:
  - line: 4
    section: 2. Staf
    quote: blijven tot en met 2026
""",
        good="""\
contributions:
- change: end
  status: decided
  end_date: 2026-06
  term_basis: stated
  evidence:
  - line: 3
    section: 1. Koks
    quote: keren in juni 2026 terug
- change: continue
  status: decided
  end_date: '2026'
  term_basis: stated
  note: The letter gives no figure.
  evidence:
  - line: 4
    section: 2. Staf
    quote: blijven tot en met 2026
""",
    ),
    Code(
        "part_within_whole",
        place="letter",
        treated=f"{_BOOK}#targets",
        reason="A sum leaves parts out because they are counted in their whole; a part that is larger, or goes "
        "elsewhere, would be lost.",
        bad="""\
contributions:
- contribution_id: bz0000001.01
  basis: ceiling
  number_max: 10
  unit: persons
- contribution_id: bz0000001.02
  basis: ceiling
  number_max: 12
  unit: persons
  part_of: bz0000001.01
""",
        good="""\
contributions:
- contribution_id: bz0000001.01
  basis: ceiling
  number_max: 12
  unit: persons
- contribution_id: bz0000001.02
  basis: ceiling
  number_max: 10
  unit: persons
  part_of: bz0000001.01
""",
    ),
    Code(
        "parts_within_whole",
        place="letter",
        treated=f"{_BOOK}#targets",
        reason="Whoever counts the parts and whoever counts the whole would come to different sums.",
        bad="""\
contributions:
- contribution_id: bz0000001.01
  basis: ceiling
  number_max: 10
  unit: persons
- basis: ceiling
  number_min: 6
  unit: persons
  part_of: bz0000001.01
- basis: ceiling
  number_min: 7
  unit: persons
  part_of: bz0000001.01
""",
        good="""\
contributions:
- contribution_id: bz0000001.01
  basis: ceiling
  number_max: 13
  unit: persons
- basis: ceiling
  number_min: 6
  unit: persons
  part_of: bz0000001.01
- basis: ceiling
  number_min: 7
  unit: persons
  part_of: bz0000001.01
""",
    ),
    Code(
        "restates_earlier",
        place="letter",
        treated=f"{_BOOK}#what-counts",
        reason="A sum leaves repetitions out. If each of two pointed to the other, or one to something else, a "
        "contribution would be counted twice or not at all.",
        bad="""\
contributions:
- contribution_id: bz0000001.01
  restates: bz0000001.02
- contribution_id: bz0000001.02
""",
        good="""\
contributions:
- contribution_id: bz0000001.01
- contribution_id: bz0000001.02
  restates: bz0000001.01
""",
    ),
    Code(
        "support_names_field",
        place="contribution",
        treated=f"{_BOOK}#evidence-and-passages",
        reason="You can look up which words carry a date or a figure; words for a field that is empty lead nowhere.",
        bad="""\
evidence:
- line: 3
  section: 1. Staf
  quote: tot en met 31 december 2026
  supports: [end_date]
""",
        good="""\
end_date: 2026-12-31
term_basis: stated
evidence:
- line: 3
  section: 1. Staf
  quote: tot en met 31 december 2026
  supports: [end_date]
""",
    ),
    Code(
        "rule.crash",
        place="",
        treated="CONTRIBUTING.md#change-the-schemas-or-the-code",
        sentence="A rule failed on a record instead of judging it.",
        reason="The fault is in inzet, not in the record, which has not been checked to the end: please report "
        "it with the record. No record is known that brings it about, so there is no example.",
        bad="",
        good="",
    ),
    # --- the words of the letter (only with --sources) ----------------------------------------------
    Code(
        "source_present",
        place="letter",
        treated=_GUIDE,
        sentence="The text that a letter was coded from lies in the folder of source texts and can be read.",
        reason="Without the text nobody can say whether the quotes are right; about letters whose texts you do "
        "not have, this means no more than that.",
        bad="""\
# The folder of source texts holds letter.txt.
source_file: lettre.txt
""",
        good="""\
# The folder of source texts holds letter.txt.
source_file: letter.txt
""",
    ),
    Code(
        "source_unchanged",
        place="letter",
        treated=_GUIDE,
        sentence="The source text is, to the byte, the one that was coded.",
        reason="Line numbers and quotes are those of one exact text; in another edition a quote may stand "
        "elsewhere, or the figure may be another.",
        bad="""\
# Line 1 of the text: Voortgang aan de Zilverkust
source_sha256: 0000000000000000000000000000000000000000000000000000000000000000
""",
        good="""\
# Line 1 of the text: Voortgang aan de Zilverkust
source_sha256: 3da7bebdc1fc0e6e35c17626840a2a7bcdecb9c0e390e9794908caf3dae3462b
""",
    ),
    Code(
        "quote_in_source",
        place="contribution",
        treated=f"{_BOOK}#evidence-and-passages",
        sentence="What is quoted stands in the text, character by character, on the line that is given.",
        reason="A quote that the text does not hold proves nothing, however right the figure may be.",
        bad="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. Staf
  quote: bemande de staf in Zandhaven
""",
        good="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "quote_is_fragment",
        place="contribution",
        treated=f"{_BOOK}#evidence-and-passages",
        sentence="A quote is a fragment, never a whole sentence.",
        reason="The fragment shows which words carry the statement; a whole sentence leaves it to you to find them.",
        bad="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. Staf
  quote: Nederland bemant de staf in Zandhaven sinds het voorjaar
""",
        good="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. Staf
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "passage_apart",
        place="letter",
        treated=f"{_BOOK}#evidence-and-passages",
        sentence="A passage, which states no contribution, does not overlap a fragment, which states one.",
        reason="The same words cannot both state a contribution and state none; whoever counts what was left out "
        "would count what was coded.",
        bad="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: De missie telt achthonderd militairen, van wie tien uit Nederland.
passages:
- line: 3
  words: De missie telt … wie tien
  reason: mission_strength
contributions:
- evidence:
  - line: 3
    section: 1. Staf
    quote: van wie tien uit Nederland
""",
        good="""\
# Line 1 of the text: 1. Staf
# Line 3 of the text: De missie telt achthonderd militairen, van wie tien uit Nederland.
passages:
- line: 3
  words: De missie telt … militairen
  reason: mission_strength
contributions:
- evidence:
  - line: 3
    section: 1. Staf
    quote: van wie tien uit Nederland
""",
    ),
    Code(
        "section_in_source",
        place="contribution",
        treated=f"{_BOOK}#evidence-and-passages",
        sentence="A section is made of headings as the lines of the text begin with them, or of the number of a "
        "footnote.",
        reason="You find a statement by its heading, also in an edition with other lines; and all statements under a "
        "heading have the same words there.",
        bad="""\
# Line 1 of the text: 1. Staf en haven
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. De staf
  quote: bemant de staf in Zandhaven
""",
        good="""\
# Line 1 of the text: 1. Staf en haven
# Line 3 of the text: Nederland bemant de staf in Zandhaven sinds het voorjaar.
evidence:
- line: 3
  section: 1. Staf en haven
  quote: bemant de staf in Zandhaven
""",
    ),
    Code(
        "cited_date_in_source",
        place="letter",
        treated=f"{_BOOK}#citations",
        sentence="The date of a cited paper stands near the citation; without its year, it is the last such day up to "
        "the letter's.",
        reason="Where the number of a paper is a misprint, its date tells which one was meant; so the date must be the "
        "one that is printed.",
        bad="""\
# Line 3 of the text: Zie de brief van 18 april 2024 (Kamerstuk 99 001, nr. 5).
citations:
- line: 3
  written: Kamerstuk 99 001, nr. 5
  dossier: '99001'
  number: '5'
  cited_date: 2024-04-17
""",
        good="""\
# Line 3 of the text: Zie de brief van 18 april 2024 (Kamerstuk 99 001, nr. 5).
citations:
- line: 3
  written: Kamerstuk 99 001, nr. 5
  dossier: '99001'
  number: '5'
  cited_date: 2024-04-18
""",
    ),
    # --- tables: CSV and Parquet files, and Data Packages ---------------------------------------------
    Code(
        "table.missing-column",
        place="table",
        treated="docs/tables.md",
        sentence="A table has every column of its schema.",
        reason="Whoever reads the table by its schema would look for the column in vain.",
        bad="""\
# mission_countries.csv
mission_id,country
barkhane,BF
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
""",
    ),
    Code(
        "table.extra-column",
        place="table",
        treated="docs/tables.md",
        sentence="A table has no column that its schema does not know.",
        reason="What no schema describes is not checked, and nobody can say what it means.",
        bad="""\
# mission_countries.csv
mission_id,country,country_position,remark
barkhane,BF,1,north
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
""",
    ),
    Code(
        "table.column-order",
        place="table",
        treated="docs/tables.md",
        sentence="The columns stand in the order of the schema.",
        reason="Who reads by position, as a database does when it loads a file, would mix the columns up.",
        bad="""\
# mission_countries.csv
country,mission_id,country_position
BF,barkhane,1
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
""",
    ),
    Code(
        "table.ragged-row",
        place="table",
        treated="docs/tables.md",
        sentence="A row has as many values as there are columns.",
        reason="Where a value is missing or a comma stands outside quotes, all behind it lies in the wrong column.",
        bad="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
""",
    ),
    Code(
        "table.encoding",
        place="table",
        treated="docs/tables.md",
        sentence="A table is UTF-8.",
        reason="A letter in another encoding becomes another letter, and a name is not found any more.",
        bad="""\
# mission_countries.csv
mission_id,country,country_position
bark\\xf6hane,BF,1
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
""",
    ),
    Code(
        "table.unique-key",
        place="table",
        treated="docs/tables.md",
        sentence="What stands for a row stands in one row only.",
        reason="A row that is there twice is counted twice, and a reference to it is to either.",
        bad="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
barkhane,BF,1
""",
        good="""\
# mission_countries.csv
mission_id,country,country_position
barkhane,BF,1
barkhane,TD,2
""",
    ),
    Code(
        "table.derived",
        place="",
        treated="docs/tables.md",
        sentence="A computed value is what follows from the columns that it is computed from.",
        reason="Whoever filters by these columns counts on them: 2021-05-01 beside 2022-05 puts a mission into another "
        "year. A first or last day is empty where that side of the date is open.",
        bad="",
        good="",
    ),
    Code(
        "table.order",
        place="",
        treated="docs/tables.md",
        sentence="Of two columns that bound each other the first is not above the second.",
        reason="A lower bound above its upper one, or an end before its start, is a slip in one of the two. A Table "
        "Schema asks for it with 'x-order'; our own tables give the codes of records.",
        bad="",
        good="",
    ),
)

if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())  # the same bytes on every system
