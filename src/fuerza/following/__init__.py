"""What follows editions from outside: a feed of changes, and calendars."""
