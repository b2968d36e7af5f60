"""The sieve of the checks: made with ``sieved``, a pattern is only tried on a sentence that it can match."""

from plainstudy.writing.sieve import ALL, Pattern, Sieve, bits_of

__all__ = ["ALL", "Pattern", "among", "bits_in", "bits_of", "sieved"]

_SIEVE = Sieve()
sieved = _SIEVE.pattern
among = _SIEVE.among
bits_in = _SIEVE.bits_in
