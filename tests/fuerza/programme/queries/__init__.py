"""What may be read of the programme, tested."""
