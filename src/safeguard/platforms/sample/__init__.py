"""The sample: a network that exists only in memory, for the demo and for tests."""
