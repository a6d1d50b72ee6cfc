"""What she asks the platforms to do: plans shown first, done act by act, undone exactly; lists of accounts."""
