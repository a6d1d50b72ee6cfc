"""Instagram and Facebook: direct messages she received, out of "Download your information" as JSON."""
