"""The record's history of shapes: numbered steps, forward only."""
