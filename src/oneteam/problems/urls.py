from django.urls import path

from . import views

app_name = "problems"
urlpatterns = [
    path("", views.problem_list, name="list"),
    path("new/", views.new, name="new"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/edit/<str:step>/", views.edit, name="edit"),
    path("<str:code>/submit/", views.submit, name="submit"),
    path("<str:code>/scoping/", views.scoping, name="scoping"),
    path("<str:code>/share/", views.share, name="share"),
    path("<str:code>/files/", views.attach_file, name="attach"),
    path("<str:code>/act/<str:name>/", views.act, name="act"),
]
