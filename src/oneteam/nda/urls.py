from django.urls import path

from . import views

app_name = "nda"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("sign/<str:token>/", views.sign, name="sign"),
    path("upload/", views.upload, name="upload"),
    path("signed/<str:code>/", views.signing, name="signing"),
    path("text/", views.text, name="text"),
    path("text/<int:version>/", views.version, name="version"),
    path("office/", views.office, name="office"),
    path("copies/<str:code>/", views.copy, name="copy"),
    path("copies/<str:code>/decline/", views.decline, name="decline"),
]
