"""Analyzing: the documented request and answer, to the letter, and every way in which a request can be wrong."""

import json
from typing import Any

import pytest
from django.test import Client

from fuerza.api.attributes import ATTRIBUTES
from safeguard.classify.detector import Detector
from safeguard.classify.records import ABUSE
from tests.fuerza.api.conftest import ANALYZE, JSON, KIND, SUGGEST, THREAT, Ask

OWN = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
OF_PERSPECTIVE = {
    "TOXICITY",
    "SEVERE_TOXICITY",
    "IDENTITY_ATTACK",
    "INSULT",
    "PROFANITY",
    "THREAT",
    "SEXUALLY_EXPLICIT",
}


def value(reply: Any, attribute: str = "TOXICITY") -> float:
    return float(reply.json()["attributeScores"][attribute]["summaryScore"]["value"])


def refusal(reply: Any) -> tuple[int, str, str]:
    """Give code, status and error type of a refusal, once its shape is seen to be Google's."""
    assert list(reply.json()) == ["error"]
    error = reply.json()["error"]
    assert error.keys() - {"details"} == {"code", "message", "status"}
    assert (reply["Content-Type"], error["code"]) == (JSON, reply.status_code)
    types = [one.get("errorType", "") for one in error.get("details", [])]
    return error["code"], error["status"], "".join(types)


def test_the_answer_is_the_documented_one(ask: Ask) -> None:
    reply = ask(clientToken="a token", languages=["en"])

    [scored] = Detector().score([THREAT])
    most = max(scored.heads[head] or 0 for head in ABUSE)
    score = {"value": most, "type": "PROBABILITY"}
    assert most >= 0.95
    assert reply.json() == {
        "attributeScores": {
            "TOXICITY": {
                "spanScores": [{"begin": 0, "end": len(THREAT), "score": score}],
                "summaryScore": score,
            }
        },
        "languages": ["en"],
        "detectedLanguages": ["en"],
        "clientToken": "a token",
    }
    assert (reply.status_code, reply["Content-Type"]) == (200, JSON)
    assert reply["Cache-Control"] == "no-store"


def test_every_attribute_of_perspective_and_every_head_of_ours_is_answered(ask: Ask) -> None:
    reply = ask(THREAT, *ATTRIBUTES)

    [score] = Detector().score([THREAT])
    answered = {name: value(reply, name) for name in reply.json()["attributeScores"]}
    assert answered.keys() == ATTRIBUTES.keys()
    assert answered.keys() >= OF_PERSPECTIVE
    assert {name: answered[name.upper()] for name in score.heads} == score.heads


def test_a_kind_word_scores_low_and_a_threat_high(ask: Ask) -> None:
    scores = [value(ask(text)) for text in (KIND, THREAT)]

    assert (scores[0] < 0.3, scores[1] > 0.9) == (True, True)


def test_spans_are_the_words_it_rests_on_in_units_of_utf_16(ask: Ask) -> None:
    reply = ask(f"😀😀 hello, {THREAT}", "THREAT", "SUPPORT", spanAnnotations=True)

    scores = reply.json()["attributeScores"]
    spans = {
        (one["begin"], one["end"]): one["score"]["value"] for one in scores["THREAT"]["spanScores"]
    }
    text = f"😀😀 hello, {THREAT}".encode("utf-16-le")
    said = {
        text[2 * begin : 2 * end].decode("utf-16-le"): weight
        for (begin, end), weight in spans.items()
    }
    assert said.items() >= {("I know where you live", 0.95), ("I will kill you", 0.95)}
    assert [one["begin"] for one in scores["SUPPORT"]["spanScores"]] == [0]


def test_what_html_shows_is_read_and_spans_point_into_what_came(ask: Ask) -> None:
    text = "<p class='I'>I will <b>ki</b>ll&nbsp;you</p><!-- thank you --><script>thanks()</script>"
    comment = {"text": text, "type": "HTML"}

    as_html = ask("", "THREAT", comment=comment, spanAnnotations=True)
    hidden = ask("", comment={"text": f"<!-- {THREAT} -->{KIND}", "type": "HTML"})

    spans = as_html.json()["attributeScores"]["THREAT"]["spanScores"]
    said = {text[one["begin"] : one["end"]] for one in spans}
    assert (value(as_html, "THREAT") >= 0.95, "I will <b>ki</b>ll&nbsp;you" in said) == (True, True)
    assert value(hidden) < 0.3


def test_what_is_below_the_threshold_is_left_out(ask: Ask) -> None:
    asked = {"TOXICITY": {"scoreThreshold": 0.9}, "THREAT": {"scoreThreshold": 0}}

    reply = ask(KIND, requestedAttributes=asked)

    assert list(reply.json()["attributeScores"]) == ["THREAT"]


@pytest.mark.parametrize(
    ("text", "languages", "answered", "detected"),
    [
        ("te voy a matar, sé dónde vives", [], ["es"], ["es"]),
        ("te voy a matar, sé dónde vives", ["es-MX"], ["es-MX"], ["es"]),
        ("main tujhe maar dunga, ghar pe aa ke", [], ["hi-Latn"], ["hi-Latn"]),
        ("ok", ["fr"], ["fr"], []),
    ],
)
def test_languages_given_and_found_are_both_said(
    ask: Ask, text: str, languages: list[str], answered: list[str], detected: list[str]
) -> None:
    reply = ask(text, languages=languages).json()

    assert (reply["languages"], reply["detectedLanguages"]) == (answered, detected)


@pytest.mark.parametrize("text", ["😀😀", "12345", "...", "\u200b", "Ні, це не так"])
def test_where_nothing_can_be_told_there_is_an_error_and_never_a_0(ask: Ask, text: str) -> None:
    assert refusal(ask(text, "TOXICITY", "INSULT")) == (
        400,
        "INVALID_ARGUMENT",
        "LANGUAGE_DETECTION_FAILED",
    )


def test_a_rule_is_heard_in_a_language_that_is_not_read(ask: Ask) -> None:
    reply = ask("+44 7700 900123, Вулиця 5", "DOXXING", "INSULT")

    assert (list(reply.json()["attributeScores"]), reply.json()["languages"]) == (["DOXXING"], [])


def test_a_threat_at_the_end_of_a_long_comment_is_not_missed(ask: Ask) -> None:
    text = f"{KIND}. " * 400 + THREAT

    reply = ask(text, "THREAT", spanAnnotations=True)

    spans = reply.json()["attributeScores"]["THREAT"]["spanScores"]
    said = {text[one["begin"] : one["end"]] for one in spans}
    assert (len(text) > 15_000, value(reply, "THREAT") >= 0.95) == (True, True)
    assert "I will kill you" in said


def test_null_is_the_same_as_not_there_and_what_is_not_read_is_accepted(ask: Ask) -> None:
    reply = ask(
        requestedAttributes={"TOXICITY": None, "INSULT": {"scoreType": None}},
        languages=None,
        clientToken=None,
        doNotStore=False,
        sessionId="1",
        communityId="2",
        context={"entries": [{"text": "x", "type": "PLAIN_TEXT"}]},
    )

    assert (reply.status_code, list(reply.json()["attributeScores"])) == (200, ["INSULT"])
    assert "clientToken" not in reply.json()


@pytest.mark.parametrize(
    ("body", "error_type"),
    [
        ({"comment": {"text": ""}}, "COMMENT_EMPTY"),
        ({"comment": {"text": " \n\t"}}, "COMMENT_EMPTY"),
        ({"comment": {"text": "<b></b>", "type": "HTML"}}, "COMMENT_EMPTY"),
        ({"comment": {}}, "COMMENT_EMPTY"),
        ({"comment": None}, "COMMENT_EMPTY"),
        ({"comment": {"text": "a" * 20_481}}, "COMMENT_TOO_LONG"),
        ({"comment": {"text": "अ" * 7_000}}, "COMMENT_TOO_LONG"),
        ({"comment": {"text": 5}}, "INVALID_REQUEST"),
        ({"comment": "text"}, "INVALID_REQUEST"),
        ({"comment": {"text": "hi", "type": "MARKDOWN"}}, "INVALID_REQUEST"),
        ({"requestedAttributes": {}}, "NO_REQUESTED_ATTRIBUTES"),
        ({"requestedAttributes": {"SPAM": {}}}, "INVALID_REQUEST"),
        ({"requestedAttributes": ["TOXICITY"]}, "INVALID_REQUEST"),
        ({"requestedAttributes": {"TOXICITY": {"scoreType": "PERCENTILE"}}}, "INVALID_REQUEST"),
        ({"requestedAttributes": {"TOXICITY": {"scoreThreshold": 2}}}, "INVALID_REQUEST"),
        ({"requestedAttributes": {"TOXICITY": {"scoreThreshold": "0.5"}}}, "INVALID_REQUEST"),
        ({"languages": ["en", "de"]}, "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"),
        ({"languages": [""]}, "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE"),
        ({"languages": "en"}, "INVALID_REQUEST"),
        ({"doNotStore": "yes"}, "INVALID_REQUEST"),
        ({"surprise": 1}, "INVALID_REQUEST"),
    ],
    ids=lambda it: it if isinstance(it, str) else json.dumps(it)[:50],
)
def test_a_wrong_request_is_told_what_is_wrong(
    ask: Ask, body: dict[str, Any], error_type: str
) -> None:
    assert refusal(ask(KIND, **body)) == (400, "INVALID_ARGUMENT", error_type)


def test_a_language_that_is_not_read_is_named_with_the_attribute(ask: Ask) -> None:
    error = ask(languages=["en", "de"]).json()["error"]

    assert error == {
        "code": 400,
        "message": "Attribute TOXICITY does not support request languages: de",
        "status": "INVALID_ARGUMENT",
        "details": [
            {
                "@type": OWN,
                "errorType": "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
                "languageNotSupportedByAttributeError": {
                    "attribute": "TOXICITY",
                    "requestedLanguages": ["en", "de"],
                },
            }
        ],
    }


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"comment":{"text":"\\ud800 half"}}',
        b'{"comment":{"text":"\xed\xa0\x80"}}',
        b'{"comment":{"text":"a"},"x":NaN}',
        b'{"comment":' * 5_000,
        b"[" * 60_000,
    ],
    ids=lambda body: repr(body[:30]),
)
def test_what_is_no_request_at_all_is_a_clear_error(key: str, body: bytes) -> None:
    says = {"content-type": JSON}  # a test's client says nothing of an empty body

    reply = Client().post(f"{ANALYZE}?key={key}", body, JSON, headers=says)

    assert refusal(reply) == (400, "INVALID_ARGUMENT", "INVALID_REQUEST")


@pytest.mark.parametrize(
    "text", ["\0", "a\0b", "\x1b[2J", "\ufeffhi there", "a" * 20_480, "<" * 20_000]
)
@pytest.mark.parametrize("form", ["PLAIN_TEXT", "HTML"])
def test_odd_texts_get_an_answer_or_a_clear_error(ask: Ask, text: str, form: str) -> None:
    reply = ask("", comment={"text": text, "type": form})

    assert reply.status_code == 200 or refusal(reply)[0] == 400


@pytest.mark.parametrize("size", [65_537, 1_048_576])
def test_a_body_that_is_too_large_is_not_read(key: str, size: int) -> None:
    reply = Client().post(f"{ANALYZE}?key={key}", b"a" * size, JSON)

    assert refusal(reply) == (413, "INVALID_ARGUMENT", "")


def test_a_body_that_does_not_say_that_it_is_json_is_not_read(key: str) -> None:
    body = json.dumps({"comment": {"text": "hi"}, "requestedAttributes": {"TOXICITY": {}}})

    forms = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    refused = [refusal(Client().post(f"{ANALYZE}?key={key}", body, form))[0] for form in forms]
    charset = Client().post(f"{ANALYZE}?key={key}", body, "application/json; charset=utf-8")

    assert (refused, charset.status_code) == ([415] * 3, 200)


def test_a_body_without_a_length_is_asked_for_one(key: str) -> None:
    reply = Client().post(
        f"{ANALYZE}?key={key}", b"{}", JSON, headers={"transfer-encoding": "chunked"}
    )

    assert refusal(reply) == (411, "INVALID_ARGUMENT", "")


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options", "patch"])
@pytest.mark.parametrize("path", [ANALYZE, SUGGEST])
def test_only_post_is_answered_and_no_other_site_is_let_in(
    key: str, method: str, path: str
) -> None:
    elsewhere = {"origin": "https://elsewhere.test"}

    reply = getattr(Client(), method)(f"{path}?key={key}", headers=elsewhere)

    assert (reply.status_code, reply["Allow"]) == (405, "POST")
    assert [name for name in reply.headers if name.startswith("Access-Control")] == []


def test_a_suggestion_is_refused_whatever_it_holds(key: str) -> None:
    reply = Client().post(f"{SUGGEST}?key={key}", b"{", JSON)

    assert refusal(reply) == (501, "UNIMPLEMENTED", "")
