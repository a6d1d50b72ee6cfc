"""The programme, tested."""
