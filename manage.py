#!/usr/bin/env python
"""Django's command line, for those used to it; `fuerza` is the one to learn."""

from fuerza.__main__ import main

if __name__ == "__main__":
    main()
