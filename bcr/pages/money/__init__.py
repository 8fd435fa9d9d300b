"""Pages on money and on promises that were restated."""
