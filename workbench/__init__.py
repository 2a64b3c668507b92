"""Where people work: the command line, later pages, an API and exports."""
