"""Pages of the switch, the alarm, and what she does beforehand: hers alone."""
