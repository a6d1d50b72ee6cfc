"""What is read of who is invited and who comes."""
