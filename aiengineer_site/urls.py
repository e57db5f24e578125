from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("content.urls")),
    path("", include("skills.urls")),
    path("", include("roles.urls")),
    path("", include("learning.urls")),
    path("quiz/", include("quiz.urls")),
]

handler400 = "aiengineer_site.errors.bad_request"
handler403 = "aiengineer_site.errors.permission_denied"
handler404 = "aiengineer_site.errors.page_not_found"
handler500 = "aiengineer_site.errors.server_error"
