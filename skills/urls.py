from django.urls import path

from skills import views

app_name = "skills"
urlpatterns = [
    path("skills/", views.skill_list, name="skill-list"),
    path("skills/<slug:slug>/", views.skill_detail, name="skill-detail"),
    path("topics/", views.topic_list, name="topic-list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic-detail"),
]
