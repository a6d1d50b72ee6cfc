"""Turns of a session: the queue of the soapbox, and the tables of the clinic."""
