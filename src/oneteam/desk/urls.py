from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.public_home, name="public"),
    path("find/", views.find, name="find"),
]
