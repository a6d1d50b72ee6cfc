"""Pages of connections: what is linked, signing in, what each plan does, lists, whom she has silenced."""
