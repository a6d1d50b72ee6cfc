"""What a flood is made of: one pure function a file, each with its definition and source."""
