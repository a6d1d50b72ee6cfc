"""Pages of cases: all of them, one, what is written into it, and what is taken away on paper."""
