"""Data that lessons and exercises show. Real figures stand in files with their source and date; invented ones say so."""
