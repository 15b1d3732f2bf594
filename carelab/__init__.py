"""carelab"""
