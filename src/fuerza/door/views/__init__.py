"""Pages of the door: her ticket, an organiser's doors, and the door itself on a phone."""
