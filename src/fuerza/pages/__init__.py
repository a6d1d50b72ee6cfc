"""Page, Revision, Review and their editor: what guides and stories are made of (issue 8)."""
