"""Tools for the corpus: ``check``, ``compile`` and ``coverage`` are commands (``python -m training.tools.check``)."""
