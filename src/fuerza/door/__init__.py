"""Tickets, and the door of an edition: checking in on a phone, with a list that erases itself."""
