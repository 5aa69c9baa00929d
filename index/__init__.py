"""Statements in, ranked statements out; knows nothing of answers. Its modules are imported one by one: some are heavy."""
