from django.urls import path

from . import views

app_name = "base"
urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
]
