"""Commands of the scoring endpoint: `fuerza detect` is detect here."""
