"""Search."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plainstudy.record.identifiers import NotAnIdentifier, parse_nct_id
from plainstudy.search.queries import search
from plainstudy.studies.models import Study

from ..presenters.cards import present_cards
from ..presenters.help import is_about_suicide

LONGEST = 200
