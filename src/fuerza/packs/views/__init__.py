"""Pages of report packs: where to report and preparing it; one pack, sending it, handing it over, following it."""
