"""The site: one house of packages with one import order (ARCHITECTURE.md)."""
