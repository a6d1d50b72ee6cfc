"""The tests: they mirror src path by path; journeys walk in a real browser, real talks to real servers."""
