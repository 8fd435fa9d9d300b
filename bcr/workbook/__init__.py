"""Other people's spreadsheets, as records with the cell each value came from.

`reading` is the way in: guard → grid → layout → extract.
"""
