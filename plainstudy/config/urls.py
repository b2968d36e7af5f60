"""All addresses of the site."""

from django.urls import include, path

from plainstudy.desk.site import desk
from plainstudy.pages.views import errors

urlpatterns = [path("admin/", desk.urls), path("", include("plainstudy.pages.urls"))]

handler400 = errors.bad_request
handler404 = errors.not_found
handler500 = errors.server_error
