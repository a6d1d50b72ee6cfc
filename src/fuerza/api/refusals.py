"""A refusal in the shape that Google's clients read: {"error": {"code", "message", "status", "details"}}."""

from typing import Any

from django.http import HttpResponse, JsonResponse

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    405: "UNIMPLEMENTED",
    411: "INVALID_ARGUMENT",
    413: "INVALID_ARGUMENT",
    415: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
}
_TYPES = "type.googleapis.com/google"
OWN = f"{_TYPES}.commentanalyzer.v1alpha1.Error"
INFO = f"{_TYPES}.rpc.ErrorInfo"
RETRY = f"{_TYPES}.rpc.RetryInfo"


class Refused(Exception):
    """A request was refused; `headers` go with the answer."""

    def __init__(
        self,
        code: int,
        message: str,
        *details: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.details = code, message, list(details)
        self.headers = headers or {}

    def answer(self) -> HttpResponse:
        error: dict[str, Any] = {
            "code": self.code,
            "message": self.message,
            "status": STATUS[self.code],
        }
        if self.details:
            error["details"] = self.details
        return JsonResponse({"error": error}, status=self.code, headers=self.headers)


def invalid(message: str, error_type: str = "INVALID_REQUEST", **more: object) -> Refused:
    """Say what is wrong with a request, with one of Perspective's own error types."""
    return Refused(400, message, {"@type": OWN, "errorType": error_type, **more})
