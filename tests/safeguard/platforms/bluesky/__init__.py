"""The Bluesky connector on a double of the network, small and ours."""
