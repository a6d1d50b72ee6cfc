"""WhatsApp chats as the app exports them: a text file of lines, alone or in a ZIP beside its pictures.

Nobody has published the format; docs/platforms/chats.md says what it was learned from.
"""
