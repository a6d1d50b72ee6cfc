"""Pages of campaigns: what everybody reads, what organisers write, and a day as a member sees it."""
