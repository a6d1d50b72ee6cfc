"""Hindi: a group of three, then groups of two (lakh, crore): 12,34,567."""

NUMBER_GROUPING = (3, 2, 0)
