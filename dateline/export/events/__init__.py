"""Events -> a file. A module here is a format, named by its file name; "_" begins the name of a shared part.

``export`` writes one and gives its loss report; the command line and the page call it alike.
"""

from dateline.export.events._loss import LossReport
from dateline.export.events._public import PublicProfile
from dateline.export.events._run import Wanted, export, exporter, names, released

__all__ = ["LossReport", "PublicProfile", "Wanted", "export", "exporter", "names", "released"]
