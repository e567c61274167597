"""What the readers of DOCX and ODT share: the package, words with their looks, numbers as printed, lists, tables."""
