"""Text as people type it: folded for matching, named by language, stemmed for search."""
