"""The words of pictures, in English and Dutch: titles, keys, labels and notes."""

from inzet.words import Lang, in_language

_CAPTIONS: dict[str, tuple[str, str]] = {
    # Titles.
    "all": ("Dutch contributions to international missions", "Nederlandse bijdragen aan internationale missies"),
    "named": ("Dutch contributions to {names}", "Nederlandse bijdragen aan {names}"),
    "counted": ("Dutch contributions to {count} missions", "Nederlandse bijdragen aan {count} missies"),
    "until_letter": (
        "What the government's letters say, up to that of {last}.",
        "Wat de brieven van het kabinet zeggen, tot en met die van {last}.",
    ),
    "known": ("As known on {known}.", "Zoals bekend op {known}."),
    "in_force_on": ("In force on {day}: {figure}.", "Van kracht op {day}: {figure}."),
    "in_force_chosen": (
        "In force on {day} of the missions shown: {figure}.",
        "Van kracht op {day} van de getoonde missies: {figure}.",
    ),
    "total_all": ("{figure} in all.", "Samen {figure}."),
    "total_chosen": ("The missions shown: {figure} in all.", "De getoonde missies: samen {figure}."),
    "nothing": ("nothing", "niets"),
    # The key.
    "in_force": ("mandate in force", "mandaat van kracht"),
    "perhaps": ("perhaps in force: the dates leave it open", "wellicht van kracht: de data laten het open"),
    "reported": ("reported as being there", "gemeld als aanwezig"),
    "report": ("reported on the day of a letter", "gemeld op de dag van een brief"),
    "planned": ("planned, not decided", "voorgenomen, niet besloten"),
    "plan_end": ("end planned, not decided", "einde voorgenomen, niet besloten"),
    "ending": ("ends, day not given", "loopt af, dag niet genoemd"),
    "refused": ("refused", "afgewezen"),
    "horizon": ("last letter", "laatste brief"),
    "size": ("people that a mandate in force allows", "personen volgens een mandaat dat van kracht is"),
    "size_range": (
        "so many more at most, where a letter gives a range",
        "hoogstens zoveel meer, waar een brief een marge noemt",
    ),
    "size_least": ("a least: a part has no figure", "een minimum: een deel heeft geen aantal"),
    # Labels.
    "with_one": ("{figure}, shared with {name}", "{figure}, gedeeld met {name}"),
    "with_many": ("{figure}, shared with {count} others", "{figure}, gedeeld met {count} andere"),
    "end_of": ("end ({what})", "einde ({what})"),
    "no_end": ("no end given", "geen einde genoemd"),
    # Notes.
    "note_shared": (
        "Shared: one figure for several missions. It is shown at each, and a total counts it once.",
        "Gedeeld: één aantal voor meer missies. Het staat bij elke missie, en telt in een totaal één keer.",
    ),
    "note_together": (
        "Missions that stand together have one figure.",
        "Missies die samen staan, hebben één aantal.",
    ),
    "note_plan": (
        "A plan is drawn as a short bar, however long it is meant to last; the words beside it say until when.",
        "Een voornemen is een korte balk, hoe lang het ook moet duren; de woorden ernaast zeggen tot wanneer.",
    ),
    "note_open": (
        "An arrow after a full bar: no end is given, and the bar stops at the last letter.",
        "Een pijl na een volle balk: er is geen einde genoemd, en de balk stopt bij de laatste brief.",
    ),
    "note_before": (
        "An arrow before a pale bar: it was there before, and no letter says since when.",
        "Een pijl vóór een bleke balk: het was er eerder, en geen brief zegt sinds wanneer.",
    ),
    "note_report": (
        "A report says what was there when the letter was written, and nothing of later days.",
        "Een melding zegt wat er was toen de brief werd geschreven, en niets over latere dagen.",
    ),
    "not_shown": (
        "Not shown: {planned} missions only planned, {over} over.",
        "Niet getoond: {planned} missies alleen voorgenomen, {over} voorbij.",
    ),
    "source": (
        "Source: letters of the Dutch government, the last of {last} ({letter}); inzet {version}.",
        "Bron: brieven van het Nederlandse kabinet, de laatste van {last} ({letter}); inzet {version}.",
    ),
    # What a page shows on pointing at something.
    "fact_mission": ("Mission", "Missie"),
    "fact_what": ("What", "Wat"),
    "fact_figure": ("Figure", "Aantal"),
    "fact_from": ("From", "Vanaf"),
    "fact_until": ("Until", "Tot en met"),
    "fact_letter": ("Letter of", "Brief van"),
    "fact_shared": ("Shared with", "Gedeeld met"),
    "fact_quote": ("Words", "Woorden"),
}


def caption(code: str, lang: Lang, **arguments: object) -> str:
    """Return the words with a code.

    >>> caption("with_one", "nl", figure="15 personen", name="OHR")
    '15 personen, gedeeld met OHR'
    """
    return in_language(_CAPTIONS[code], lang).format(**arguments)
