"""Impact: services of what is asked, and of what is reported."""
