"""The benches: each measures one part beside a limit or a peer, in one command."""
