from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from aiengineer_site.discovery import robots, security_txt, service_worker
from aiengineer_site.http import public
from aiengineer_site.styleguide import styleguide
from content.feeds import ChangesFeed, sitemaps

urlpatterns = [
    path("sitemap.xml", public(sitemap), {"sitemaps": sitemaps}, name="sitemap"),
    path("feed.atom", public(ChangesFeed()), name="feed"),
    path("robots.txt", robots, name="robots"),
    path("service-worker.js", service_worker, name="service-worker"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("admin/", admin.site.urls),
    path("", include("content.urls")),
    path("", include("skills.urls")),
    path("", include("roles.urls")),
    path("", include("learning.urls")),
    path("quiz/", include("quiz.urls")),
]

if settings.DEBUG:
    urlpatterns += [path("styleguide/", styleguide, name="styleguide")]

handler400 = "aiengineer_site.errors.bad_request"
handler403 = "aiengineer_site.errors.permission_denied"
handler404 = "aiengineer_site.errors.page_not_found"
handler500 = "aiengineer_site.errors.server_error"
