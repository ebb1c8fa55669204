"""Drop every constraint, rule and check in turn, and see whether the fast tests notice.

    python tools/mutation                 drop all of them; print each that no test notices, and the score
    python tools/mutation --sample 60     drop some of each part, drawn with a fixed seed
    python tools/mutation --write         write tests/fixtures/refused.jsonl for the present schemas
    python tools/mutation --check         compare that file with what --write would write

The fast tests are the lines of the fixture and the trees in tests/examples. Everything is dropped in memory.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

import refused
from fixture import make_lines
from score import baseline, score


def main() -> int:
    """Do what the options ask for; 1 if a mutant survives or the fixture is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--sample", type=int, metavar="N", help="drop only N, as many of each part")
    choice.add_argument("--write", action="store_true", help="write the fixture")
    choice.add_argument("--check", action="store_true", help="compare the fixture with the schemas")
    options = parser.parse_args()
    if options.write or options.check:
        try:
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in make_lines())
        except ValueError as error:
            print(error)
            return 1
        if options.write:
            refused.FIXTURE.write_text(text, encoding="utf-8")
        elif text != refused.FIXTURE.read_text(encoding="utf-8"):
            print("the fixture is not up to date; run: python tools/mutation --write")
            return 1
        return 0
    if failure := baseline():
        print(f"nothing is dropped, and yet a test fails: {failure}")
        return 1
    lines = list(score(options.sample))
    print("\n".join(lines))
    return any(line.startswith("survived") for line in lines)


if __name__ == "__main__":
    sys.exit(main())
