"""The parts of the HTML page: evidence in the text, claims as cards, a map, a time strip, and the frame around them."""
