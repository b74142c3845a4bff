"""The pages and the JSON API: each module's ``router(desk)`` gives its routes."""
