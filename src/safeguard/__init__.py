"""The library: pure Python, no Django, no clock, no globals, usable from a notebook or a cluster."""
