"""What keeps a circle safe and going: check-in rounds, words to one person, reports, removals."""
