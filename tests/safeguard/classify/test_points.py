"""The thresholds that a page shows are those that the detector goes by."""

import numpy as np
import pytest

from safeguard.classify import baseline, encoder, points
from safeguard.classify.detector import Detector


def test_they_are_those_of_the_detector_here() -> None:
    detector = Detector()
    last = detector.encoder or detector.model

    shipped = points.shipped()

    assert (shipped.name, np.array_equal(shipped.thresholds, last.thresholds)) == (
        detector.name,
        True,
    )


def test_without_the_encoder_they_are_those_of_the_word_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoder, "is_here", lambda: False)
    model = baseline.model()

    found = points.shipped.__wrapped__()

    assert (found.name, np.array_equal(found.thresholds, model.thresholds)) == (model.name, True)


def test_a_head_has_three_points_in_order() -> None:
    more, balanced, fewer = points.shipped().points("insult", "es")

    assert more < balanced < fewer
