"""Tables, as CSV and as NDJSON: one row a post.

Start at `columns`, which says what a row may hold. `delimited` and `ndjson` are the two importers
and `preview` shows what a file would become before anything is stored.
"""
