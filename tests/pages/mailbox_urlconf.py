"""The site's addresses as a demo has them."""

from plainstudy.config.urls import urlpatterns as site_urlpatterns
from plainstudy.pages.follow_urls import mailbox_urlpatterns

urlpatterns = [*site_urlpatterns, *mailbox_urlpatterns]
