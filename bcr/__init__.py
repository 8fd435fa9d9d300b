"""bcr: what business cases promised, beside what was realised."""
