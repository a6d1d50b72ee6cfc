"""Cases, exhibits in them, report packs and their ledger."""
