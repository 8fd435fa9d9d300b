"""The template workbook, for those who have none of their own."""
