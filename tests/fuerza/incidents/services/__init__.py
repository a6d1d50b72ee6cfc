"""What is done with duties and reports."""
