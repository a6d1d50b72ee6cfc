"""Commands of people: `fuerza person create` is person_create here."""
