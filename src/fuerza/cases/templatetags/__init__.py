"""The words of the pages of cases."""
