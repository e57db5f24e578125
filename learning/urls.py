from django.urls import path

from learning import plan_step_views, plan_views, views

app_name = "learning"
urlpatterns = [
    path("paths/", views.path_list, name="path-list"),
    path("paths/<slug:slug>/", views.path_detail, name="path-detail"),
    path("steps/<slug:slug>/", views.step_detail, name="step-detail"),
    path("plan/", plan_views.plan_list, name="plan-list"),
    path("plan/new/", plan_views.plan_new, name="plan-new"),
    path("plan/import/", plan_views.plan_import, name="plan-import"),
    path("plan/delete/", plan_views.plan_delete_all, name="plan-delete-all"),
    path("plan/<uuid:key>/", plan_step_views.plan_detail, name="plan-detail"),
    path("plan/<uuid:key>/change/", plan_views.plan_change, name="plan-change"),
    path("plan/<uuid:key>/undo/", plan_step_views.plan_undo, name="plan-undo"),
    path("plan/<uuid:key>/other-roles/", plan_views.plan_switch, name="plan-switch"),
    path("plan/<uuid:key>/delete/", plan_views.plan_delete, name="plan-delete"),
    path("plan/<uuid:key>/plan.<slug:kind>", plan_views.plan_file, name="plan-file"),
    path(
        "plan/<uuid:key>/steps/<slug:slug>/",
        plan_step_views.plan_step,
        name="plan-step",
    ),
]
