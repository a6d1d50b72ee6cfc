"""What can be done with the programme, tested."""
