"""The links of a document that is read far from its files; ``hatch_build.py`` runs this module without inzet."""

import re

# A link to a file of the tree, or a picture from it; no code, and no link to elsewhere.
_LINK = re.compile(r"(`[^`]*`)|(!?)\[([^]\[]*)\]\((?!https?:|#)([^()\s]+)\)")


def lead_into(repository: str, version: str, text: str) -> str:
    """Return Markdown whose links lead into a repository on GitHub; without one, their words remain."""

    def lead(found: re.Match[str]) -> str:
        code, mark, words, path = found.groups()
        if code or not repository:
            return str(code or words)
        return f"{mark}[{words}]({repository}/{'raw' if mark else 'blob'}/v{version}/{path})"

    return _LINK.sub(lead, text)
