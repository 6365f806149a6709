from django.urls import path

from .views import thread

app_name = "cases"
urlpatterns = [
    path("thread/<str:code>/", thread.thread, name="thread"),
]
