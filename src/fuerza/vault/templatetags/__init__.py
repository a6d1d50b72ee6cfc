"""What the vault's templates load."""
