"""The crisis switch, the alarm, and what she does beforehand."""
