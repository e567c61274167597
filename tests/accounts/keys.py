"""Keys for sealing in tests; the same in every process."""

OLD = "YW4tb2xkLWtleS1mb3ItdGVzdHMtYW5kLW5vdGhpbmc="
NEW = "YS1uZXcta2V5LWZvci10ZXN0cy1hbmQtbm90aGluZyE="
