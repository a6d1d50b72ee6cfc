"""Random faults between a connector and its network: nothing lost, nothing twice, nothing sent again unasked.

`proxy` makes the faults, `storm` does what a site does about them, `network` is what both need of a double.
"""
