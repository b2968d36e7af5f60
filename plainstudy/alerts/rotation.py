"""New address keys: everything encrypted with older ones is encrypted anew, so that those can be dropped."""

import dataclasses
import secrets

from django.conf import settings

from . import queries
from .addresses import seal, unseal
from .models import Keyring, Subscriber
from .promptly import promptly

AT_ONCE = 200


def rotate_keys(*, new_link_key: bool = False) -> int:
    """Encrypt all addresses and the keyring with the newest of ``PLAINSTUDY_ADDRESS_KEYS``; returns how many.

    What finds addresses and signs links does not change, so every link in a mail
    goes on working. With ``new_link_key`` later links are signed with a new key;
    links signed with older ones still work. Safe to stop and run again. WrongKeys
    where no key opens what is stored.
    """
    address_keys = tuple(settings.ADDRESS_KEYS)
    keys = queries.keys()
    if new_link_key:
        keys = dataclasses.replace(keys, links=(secrets.token_bytes(32), *keys.links))
    with promptly():
        Keyring.objects.filter(id=1).update(wrapped=keys.wrap())
    done, last = 0, 0
    while rows := list(Subscriber.objects.filter(id__gt=last).order_by("id")[:AT_ONCE]):
        for row in rows:
            row.address = seal(unseal(row.address, address_keys=address_keys), address_keys=address_keys)
        with promptly():
            Subscriber.objects.bulk_update(rows, ["address"])
        done, last = done + len(rows), rows[-1].id
    return done
