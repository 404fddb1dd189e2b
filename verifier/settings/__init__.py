"""One module per place the product runs in: local, test, production; each stands on base."""
