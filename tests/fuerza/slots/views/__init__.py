"""The pages of turns, tables and her list."""
