"""What Dateline's learned parts are made from: a corpus of our own writing, and the tools that check and compile it."""
