"""The door's promises, module by module."""
