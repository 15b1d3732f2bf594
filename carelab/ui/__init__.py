"""What a student sees in a notebook: forms, models, and the words around them. The only place that knows widgets."""
