"""Why something is reported, in the network's own words.

The names are those of the lexicons tools.ozone.report.defs and com.atproto.moderation.defs as released with
@atproto/ozone `LEXICON`. Ozone's own pages list some that are in no lexicon; those are refused here.
"""

LEXICON = "0.4.2"
_OZONE = "tools.ozone.report.defs#"
_OLD = "com.atproto.moderation.defs#"
_NAMES = """
Appeal Other
ViolenceAnimal ViolenceThreats ViolenceGraphicContent ViolenceGlorification ViolenceExtremistContent
ViolenceTrafficking ViolenceOther
SexualAbuseContent SexualNCII SexualDeepfake SexualAnimal SexualUnlabeled SexualOther
ChildSafetyCSAM ChildSafetyGroom ChildSafetyPrivacy ChildSafetyHarassment ChildSafetyOther
HarassmentTroll HarassmentTargeted HarassmentHateSpeech HarassmentDoxxing HarassmentOther
MisleadingBot MisleadingImpersonation MisleadingSpam MisleadingScam MisleadingElections MisleadingOther
RuleSiteSecurity RuleProhibitedSales RuleBanEvasion RuleOther
SelfHarmContent SelfHarmED SelfHarmStunts SelfHarmSubstances SelfHarmOther
"""
_OLD_NAMES = "Spam Violation Misleading Sexual Rude Other Appeal"
KNOWN = frozenset(
    {f"{_OZONE}reason{name}" for name in _NAMES.split()}
    | {f"{_OLD}reason{name}" for name in _OLD_NAMES.split()}
)
# An id of safeguard.taxonomy -> what it is here. No reason fits every case of an id: her note says the rest.
_OF = {
    "T1": "ViolenceThreats",
    "T2": "ViolenceThreats",
    "T3": "HarassmentTargeted",
    "T4": "SelfHarmContent",
    "A4": "HarassmentTargeted",
    "P1": "HarassmentDoxxing",
    "P2": "HarassmentOther",
    "P3": "ViolenceOther",
    "S1": "SexualNCII",
    "S2": "SexualDeepfake",
    "S3": "SexualOther",
    "S4": "HarassmentTargeted",
    "H1": "HarassmentHateSpeech",
    "H2": "HarassmentHateSpeech",
    "A1": "HarassmentTroll",
    "A2": "HarassmentTargeted",
    "A3": "HarassmentTargeted",
    "A5": "HarassmentTroll",
    "R1": "MisleadingOther",
    "R2": "MisleadingImpersonation",
    "R3": "MisleadingOther",
    "R4": "MisleadingBot",
    "C1": "RuleSiteSecurity",
    "C2": "HarassmentOther",
    "M1": "ChildSafetyOther",
}
# How the new names begin -> the old name that moderation services from before may take instead.
_BEFORE = {
    "Violence": "Violation",
    "Sexual": "Sexual",
    "ChildSafety": "Violation",
    "Harassment": "Rude",
    "MisleadingSpam": "Spam",
    "Misleading": "Misleading",
    "Rule": "Violation",
    "SelfHarm": "Violation",
    "Other": "Other",
    "Appeal": "Appeal",
}


def reason_type(reason: str) -> str:
    """Name a reason: an id of ours, or the lexicon's own name; what is neither is "other".

    Raises:
        ValueError: it is written as a lexicon's name and stands in none.

    """
    if "#" not in reason:
        return f"{_OZONE}reason{_OF.get(reason, 'Other')}"
    if reason not in KNOWN:
        raise ValueError("the reason was in no lexicon that is known here")
    return reason


def taken_by(reason: str, takes: frozenset[str]) -> str:
    """Give the name of a reason that a moderation service takes ('' if none): it may say so in old names only."""
    if not takes or reason in takes:
        return reason
    name = reason.removeprefix(f"{_OZONE}reason")
    old = next((old for begins, old in _BEFORE.items() if name.startswith(begins)), "Other")
    wanted = (f"{_OLD}reason{old}", f"{_OZONE}reasonOther", f"{_OLD}reasonOther")
    return next((each for each in wanted if each in takes), "")
