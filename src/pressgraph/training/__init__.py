"""Trains what pressgraph has learnt from its corpus: the recogniser of names and the confidence of relations.

Needs the extra "dev" (scikit-learn, python-crfsuite); nothing here is imported to read articles.
"""
