"""CodedReports -> a file. A module here is a format, named by its file name; "_" begins the name of a shared part."""
