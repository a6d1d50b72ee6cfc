"""Pages of people: coming in, her own page, devices, helpers, consent, and the operator's list of names."""
