"""Exhibits, case keys, custody, receipts, packages."""
