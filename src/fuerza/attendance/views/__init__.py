"""Pages of attendance: an invitation, her own page of an edition, and what organisers see of who comes."""
