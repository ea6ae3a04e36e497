"""`python -m beritanlp` is the command line."""

from beritanlp.cli import main

if __name__ == "__main__":
    main()
