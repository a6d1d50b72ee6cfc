"""Pages of connections: what is linked, what each plan does, which lists were brought, whom she has silenced."""
