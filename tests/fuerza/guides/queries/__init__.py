"""What guides there are, as somebody may read them, tested."""
