"""Pages of acts: what each plan does, lists, whom she has silenced."""
