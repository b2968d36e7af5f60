"""All addresses of the site."""

from django.urls import include, path

from plainstudy.pages.views import errors

urlpatterns = [path("", include("plainstudy.pages.urls"))]

handler404 = errors.not_found
handler500 = errors.server_error
