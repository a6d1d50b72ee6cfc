"""`python -m safeguard.evidence PACKAGE [--receipt FILE]`: the verifier, by the name of its package."""

import sys

from safeguard.evidence.verify import main

if __name__ == "__main__":
    sys.exit(main())
