"""Packages, valid and not, with the verdict that each tool must give: for whoever writes another verifier."""
