"""The programme's pages, tested."""
