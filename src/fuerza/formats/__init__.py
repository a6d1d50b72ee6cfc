"""How numbers are grouped in the languages for which Django doesn't say: what Django says holds for all else."""
