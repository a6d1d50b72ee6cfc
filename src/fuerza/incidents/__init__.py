"""What went wrong at an edition: a report, the pair on call, and what they did about it."""
