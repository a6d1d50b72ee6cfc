"""Tests of what twitter-web-exporter saves."""
