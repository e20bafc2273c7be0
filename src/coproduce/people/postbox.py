"""A mail backend that keeps mail on the site, so that a demo can show what it would send."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .actions import keep_letter


class PostboxBackend(BaseEmailBackend):
    """Keeps each mail as a ``Letter`` a recipient. A door to the outside, so the clock is read here."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        at = timezone.now()
        for message in email_messages:
            for address in message.recipients():
                keep_letter(to=address, subject=str(message.subject), body=str(message.body), at=at)
        return len(email_messages)
