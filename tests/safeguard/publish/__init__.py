"""Publishing: partial dates, printed documents, locked files."""
