"""Where the shipped detector's heads begin to count, without loading what it scores with: a page may ask for that."""

import json
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from safeguard.classify import baseline, encoder
from safeguard.classify.tables import Trained


@cache
def shipped() -> Trained:
    """Give the name and the thresholds that `detector.Detector` answers with here."""
    folder = files("safeguard.classify")
    if encoder.is_here():
        given = json.loads(folder.joinpath(encoder.FOLDER, encoder.TABLES).read_bytes())
        return Trained(name=given["name"], thresholds=np.array(given["thresholds"]))
    return without_encoder()


def without_encoder() -> Trained:
    """Give those of the word counts alone."""
    content = files("safeguard.classify").joinpath(baseline.WEIGHTS).read_bytes()
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        return Trained(name=str(arrays["name"]), thresholds=arrays["thresholds"])
