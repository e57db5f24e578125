"""A cookie that names what is a visitor's own, signed and closed to scripts."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class KeyCookie:
    """A cookie that holds the key of a record.

    Attributes:
        age: how long a browser keeps it after it was last set.
    """

    name: str
    salt: str
    age: timedelta

    def read(self, request: HttpRequest) -> UUID | None:
        """Return the key, or None when there is no cookie.

        Raises:
            BadSignature: this site has not written it.
        """
        if self.name not in request.COOKIES:
            return None
        text = request.get_signed_cookie(self.name, salt=self.salt)
        try:
            return UUID(text)
        except ValueError as error:
            raise BadSignature("The cookie holds no key.") from error

    def set(self, response: HttpResponse, key: UUID) -> None:
        response.set_signed_cookie(
            self.name,
            key.hex,
            salt=self.salt,
            max_age=self.age,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )

    def remove(self, response: HttpResponse) -> None:
        response.delete_cookie(self.name, samesite="Lax")
