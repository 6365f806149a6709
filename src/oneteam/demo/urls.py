from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("", views.personas, name="personas"),
    path("visit/", views.visit, name="visit"),
    path("mail/", views.mail, name="mail"),
    path("as/<slug:key>/", views.sign_in, name="sign_in"),
]
