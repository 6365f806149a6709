from django.urls import path

from .views import outcomes

app_name = "outcomes"
urlpatterns = [
    path("", outcomes.outcome_list, name="list"),
    path("table.csv", outcomes.table, name="table"),
    path("of/<str:code>/", outcomes.of_project, name="of_project"),
    path("of/<str:code>/new/", outcomes.new, name="new"),
    path("<str:code>/", outcomes.outcome, name="outcome"),
    path("<str:code>/edit/", outcomes.edit, name="edit"),
    path("<str:code>/act/<str:what>/", outcomes.act, name="act"),
]
