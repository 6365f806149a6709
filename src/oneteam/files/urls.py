from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("<str:code>/", views.download, name="download"),
    path("<str:code>/remove/", views.remove, name="remove"),
]
