"""What leaves the house: printed documents, files locked with a passphrase, partial dates."""
