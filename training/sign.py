"""Hash a model's files into its meta.json: the last step before it is committed or published.

usage: python -m training.sign models/NAME [models/NAME ...]
"""

import argparse
from pathlib import Path

from beritanlp.model_files import sign


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    for folder in parser.parse_args().folders:
        print(f"{folder}: {len(sign(folder))} files signed")


if __name__ == "__main__":
    main()
