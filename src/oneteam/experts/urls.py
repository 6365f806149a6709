from django.urls import path

from . import views

app_name = "experts"
urlpatterns = [
    path("", views.expert_list, name="list"),
    path("enrol/", views.enrol, name="enrol"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/edit/", views.edit, name="edit"),
    path("<str:code>/consent/", views.consent, name="consent"),
    path("<str:code>/add/<str:what>/", views.add, name="add"),
    path("<str:code>/works/<str:work>/remove/", views.remove_work, name="remove_work"),
    path("<str:code>/engagements/<str:engagement>/remove/", views.end_engagement, name="end_engagement"),
]
