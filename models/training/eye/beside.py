"""Imported first: makes the modules of models/training (fetch, model, optim, ...) importable from here."""
import pathlib, sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent))
