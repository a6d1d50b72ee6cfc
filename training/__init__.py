"""How the shipped model was made: data in, weights and figures out. Start at train_baseline.py."""
