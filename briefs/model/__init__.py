"""The values that everything else speaks in: frozen, comparable, free of behaviour that needs the world."""
