"""Who is not let in to editions, and who would rather not be in the same room: closed for a reason, and quietly."""
