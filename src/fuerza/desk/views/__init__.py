"""Pages of the desk: watching, lists, one mention, deciding, adding what she saw, bringing a file."""
