"""`python -m tongket` is `tongket`."""

from tongket.cli import main

if __name__ == "__main__":
    main()
