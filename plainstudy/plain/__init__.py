"""Plain words, reading level and wording helpers; pure: no Django, no network, no clock.

``dictionary`` finds, replaces and explains hard terms; ``reading`` measures how hard a text reads;
``wording`` puts numbers, lists, dates and names into words; ``words/*.csv`` is our own dictionary.
"""
