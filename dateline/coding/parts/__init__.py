"""What every engine needs around its triggers: grammar, phrases, roles, modality, tolls, sources, setting, joining."""
