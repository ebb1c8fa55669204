"""Citations of Dutch parliamentary papers (Kamerstukken), and their identifiers.

A paper has a number in a dossier or sub-dossier. Official publications write this as an identifier
("kst-35925-V-84"), letters as a citation ("Kamerstuk 35 925 V, nr. 84"). Both are read as a `Paper`.

>>> parse("kst-21501-02-2893").dossier_id
'21501-02'
>>> cite(parse("kst-21501-02-2893"))
'Kamerstuk 21 501-02, nr. 2893'
>>> find_citations("zie Kamerstuk 35 925 V, nr. 84.")[0].papers[0].url
'https://zoek.officielebekendmakingen.nl/kst-35925-V-84.html'
"""

from inzet.kamerstuk.citations import Citation, cite, find_citations
from inzet.kamerstuk.papers import Paper, parse

__all__ = ["Citation", "Paper", "cite", "find_citations", "parse"]
