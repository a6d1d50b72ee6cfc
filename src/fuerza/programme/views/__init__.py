"""Pages of the programme: what everybody reads, and what organisers write."""
