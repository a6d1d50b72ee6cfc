"""Arabic: groups of three: 1.234.567."""

NUMBER_GROUPING = 3
