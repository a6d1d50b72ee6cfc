"""One switch for the worst days: what is tightened, whom it calls, the plan she wrote in calm."""
