"""What a model made of something kept, as the evidence states it."""

from fuerza.desk.models import Score
from safeguard.classify.records import Score as Scored
from safeguard.evidence import Assessment


def assessment_of(score: Score | Scored | None) -> Assessment | None:
    """State what the model made of it, for the exhibit's assessment.json; None where nothing was scored."""
    if score is None:
        return None
    return Assessment(
        model=score.model,
        point=score.point,
        heads=score.heads,
        labels=tuple(score.labels),
        severity=score.severity,
    )
