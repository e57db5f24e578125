from django.urls import path

from learning import views

app_name = "learning"
urlpatterns = [
    path("paths/", views.path_list, name="path-list"),
    path("paths/<slug:slug>/", views.path_detail, name="path-detail"),
    path("steps/<slug:slug>/", views.step_detail, name="step-detail"),
]
