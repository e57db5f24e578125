"""How often one address may do what costs others something, such as guessing codes."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from skills.models import CountedAct


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` acts of one kind from one address within `window`."""

    name: str
    most: int
    window: timedelta

    def is_reached(self, address: str) -> bool:
        start = timezone.now() - self.window
        acts = CountedAct.objects.filter(limit=self.name, address=masked(address))
        return acts.filter(at__gt=start).count() >= self.most

    def count(self, address: str) -> None:
        """Count one act, and forget those that no longer matter."""
        start = timezone.now() - self.window
        CountedAct.objects.filter(limit=self.name, at__lte=start).delete()
        CountedAct.objects.create(limit=self.name, address=masked(address))


def masked(address: str) -> str:
    """Return a keyed digest of an address: the address itself is not stored."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, address.encode(), sha256).hexdigest()
