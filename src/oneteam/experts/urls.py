from django.urls import path

from .views import belongings, doubles, imports, indexing
from .views import profiles as views

app_name = "experts"
urlpatterns = [
    path("", views.expert_list, name="list"),
    path("enrol/", views.enrol, name="enrol"),
    path("doubles/", doubles.pairs, name="doubles"),
    path("doubles/<str:one>/<str:other>/", doubles.pair, name="double"),
    path("index/", indexing.index, name="index"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/edit/", views.edit, name="edit"),
    path("<str:code>/works/import/", imports.start, name="import"),
    path("<str:code>/works/import/<str:draft_code>/", imports.draft, name="import_draft"),
    path("<str:code>/consent/", views.consent, name="consent"),
    path("<str:code>/availability/", belongings.availability, name="availability"),
    path("<str:code>/add/<str:what>/", belongings.add, name="add"),
    path("<str:code>/remove/<str:what>/<str:row>/", belongings.remove, name="remove"),
    path("<str:code>/engagements/<str:engagement>/end/", belongings.end_engagement, name="end_engagement"),
]
