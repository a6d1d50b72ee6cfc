"""Telegram as its desktop app exports it: `result.json`, of one chat or of all."""
