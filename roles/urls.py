from django.urls import path

from roles import views

app_name = "roles"
urlpatterns = [
    path("roles/", views.role_list, name="role-list"),
    path("roles/compare/", views.role_compare, name="role-compare"),
    path("roles/<slug:slug>/", views.role_detail, name="role-detail"),
    path("responsibilities/", views.responsibility_list, name="responsibility-list"),
    path(
        "responsibilities/<slug:slug>/",
        views.responsibility_detail,
        name="responsibility-detail",
    ),
]
