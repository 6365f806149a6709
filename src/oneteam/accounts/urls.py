from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("devices/", views.sessions, name="sessions"),
    path("devices/others/end/", views.sessions_end, name="sessions_end"),
    path("devices/<str:device>/end/", views.session_end, name="session_end"),
    path("data/", views.download, name="export"),
]
