"""What leaves the house as a document: guides as HTML and PDF, calendars, partial dates."""
