"""The learned engine's parts: a small network that reads sentences, and what is made of its readings."""
