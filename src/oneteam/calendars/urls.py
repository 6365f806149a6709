from django.urls import path

from . import views

app_name = "calendars"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("address/<str:what>/", views.feed_act, name="feed_act"),
    path("file/", views.upload, name="upload"),
    path("file/<str:code>/", views.draft, name="draft"),
    path("subscribe/", views.subscribe, name="subscribe"),
    path("sources/<str:code>/<str:what>/", views.source_act, name="source_act"),
    path("<str:token>.ics", views.feed, name="feed"),
]
