"""Text messages as the Android app SMS Backup & Restore writes them: XML, one element a message."""
