from django.urls import path

from .views import imports
from .views import profiles as views

app_name = "experts"
urlpatterns = [
    path("", views.expert_list, name="list"),
    path("enrol/", views.enrol, name="enrol"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/edit/", views.edit, name="edit"),
    path("<str:code>/works/import/", imports.start, name="import"),
    path("<str:code>/works/import/<str:draft_code>/", imports.draft, name="import_draft"),
    path("<str:code>/consent/", views.consent, name="consent"),
    path("<str:code>/add/<str:what>/", views.add, name="add"),
    path("<str:code>/works/<str:work>/remove/", views.remove_work, name="remove_work"),
    path("<str:code>/engagements/<str:engagement>/remove/", views.end_engagement, name="end_engagement"),
]
