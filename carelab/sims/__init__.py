"""Teaching models of a care service: pure functions of their controls. No notebook, no widget, no file."""
