"""Pages of incidents: an organiser's, of whoever reports, of those who handle it."""
