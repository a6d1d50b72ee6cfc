"""Text: folding, language, stems."""
