"""The program around the craft: everything that touches the world."""
