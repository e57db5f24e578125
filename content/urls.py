from django.urls import path

from content import feedback_views, preview, views

app_name = "content"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.page_list, name="page-list"),
    path("about/sources/", views.source_list, name="source-list"),
    path("about/glossary/", views.glossary, name="glossary"),
    path("about/<slug:slug>/", views.page_detail, name="page-detail"),
    path("feedback/", feedback_views.send, name="feedback"),
    path("feedback/<str:key>/", feedback_views.note, name="feedback-note"),
    path("preview/<token>/", preview.draft_preview, name="draft-preview"),
    path("search/", views.search, name="search"),
    path("cards/<slug:kind>/<slug:slug>.png", views.card, name="card"),
    path("offline/", views.offline, name="offline"),
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
]
