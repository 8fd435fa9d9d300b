"""Files and folders, as commands take them."""

from pathlib import Path

import click

#: Given as a `Path`; whether something is there is for the command to say.
PATH = click.Path(path_type=Path)
