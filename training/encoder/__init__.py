"""How the encoder (tier 2) was made: a small multilingual encoder in, an int8 network out. Start at train.py."""
