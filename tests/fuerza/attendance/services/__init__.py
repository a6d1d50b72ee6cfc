"""What is done with seats, invitations and registrations."""
