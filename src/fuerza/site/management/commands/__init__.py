"""Commands of site."""
