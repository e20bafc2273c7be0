"""``coproduce found``: found a town with its first clerk."""

from __future__ import annotations

import argparse
import sys

from ._web import ready, warn


def found(argv: list[str]) -> int:
    """Found a town on this site and name its first clerk, who then signs in with a code by mail."""
    parser = argparse.ArgumentParser(prog="coproduce found", description=found.__doc__)
    parser.add_argument("slug", help="the town's name in addresses, for instance lindon")
    parser.add_argument("--name", required=True, help="the town's name")
    parser.add_argument("--country", default="FR", help="two capital letters (FR)")
    parser.add_argument("--currency", default="EUR", help="three capital letters (EUR)")
    parser.add_argument("--body", required=True, help="the public body that answers, for instance Town hall")
    parser.add_argument("--body-address", default="", metavar="MAIL", help="mail address of that body, for its letters")
    parser.add_argument("--clerk", required=True, help="mail address of the first clerk")
    options = parser.parse_args(argv)
    ready()
    if wrong := _cannot_be_used(options):
        parser.error(wrong)
    from .upgrade import bring_up

    bring_up()
    from coproduce.people.actions import name_clerk
    from coproduce.places import actions, queries

    if queries.towns().filter(slug=options.slug).exists():
        print(
            f"coproduce found: a town {options.slug} is already here; choose another name for its addresses.",
            file=sys.stderr,
        )
        return 1
    name = {"en": options.name, "fr": options.name}
    town = actions.found_town(slug=options.slug, name=name, country=options.country, currency=options.currency)
    body = {"en": options.body, "fr": options.body}
    provider = actions.name_organisation(
        town=town,
        slug="town",
        name=body,
        kind="public_body",
        functions=["provider", "funder"],
        address=options.body_address,
    )
    actions.describe_service(
        town=town,
        slug="public-space",
        name={"en": "Public space", "fr": "Espace public"},
        sector="public space",
        statutory_basis={},
        provider=provider,
        floors={},
    )
    name_clerk(town=town, address=options.clerk)
    print(f"{options.name} is founded.")
    print(f"{options.clerk} can sign in with a code by mail and set up the first initiative.")
    if not options.body_address:
        print(f"No mail address of {options.body} is known: letters to it are not sent until the clerk gives one here:")
        print(f"  {_page_of('initiatives:body', town.slug, body=provider.slug)}")
    print("Its one service, public space, guarantees nothing yet. The clerk writes the minimum down here:")
    print(f"  {_page_of('initiatives:townhall', town.slug)}")
    print("Without one, each initiative has to say why nothing is guaranteed before it can start.")
    warn("found")
    return 0


def _page_of(name: str, town: str, **place: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    return f"{settings.SITE_ADDRESS}{reverse(name, kwargs={'town': town, **place})}"


def _cannot_be_used(options: argparse.Namespace) -> str:
    """The first value that a town cannot have and what to give instead, or nothing."""
    from django.core.exceptions import ValidationError
    from django.core.validators import RegexValidator

    from coproduce.ui.texts import AddressField

    for value, check, advice in (
        (options.slug, RegexValidator(r"^[a-z0-9][a-z0-9-]{0,59}\Z"), "slug takes small letters, digits and hyphens"),
        (options.country, RegexValidator(r"^[A-Z]{2}\Z"), "--country takes two capital letters, such as FR"),
        (options.currency, RegexValidator(r"^[A-Z]{3}\Z"), "--currency takes three capital letters, such as EUR"),
        (options.body_address, AddressField(required=False).clean, "--body-address takes a mail address"),
        (options.clerk, AddressField().clean, "--clerk takes a mail address, such as clerk@lindon.example"),
    ):
        try:
            check(value)
        except ValidationError:
            return f"{advice}; not {value!r}"
    from coproduce.places.queries import is_address_of_the_site

    if is_address_of_the_site(options.slug):
        return f"the site has pages of its own under this name; choose another slug than {options.slug!r}"
    return ""
