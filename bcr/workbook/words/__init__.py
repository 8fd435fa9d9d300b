"""What the words of a workbook mean: fields, synonyms, vocabularies."""
