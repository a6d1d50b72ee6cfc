"""Commands of the desk: `fuerza desk import` is desk_import here."""
