"""Speed and quality, measured; never asserted in a test."""
