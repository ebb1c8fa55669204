"""build the register as web pages, in English and Dutch

Check the records in the folder ROOT and write their pages into the folder OUT: missions, letters, search, days,
findings, data and documents, in English and Dutch. The pages need no server and load nothing from elsewhere.

Links into the official texts light up the very words. Which words these are is found in the texts (--sources) and kept
in ROOT/links.json; without the texts, what that file keeps is used.

examples:
  inzet site site                                                 then open site/index.html
  inzet site site --base-url https://example.org/register/       for a public address: sitemap, feed, catalogues
  inzet site site --sources ../sources                            find the words of the links anew
  inzet site site --serve                                         look at it while the records change
"""

import argparse
from pathlib import Path

from inzet.commands.output import print_lines, report
from inzet.commands.terminal import complain, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="folder for the site: new, empty, or one that holds a site")
    parser.add_argument(
        "root", nargs="?", default=".", metavar="ROOT", help="folder that holds records/ (default: here)"
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="public address that the site will have (default: that of publication.toml)"
    )
    parser.add_argument("--sources", metavar="DIR", help="folder with the texts; writes ROOT/links.json")
    parser.add_argument(
        "--serve", action="store_true", help="serve it on this machine; build anew when a record changes"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (default: 8000)")


def run(options: argparse.Namespace) -> int:
    try:
        from inzet.site.building import build
        from inzet.site.documents import BrokenSiteError
    except ModuleNotFoundError as error:
        raise ImportError(f'inzet site needs more packages, such as {error.name}: pip install "inzet[site]"') from None
    from inzet.release.package import InvalidRecordsError

    if options.serve and (options.base_url or options.sources):
        return complain("--serve is only for looking; leave out --base-url and --sources")
    if options.serve:
        from inzet.site.serving import serve

        return serve(Path(options.root), Path(options.out), options.port, say)
    try:
        changed, total = build(Path(options.root), Path(options.out), options.base_url, options.sources)
    except InvalidRecordsError as error:
        report(error.issues, "")
        return complain("no site was written", 1)
    except BrokenSiteError as error:
        print_lines(error.faults)
        return complain(f"the site has {len(error.faults)} fault(s), so it was not written", 1)
    say(f"{total} files, {changed} changed; open {Path(options.out) / 'index.html'}")
    return 0
