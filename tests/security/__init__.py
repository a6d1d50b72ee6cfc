"""What must hold of every page at once: who reaches it, what comes out of it, what is left on disk."""
