"""Pages of helping: the helper's queue and what she hands back; the owner's answers, log and limits."""
