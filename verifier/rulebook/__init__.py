"""The rule book: plain Python over plain facts. No database, no clock, no Django."""
