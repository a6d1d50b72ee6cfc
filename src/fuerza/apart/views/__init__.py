"""Pages of apart: hers, and what organisers decide."""
