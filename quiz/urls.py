from django.urls import path

from quiz import views

app_name = "quiz"
urlpatterns = [
    path("", views.start, name="start"),
    path("next/", views.next_question, name="next"),
    path("questions/<slug:item>/", views.question, name="question"),
    path("answers/", views.review, name="review"),
    path("result/", views.result, name="result"),
    path("skills/", views.self_ratings, name="self-ratings"),
    path("resume-code/", views.resume_code, name="resume-code"),
    path("resume/", views.resume, name="resume"),
    path("share/", views.share, name="share"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("retake/", views.retake, name="retake"),
    path("delete/", views.delete, name="delete"),
]
