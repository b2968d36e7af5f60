"""Addresses of following, and of the demo's mailbox where there is one."""

from django.conf import settings
from django.urls import path

from . import follow, mailbox

urlpatterns = [
    path("follow/", follow.follow, name="follow"),
    path("follow/sent/", follow.sent, name="follow_sent"),
    path("follow/confirm/<str:code>/", follow.confirm, name="follow_confirm"),
    path("follow/manage/", follow.manage_request, name="follow_manage_request"),
    path("follow/manage/<str:code>/", follow.manage, name="follow_manage"),
    path("follow/manage/<str:code>/plainstudy.json", follow.export, name="follow_export"),
    path("follow/leave/<str:code>/", follow.leave, name="follow_leave"),
    path("follow/block/<str:code>/", follow.block, name="follow_block"),
]

mailbox_urlpatterns = [
    path("mailbox/", mailbox.mailbox, name="mailbox"),
    path("mailbox/<str:name>/", mailbox.mail, name="mailbox_mail"),
    path("mailbox/<str:name>/html/", mailbox.html_part, name="mailbox_html"),
]

if settings.MAILBOX_DIR:
    urlpatterns += mailbox_urlpatterns
