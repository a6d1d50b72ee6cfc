"""What pages promise, whoever owns them."""
