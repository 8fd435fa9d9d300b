"""Where the tables and forms of a sheet are, and what each of their columns means."""
