"""The records as frozen, typed models.

Generated from schemas/ by `inzet build`; do not edit.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from inzet.schema.formats import check_day, check_edtf, check_https, check_line
from inzet.record import Keyed, Maybe, Record, Unique, text

AssetKind = Literal[
    "ship",
    "aircraft",
    "helicopter",
    "uncrewed_aircraft",
    "vehicle",
    "system",
    "unit",
]
"""What sort of thing the asset is."""

Basis = Literal[
    "ceiling",
    "deployed",
    "planned",
]
"""What the figure counts."""

Change = Literal[
    "start",
    "continue",
    "increase",
    "decrease",
    "end",
    "none",
]
"""What the letter does to the contribution; independent of how firm that is."""

ContributionKind = Literal[
    "personnel",
    "unit",
    "materiel",
    "money",
    "participation",
]
"""What is contributed."""

Country = Literal[
    "AD",
    "AE",
    "AF",
    "AG",
    "AI",
    "AL",
    "AM",
    "AO",
    "AQ",
    "AR",
    "AS",
    "AT",
    "AU",
    "AW",
    "AX",
    "AZ",
    "BA",
    "BB",
    "BD",
    "BE",
    "BF",
    "BG",
    "BH",
    "BI",
    "BJ",
    "BL",
    "BM",
    "BN",
    "BO",
    "BQ",
    "BR",
    "BS",
    "BT",
    "BV",
    "BW",
    "BY",
    "BZ",
    "CA",
    "CC",
    "CD",
    "CF",
    "CG",
    "CH",
    "CI",
    "CK",
    "CL",
    "CM",
    "CN",
    "CO",
    "CR",
    "CU",
    "CV",
    "CW",
    "CX",
    "CY",
    "CZ",
    "DE",
    "DJ",
    "DK",
    "DM",
    "DO",
    "DZ",
    "EC",
    "EE",
    "EG",
    "EH",
    "ER",
    "ES",
    "ET",
    "FI",
    "FJ",
    "FK",
    "FM",
    "FO",
    "FR",
    "GA",
    "GB",
    "GD",
    "GE",
    "GF",
    "GG",
    "GH",
    "GI",
    "GL",
    "GM",
    "GN",
    "GP",
    "GQ",
    "GR",
    "GS",
    "GT",
    "GU",
    "GW",
    "GY",
    "HK",
    "HM",
    "HN",
    "HR",
    "HT",
    "HU",
    "ID",
    "IE",
    "IL",
    "IM",
    "IN",
    "IO",
    "IQ",
    "IR",
    "IS",
    "IT",
    "JE",
    "JM",
    "JO",
    "JP",
    "KE",
    "KG",
    "KH",
    "KI",
    "KM",
    "KN",
    "KP",
    "KR",
    "KW",
    "KY",
    "KZ",
    "LA",
    "LB",
    "LC",
    "LI",
    "LK",
    "LR",
    "LS",
    "LT",
    "LU",
    "LV",
    "LY",
    "MA",
    "MC",
    "MD",
    "ME",
    "MF",
    "MG",
    "MH",
    "MK",
    "ML",
    "MM",
    "MN",
    "MO",
    "MP",
    "MQ",
    "MR",
    "MS",
    "MT",
    "MU",
    "MV",
    "MW",
    "MX",
    "MY",
    "MZ",
    "NA",
    "NC",
    "NE",
    "NF",
    "NG",
    "NI",
    "NL",
    "NO",
    "NP",
    "NR",
    "NU",
    "NZ",
    "OM",
    "PA",
    "PE",
    "PF",
    "PG",
    "PH",
    "PK",
    "PL",
    "PM",
    "PN",
    "PR",
    "PS",
    "PT",
    "PW",
    "PY",
    "QA",
    "RE",
    "RO",
    "RS",
    "RU",
    "RW",
    "SA",
    "SB",
    "SC",
    "SD",
    "SE",
    "SG",
    "SH",
    "SI",
    "SJ",
    "SK",
    "SL",
    "SM",
    "SN",
    "SO",
    "SR",
    "SS",
    "ST",
    "SV",
    "SX",
    "SY",
    "SZ",
    "TC",
    "TD",
    "TF",
    "TG",
    "TH",
    "TJ",
    "TK",
    "TL",
    "TM",
    "TN",
    "TO",
    "TR",
    "TT",
    "TV",
    "TW",
    "TZ",
    "UA",
    "UG",
    "UM",
    "US",
    "UY",
    "UZ",
    "VA",
    "VC",
    "VE",
    "VG",
    "VI",
    "VN",
    "VU",
    "WF",
    "WS",
    "XK",
    "YE",
    "YT",
    "ZA",
    "ZM",
    "ZW",
]
"""Country or territory, as an ISO 3166-1 alpha-2 code; XK, user-assigned, for Kosovo."""

Coverage = Literal[
    "all",
    "part",
]
"""How much of the letter was coded, so that absence is never read as zero."""

Currency = Literal[
    "EUR",
    "USD",
]
"""Currency, as an ISO 4217 code."""

Domain = Literal[
    "civilian",
    "military",
    "mixed",
]
"""Whether the undertaking is civilian, military or both."""

EventKind = Literal[
    "mission_mandate_end",
    "mission_change",
    "strategic_review",
    "national_review",
    "condition",
    "early_withdrawal_right",
    "end_to_be_settled",
    "decision_pending",
    "motion",
    "promise",
]
"""What sort of dated claim it is."""

FrameworkKind = Literal[
    "organisation",
    "coalition",
    "command",
    "planning_process",
    "process",
    "strategy",
    "agreement",
    "programme",
    "concept",
    "fund",
    "pool",
    "forum",
    "summit",
    "cooperation",
    "national_body",
    "national_mandate",
]
"""What sort of body, fund or arrangement the framework is."""

FrameworkRoleWord = Literal[
    "recipient",
    "through",
    "paid_by",
    "partner",
    "under_command_of",
]
"""What the framework is to the contribution."""

Function = Literal[
    "adviser",
    "trainer",
    "expert",
    "staff_officer",
    "commander",
    "observer",
    "liaison",
    "gender_adviser",
    "political_adviser",
    "legal_adviser",
    "police_officer",
    "investigator",
    "force_protection",
    "infantry",
    "intelligence",
    "air_defence",
    "special_forces",
    "helicopter_crew",
    "air_crew",
    "ship_crew",
    "transport",
    "engineer",
    "medical",
    "planner",
]
"""What the people do, only as the letter says it."""

Ground = Literal[
    "national_security",
    "economic_security",
    "maritime_security",
    "deterrence",
    "stability",
    "rule_of_law",
    "international_order",
    "migration",
    "crime",
    "terrorism",
    "information_position",
    "influence",
    "fair_share",
    "allied_solidarity",
    "long_involvement",
    "readiness",
    "coherence",
    "effectiveness",
    "lack_of_effect",
    "host_obstruction",
    "security_conditions",
    "capacity",
    "mission_ends",
    "awaiting_review",
    "request",
]
"""Why the contribution is made, kept, changed, ended or refused, only as the letter gives it as a reason for this contribution."""

IdentifierScheme = Literal[
    "kst",
    "tk_document",
    "tk_case",
    "own_reference",
]
"""Who gave the identifier."""

Language = Literal[
    "nl",
    "en",
    "fr",
    "de",
    "es",
]
"""Language, as an ISO 639-1 code."""

LetterDateBasis = Literal[
    "stated",
    "inferred",
]
"""Whether the document gives its own date or we bound it from what it says."""

LetterDateKind = Literal[
    "dateline",
    "page_header",
    "register_date",
    "register_update",
]
"""Where the document gives the date."""

LetterKind = Literal[
    "policy_letter",
    "cabinet_response",
    "article_100_letter",
    "notification_letter",
    "progress_report",
    "evaluation",
    "decision_note",
]
"""What sort of document the letter is."""

Ministry = Literal[
    "BZ",
    "DEF",
    "JenV",
    "BHOS",
    "BHO",
    "AenM",
    "AZ",
    "EZK",
    "FIN",
]
"""Ministry or portfolio of the person who signs; the web address is the ministry's in the government's register of organisations (TOOI)."""

MissionKind = Literal[
    "mission",
    "operation",
    "observer_mission",
    "task_force",
    "forward_presence",
    "air_policing",
    "standing_force",
    "standby_force",
    "maritime_presence",
    "office",
    "cell",
    "team",
    "exercise",
]
"""What sort of undertaking the mission is."""

NameOrigin = Literal[
    "document",
    "official",
    "ours",
]
"""Where the spelling comes from."""

PaperRelation = Literal[
    "answers",
    "supplements",
    "confirms",
    "reports_on",
    "twin_of",
]
"""What this letter does to the other paper."""

PassageReason = Literal[
    "context",
    "policy",
    "general_aim",
    "future_review",
    "advice",
    "other_country",
    "mission_strength",
    "mission_mandate",
    "mission_task",
    "eu_budget",
    "national_defence",
    "repetition",
    "citation",
    "left_out",
    "page_furniture",
]
"""Why a passage states no Dutch contribution."""

PersonnelType = Literal[
    "military",
    "civilian",
    "police",
    "marechaussee",
]
"""What sort of people, only as the text states it."""

Procedure = Literal[
    "article_100",
    "article_97",
    "notification",
    "assessment_framework",
    "framework_not_applicable",
]
"""How parliament is involved, only as the letter says it of this contribution."""

Region = Literal[
    "nato_area",
    "eastern_flank",
    "western_balkans",
    "middle_east",
    "north_africa",
    "sahel_west_africa",
    "horn_of_africa",
    "gulf_red_sea",
    "indo_pacific",
    "central_asia",
    "latin_america",
    "worldwide",
]
"""Region under which the letters group the mission."""

Status = Literal[
    "decided",
    "intended",
    "proposed",
    "explored",
    "declined",
    "reported",
]
"""How firm the statement is."""

Task = Literal[
    "monitoring",
    "truce_supervision",
    "training",
    "advice",
    "capacity_building",
    "border_management",
    "policing",
    "rule_of_law",
    "human_rights",
    "security_sector_reform",
    "mediation",
    "stabilisation",
    "protection",
    "maritime_security",
    "counter_piracy",
    "counter_terrorism",
    "arms_embargo",
    "deterrence",
    "air_defence",
    "rapid_response",
    "mine_clearance",
    "investigation",
    "liaison",
    "planning",
]
"""What the mission is there to do."""

TermBasis = Literal[
    "stated",
    "general",
]
"""Where the period comes from."""

Unit = Literal[
    "persons",
    "teams",
    "companies",
    "units",
    "ships",
    "aircraft",
    "helicopters",
    "vehicles",
    "systems",
    "projects",
    "exercises",
]
"""What the number counts."""


class Evidence(Record):
    """The place in the source text, and the words there, that state a contribution or event."""

    line: Annotated[int, Field(ge=1, le=1000000)]
    """Line of the source text on which the fragment stands, counted from 1."""
    section: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Heading under which the fragment stands, as printed, shortened where it is long."""
    quote: Annotated[str, Field(min_length=1, max_length=160), text(check_line)]
    """The shortest fragment that carries the claim, in the exact characters of the text; not a whole sentence of nine words or more."""
    supports: Annotated[tuple[Annotated[str, Field(max_length=40, pattern=r"^[a-z]+(_[a-z]+)*$")], ...], Field(min_length=1, max_length=50), Unique] = ()
    """The fields that this fragment carries, given where there is more than one fragment."""


class Place(Record):
    """A place where the contribution is or goes."""

    place: Annotated[str, Field(min_length=1, max_length=100), text(check_line)]
    """The place in the words of the text."""
    country: Maybe[Country] = None
    """Country in which the place lies, where that is clear."""


class Asset(Record):
    """A ship, aircraft, system or unit that the letter names or types."""

    asset: Annotated[str, Field(min_length=1, max_length=100), text(check_line)]
    """Name or type, in the words of the text, without a number or an article."""
    asset_kind: AssetKind
    """What sort of thing the asset is."""


class FrameworkRole(Record):
    """A framework and what it is to the contribution."""

    framework_id: Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """Slug of the framework: lower-case letters, digits and single hyphens."""
    role: FrameworkRoleWord
    """What the framework is to the contribution."""


class Contribution(Record):
    """One statement in a letter about something that the Netherlands contributes, or does not."""

    key: ClassVar[str] = "contribution_id"
    needs: ClassVar[dict[str, tuple[str, ...]]] = {
        "amount_year": ("currency",),
        "number_min": ("unit", "basis",),
        "number_max": ("unit", "basis",),
        "previous_number": ("unit", "basis",),
        "amount_min": ("currency",),
        "amount_max": ("currency",),
        "start_date": ("term_basis",),
        "end_date": ("term_basis",),
    }

    contribution_id: Annotated[str, Field(max_length=68, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*[.][0-9]{2,3}$")]
    """The letter's id, a full stop and a number; written out, stable for ever, never reused and never a list position."""
    missions: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")], ...], Field(min_length=1, max_length=100), Unique] = ()
    """Missions that it goes to; several under one figure are one shared ceiling."""
    frameworks: Annotated[tuple[FrameworkRole, ...], Field(min_length=1, max_length=100), Unique] = ()
    """Organisations, funds or arrangements that it goes to, runs through or stands under, each with its role."""
    kind: ContributionKind
    """What is contributed."""
    description: Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]
    """What is contributed, in English, in our own words."""
    change: Change
    """What the letter does to the contribution; independent of how firm that is."""
    status: Status
    """How firm the statement is."""
    procedure: Maybe[Procedure] = None
    """How parliament is involved, only as the letter says it of this contribution."""
    grounds: Annotated[tuple[Ground, ...], Field(min_length=1, max_length=100), Unique] = ()
    """The reasons that the letter gives for this contribution."""
    basis: Maybe[Basis] = None
    """What the figure counts."""
    number_min: Maybe[Annotated[int, Field(ge=0, le=1000000)]] = None
    """Lower bound of the figure: n for exactly or about n, absent for at most n."""
    number_max: Maybe[Annotated[int, Field(ge=0, le=1000000)]] = None
    """Upper bound of the figure: n for exactly or about n, absent for at least n."""
    approximate: Maybe[bool] = None
    """True where the text says about, some or circa; left out otherwise."""
    implied: Maybe[bool] = None
    """True where the figure, or the former figure of what ends, is 1 by an article or a name, as in 'a gender adviser'; left out otherwise."""
    unit: Maybe[Unit] = None
    """What the number counts."""
    previous_number: Maybe[Annotated[int, Field(ge=0, le=1000000)]] = None
    """The figure before this letter, only where the letter itself gives it; of what ends, the figure that ends."""
    amount_min: Maybe[Annotated[int, Field(ge=0, le=1000000000000)]] = None
    """Lower bound of the amount: n for exactly or about n, absent for at most n."""
    amount_max: Maybe[Annotated[int, Field(ge=0, le=1000000000000)]] = None
    """Upper bound of the amount: n for exactly or about n, absent for at least n."""
    currency: Maybe[Currency] = None
    """Currency, as an ISO 4217 code."""
    amount_year: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """Year or period that the money is for, as precise as the text."""
    personnel_types: Annotated[tuple[PersonnelType, ...], Field(min_length=1, max_length=100), Unique] = ()
    """What sorts of people, as stated or as the word itself says: a staff officer is military."""
    functions: Annotated[tuple[Function, ...], Field(min_length=1, max_length=100), Unique] = ()
    """What the people do, only as stated."""
    assets: Annotated[tuple[Asset, ...], Field(min_length=1, max_length=100), Unique] = ()
    """Ships, aircraft, systems and units that the letter names or types."""
    places: Annotated[tuple[Place, ...], Field(min_length=1, max_length=100), Unique] = ()
    """Where the contribution is or goes, as printed; the area of the whole mission only where the text prints it with the item."""
    start_date: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """First period covered by the national contribution, inclusive, as precise as the text; never the mission's own mandate."""
    end_date: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """Last period covered by the national contribution, inclusive, as precise as the text; never the mission's own mandate."""
    duration: Maybe[Annotated[str, Field(pattern=r"^P[1-9][0-9]{0,3}[YMWD]$")]] = None
    """Length of the contribution where the letter gives it without both dates, as an ISO 8601 duration: a number of years, months, weeks or days."""
    decided_on: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """Date of the decision, where the letter recalls one taken before."""
    term_basis: Maybe[TermBasis] = None
    """Where the period comes from."""
    part_of: Maybe[Annotated[str, Field(max_length=68, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*[.][0-9]{2,3}$")]] = None
    """The contribution in this letter of which this is a component; parts are never added to their whole."""
    restates: Maybe[Annotated[str, Field(max_length=68, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*[.][0-9]{2,3}$")]] = None
    """The earlier contribution in this letter that this one says again."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=100), Unique]
    """The fragments of the text that state the contribution."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a second coder should know."""


class Event(Record):
    """A claim about a mission or contribution that is no contribution: when something is decided, reviewed or changed again, and on what it depends."""

    key: ClassVar[str] = "event_id"

    event_id: Annotated[str, Field(max_length=69, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*[.]e[0-9]{2,3}$")]
    """The letter's id, a full stop, an e and a number; written out, stable for ever, never reused and never a list position."""
    kind: EventKind
    """What sort of dated claim it is."""
    description: Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]
    """What the letter says, in English, in our own words."""
    missions: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")], ...], Field(min_length=1, max_length=100), Unique] = ()
    """Missions that it is about."""
    frameworks: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")], ...], Field(min_length=1, max_length=100), Unique] = ()
    """Frameworks that it is about."""
    region: Maybe[Region] = None
    """Region that it is about, where the letter names no mission or framework."""
    event_date: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """When it happens, happened or is to happen, as precise as the text; open on one side for 'before' and 'after'."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1, max_length=100), Unique]
    """The fragments of the text that state the event."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a second coder should know."""


class Passage(Record):
    """A place in the text that states no contribution, and why."""

    line: Annotated[int, Field(ge=1, le=1000000)]
    """Line of the source text on which the passage starts, counted from 1."""
    words: Annotated[str, Field(min_length=1, max_length=160), text(check_line)]
    """The passage in the exact characters of the text; of a long one its first and last words with ' … ' between them, which stands for all that lies between, also over several lines."""
    reason: PassageReason
    """Why a passage states no Dutch contribution."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a second coder should know."""


class Relation(Record):
    """Another paper and what this letter does to it."""

    relation: PaperRelation
    """What this letter does to the other paper."""
    paper: Maybe[Annotated[str, Field(max_length=40, pattern=r"^kst-[A-Za-z0-9]+(-[A-Za-z0-9]+)+$")]] = None
    """Identifier of the paper, where the text gives its number."""
    description: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """What the paper is, in English, as the text says."""
    line: Annotated[int, Field(ge=1, le=1000000)]
    """Line of the source text on which the fragment stands, counted from 1."""
    quote: Annotated[str, Field(min_length=1, max_length=160), text(check_line)]
    """The fragment that names the paper or says what the letter does to it, in the exact characters of the text."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a second coder should know."""


class Citation(Record):
    """A mention of a numbered parliamentary paper."""

    needs: ClassVar[dict[str, tuple[str, ...]]] = {
        "likely_paper": ("note",),
    }

    line: Annotated[int, Field(ge=1, le=1000000)]
    """Line of the source text on which the citation starts, counted from 1."""
    written: Annotated[str, Field(min_length=1, max_length=160), text(check_line)]
    """The citation in the exact characters of the text, misprints included."""
    dossier: Annotated[str, Field(max_length=20, pattern=r"^([0-9]|[0-9]{5}[A-Z]?|0{0,4}[IVXLCDM]+)(-[A-Z0-9]+)?$")]
    """Dossier as printed, normalised; a misprint is kept."""
    number: Annotated[str, Field(max_length=10, pattern=r"^[A-Z0-9]+[a-z]?$")]
    """Number as printed, normalised; a misprint is kept."""
    cited_date: Maybe[Annotated[str, Field(max_length=64), text(check_edtf)]] = None
    """Date that the text gives for the cited paper."""
    description: Maybe[Annotated[str, Field(min_length=1, max_length=300), text(check_line)]] = None
    """What the cited paper is, in English, as the text says."""
    likely_paper: Maybe[Annotated[str, Field(max_length=40, pattern=r"^kst-[A-Za-z0-9]+(-[A-Za-z0-9]+)+$")]] = None
    """Identifier of the paper that was probably meant, where the printed number is a misprint."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """Grounds for the likely reading, or what is remarkable."""


class Signatory(Record):
    """A person who signed the letter."""

    name: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Name as printed."""
    office: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Office as printed."""
    ministry: Maybe[Ministry] = None
    """Ministry or portfolio of the person who signs; the web address is the ministry's in the government's register of organisations (TOOI)."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What is remarkable about this signature."""


class Identifier(Record):
    """An identifier of the letter and who gave it."""

    scheme: IdentifierScheme
    """Who gave the identifier."""
    value: Annotated[str, Field(min_length=1, max_length=100), text(check_line)]
    """The identifier as its giver writes it."""


class Paper(Record):
    """A further dossier and number of the document."""

    dossier: Annotated[str, Field(max_length=20, pattern=r"^([0-9]|[0-9]{5}[A-Z]?|0{0,4}[IVXLCDM]+)(-[A-Z0-9]+)?$")]
    """Number of a parliamentary dossier with its sub-dossier or budget chapter after a hyphen; text, never a number, so that 21501-02 keeps its zero."""
    number: Annotated[str, Field(max_length=10, pattern=r"^[A-Z0-9]+[a-z]?$")]
    """Number of a paper within its dossier: digits in the lower house, letters in the upper house."""


class Date(Record):
    """A date that the document gives itself."""

    kind: LetterDateKind
    """Where the document gives the date."""
    date: Annotated[str, Field(max_length=10), text(check_day)]
    """A calendar day, year-month-day."""
    line: Annotated[int, Field(ge=1, le=1000000)]
    """Line of the source text on which the date stands, counted from 1."""
    written: Annotated[str, Field(min_length=1, max_length=60), text(check_line)]
    """The date in the exact characters of the text."""


class Letter(Record):
    """A dated document by which the government informs parliament, or that asks a minister to decide."""

    key: ClassVar[str] = "letter_id"
    needs: ClassVar[dict[str, tuple[str, ...]]] = {
        "number": ("dossier",),
        "dossier": ("number",),
    }

    letter_id: Annotated[str, Field(min_length=3, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """Official number of the letter in lower case; without one, the office's own reference."""
    kind: LetterKind
    """What sort of document the letter is."""
    title: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Title of the letter as printed; if it has none, the line that opens it."""
    dossier_title: Maybe[Annotated[str, Field(min_length=1, max_length=300), text(check_line)]] = None
    """Title of the parliamentary dossier as printed."""
    language: Language
    """Language of the text."""
    session_year: Maybe[Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$")]] = None
    """Parliamentary year as printed."""
    addressee: Maybe[Annotated[str, Field(min_length=1, max_length=300), text(check_line)]] = None
    """To whom the letter is addressed, as printed."""
    letter_date: Annotated[str, Field(max_length=64), text(check_edtf)]
    """Knowledge date: what the letter says was known from that day."""
    letter_date_basis: LetterDateBasis
    """Whether the document gives its own date or we bound it from what it says."""
    dates: Annotated[tuple[Date, ...], Field(min_length=1, max_length=100), Unique] = ()
    """Every date that the document gives itself, in the order of the text."""
    dossier: Maybe[Annotated[str, Field(max_length=20, pattern=r"^([0-9]|[0-9]{5}[A-Z]?|0{0,4}[IVXLCDM]+)(-[A-Z0-9]+)?$")]] = None
    """Number of a parliamentary dossier with its sub-dossier or budget chapter after a hyphen; text, never a number, so that 21501-02 keeps its zero."""
    number: Maybe[Annotated[str, Field(max_length=10, pattern=r"^[A-Z0-9]+[a-z]?$")]] = None
    """Number of a paper within its dossier: digits in the lower house, letters in the upper house."""
    other_numbers: Annotated[tuple[Paper, ...], Field(min_length=1, max_length=20), Unique] = ()
    """Further dossiers and numbers that the document bears, where one paper is filed in more than one dossier."""
    identifiers: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=100), Unique]
    """All identifiers that the document bears."""
    signatories: Annotated[tuple[Signatory, ...], Field(min_length=1, max_length=50), Unique] = ()
    """Who signed, in the order of the document."""
    citations: Annotated[tuple[Citation, ...], Field(min_length=1, max_length=2000), Unique] = ()
    """Every mention of a numbered parliamentary paper, in the order of the text."""
    related: Annotated[tuple[Relation, ...], Field(min_length=1, max_length=200), Unique] = ()
    """Papers that the letter answers, supplements, confirms or reports on, and those sent with it."""
    source_file: Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    """File name of the text that was read; the text itself is not published with the dataset."""
    source_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """SHA-256 of the exact bytes of the text that was read; line numbers refer to it."""
    source_original_sha256: Maybe[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]] = None
    """SHA-256 of the exact bytes of the saved page or print from which the text was made, if it is another file."""
    source_read: Annotated[str, Field(max_length=10), text(check_day)]
    """Day on which the text was read and coded."""
    source_urls: Annotated[tuple[Annotated[str, Field(max_length=300), text(check_https)], ...], Field(min_length=1, max_length=100), Unique] = ()
    """Public web addresses of the document."""
    coverage: Coverage
    """How much of the letter was coded, so that absence is never read as zero."""
    coverage_note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """Which part was coded, or what was left out on purpose."""
    passages: Annotated[tuple[Passage, ...], Field(min_length=1, max_length=5000), Unique] = ()
    """Places in the text that name a mission, a framework, a figure or a date and state no contribution, in the order of the text; with the evidence they account for the whole text."""
    summary: Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]
    """One or two sentences in English, in our own words."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a reader of the record should know about the document."""
    events: Annotated[Keyed[Event], Field(min_length=1, max_length=1000), Unique] = Keyed()
    """Dated or conditional claims that are no contribution, in the order of the text: reviews, conditions, decisions that are still to come, changes of a mission."""
    contributions: Annotated[Keyed[Contribution], Field(max_length=1000)]
    """Every contribution that the letter states, in the order of the text; empty where it states none."""


class Name(Record):
    """A further spelling of a name, as a document or its own organisation writes it, so that text can be searched."""

    name: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """The spelling, without an article."""
    language: Language
    """Language of the spelling."""
    origin: NameOrigin
    """Where the spelling comes from."""


class Mission(Record):
    """An undertaking to which people, units or materiel are sent or held ready; identity and classification only, claims with a date belong to letters."""

    key: ClassVar[str] = "mission_id"

    mission_id: Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """Slug of the mission: lower-case letters, digits and single hyphens."""
    name: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Official name in its working language; where there is none, a plain English description."""
    abbreviation: Maybe[Annotated[str, Field(min_length=1, max_length=60), text(check_line)]] = None
    """Abbreviation in common use."""
    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=500), Unique] = ()
    """Other spellings and languages, as documents write them."""
    kind: MissionKind
    """What sort of undertaking the mission is."""
    framework_id: Maybe[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]] = None
    """Organisation or coalition that leads it; give this, or the lead country, or both."""
    lead_country: Maybe[Country] = None
    """Country that leads it, alone, in a coalition or as framework nation."""
    domain: Domain
    """Whether the undertaking is civilian, military or both."""
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=100), Unique] = ()
    """What it is there to do."""
    countries: Annotated[tuple[Country, ...], Field(min_length=1, max_length=200), Unique] = ()
    """Countries in which it works."""
    area: Maybe[Annotated[str, Field(min_length=1, max_length=300), text(check_line)]] = None
    """Sea or area that has no country code, in English."""
    region: Maybe[Region] = None
    """Region under which the letters group the mission."""
    parent: Maybe[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]] = None
    """Mission of which this one is a part, such as the mission of a task force."""
    predecessor: Maybe[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]] = None
    """Mission that this one followed."""
    former_ids: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")], ...], Field(min_length=1, max_length=50), Unique] = ()
    """Ids that this record had before."""
    wikidata: Maybe[Annotated[str, Field(pattern=r"^Q[1-9][0-9]{0,11}$")]] = None
    """Wikidata identifier, only where the identity is certain."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a reader of the record should know."""


class Framework(Record):
    """What leads, funds, plans or coordinates but is not itself deployed to."""

    key: ClassVar[str] = "framework_id"

    framework_id: Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    """Slug of the framework: lower-case letters, digits and single hyphens."""
    name: Annotated[str, Field(min_length=1, max_length=300), text(check_line)]
    """Official name in its working language; where there is none, a plain English description."""
    abbreviation: Maybe[Annotated[str, Field(min_length=1, max_length=60), text(check_line)]] = None
    """Abbreviation in common use."""
    names: Annotated[tuple[Name, ...], Field(min_length=1, max_length=500), Unique] = ()
    """Other spellings and languages, as documents write them."""
    kind: FrameworkKind
    """What sort of body, fund or arrangement the framework is."""
    parent: Maybe[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]] = None
    """Framework of which this one is a part."""
    lead_country: Maybe[Country] = None
    """Country that leads it."""
    domain: Maybe[Domain] = None
    """Whether the undertaking is civilian, military or both."""
    former_ids: Annotated[tuple[Annotated[str, Field(min_length=2, max_length=64, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")], ...], Field(min_length=1, max_length=50), Unique] = ()
    """Ids that this record had before."""
    wikidata: Maybe[Annotated[str, Field(pattern=r"^Q[1-9][0-9]{0,11}$")]] = None
    """Wikidata identifier, only where the identity is certain."""
    note: Maybe[Annotated[str, Field(min_length=1, max_length=1000), text(check_line)]] = None
    """What a reader of the record should know."""

__all__ = [
    "Asset",
    "AssetKind",
    "Basis",
    "Change",
    "Citation",
    "Contribution",
    "ContributionKind",
    "Country",
    "Coverage",
    "Currency",
    "Date",
    "Domain",
    "Event",
    "EventKind",
    "Evidence",
    "Framework",
    "FrameworkKind",
    "FrameworkRole",
    "FrameworkRoleWord",
    "Function",
    "Ground",
    "Identifier",
    "IdentifierScheme",
    "Language",
    "Letter",
    "LetterDateBasis",
    "LetterDateKind",
    "LetterKind",
    "Ministry",
    "Mission",
    "MissionKind",
    "Name",
    "NameOrigin",
    "Paper",
    "PaperRelation",
    "Passage",
    "PassageReason",
    "PersonnelType",
    "Place",
    "Procedure",
    "Region",
    "Relation",
    "Signatory",
    "Status",
    "Task",
    "TermBasis",
    "Unit",
]
