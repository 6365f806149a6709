from django.urls import path

from . import views

app_name = "longjobs"
urlpatterns = [
    path("<str:code>/", views.job, name="job"),
    path("<str:code>/stop/", views.stop, name="stop"),
]
