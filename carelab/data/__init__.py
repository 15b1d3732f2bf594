"""Data that lessons and exercises show. Real figures are kept in files with their source and date; invented ones say so."""
