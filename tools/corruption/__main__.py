"""Corrupt the real records in seeded ways, one at a time, and count what the checks detect.

    python tools/corruption --sources ../shared/sources [--count 1000] [--seed 20220617] [--list]

Each corruption is made in memory and judge_sample as ``inzet validate --sources`` does; if that finds nothing, as
``inzet audit --sources`` does. It is detected if an issue is about the item that was changed or names it, or if the
audit finds a place on the lines of the text that the item quotes. Any other one needs a reason why record and text do
not contradict it; the rules for that are in ``verdicts.py``.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corruptions import KINDS
from verdicts import DETECTED, REASONS, ROOT, judge_sample


def main() -> int:
    """Print the shares; 1 if something is undetected without a reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, default=ROOT.parent / "shared" / "sources", help="the source texts")
    parser.add_argument("--count", type=int, default=1000, help="how many corruptions (default: 1000)")
    parser.add_argument("--seed", type=int, default=20220617, help="of the draw (default: 20220617)")
    parser.add_argument("--list", action="store_true", help="print every corruption and its verdict")
    options = parser.parse_args()
    results = judge_sample(options.sources, options.count, options.seed)
    gaps = [result for result in results if result[1] not in (*DETECTED, *REASONS)]
    for corruption, verdict in results if options.list else gaps:
        print(f"{verdict}: {corruption}")
    print("\n".join(table([(corruption.kind, verdict) for corruption, verdict in results])))
    return bool(gaps)


def table(results: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the shares by kind of corruption, and the reasons, as tables in Markdown."""
    yield f"| corruption | made | detected | {' | '.join(DETECTED)} | impossible |"
    yield f"|---{'|---:' * (len(DETECTED) + 3)}|"
    for name in (*KINDS, "all"):
        count = Counter(verdict for kind, verdict in results if name in (kind, "all"))
        where, impossible = [count[place] for place in DETECTED], sum(count[reason] for reason in REASONS)
        share = f"{100 * sum(where) / (count.total() or 1):.1f} %"
        yield f"| {' | '.join(map(str, [name, count.total(), share, *where, impossible]))} |"
    count = Counter(verdict for _, verdict in results)
    yield "\n| impossible to detect | count |"
    yield "|---|---:|"
    yield from (f"| {reason} | {count[reason]} |" for reason in REASONS if count[reason])


if __name__ == "__main__":
    sys.exit(main())
