"""Tests of Telegram exports."""
