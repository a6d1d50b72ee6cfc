"""Evidence: records, receipts, packages and the verifier."""
