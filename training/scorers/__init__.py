"""Fit the small scorers of the learned engine on annotated reports: what joins mentions, and what fills a claim."""
