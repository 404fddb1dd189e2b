"""One machine with nothing but Python: embedded servers, the front-end build, the demo."""
