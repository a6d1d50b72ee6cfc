"""The bench of the detector, in parts: cases, streams, attacks, figures, cost, peers."""
