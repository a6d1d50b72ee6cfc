"""What a detector answers: a Score for each text, with reasons as codes and offsets, never as sentences."""

import msgspec

HEADS = (
    "sexism",
    "threat",
    "sexual",
    "insult",
    "hate",
    "doxxing",
    "silencing",
    "profanity",
    "support",
)
ABUSE = tuple(head for head in HEADS if head not in {"profanity", "support"})
POINTS = ("more", "balanced", "fewer")


class Reason(msgspec.Struct, frozen=True):
    """Why a head fired: a rule's or feature's code, and the offsets into the original text it rests on."""

    code: str
    head: str
    start: int
    end: int
    weight: float = 0.0


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One text's score.

    `heads` maps each head to a calibrated probability, or None for "can't tell" (never 0 instead).
    `labels` are taxonomy ids at or above the threshold of the operating point `point`, most severe first;
    `severity` is 0 to 4. `model` names model and version, `language` is BCP 47 or 'und'.
    """

    heads: dict[str, float | None]
    labels: tuple[str, ...]
    severity: int
    language: str
    why: tuple[Reason, ...]
    model: str
    point: str

    @property
    def can_tell(self) -> bool:
        return any(value is not None for value in self.heads.values())
