"""The event types: one YAML file each in ``types/``.

load.py     the files as an Ontology (start here: ``load``, ``examples``, ``near_misses``)
model.py    what a file holds, as frozen values
show.py     types as plain text: ``table``, ``describe``
read.py     one file: YAML to values, with errors that help
check.py    the rules that no type can say
codes.yaml  the codes of ACLED, PLOVER and CAMEO
"""
