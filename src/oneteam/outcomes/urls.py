from django.urls import path

from .views import outcomes, publications, rights

app_name = "outcomes"
urlpatterns = [
    path("", outcomes.outcome_list, name="list"),
    path("table.csv", outcomes.table, name="table"),
    path("of/<str:code>/", outcomes.of_project, name="of_project"),
    path("of/<str:code>/new/", outcomes.new, name="new"),
    path("of/<str:code>/result/", rights.new, name="new_result"),
    path("results/<str:code>/", rights.result, name="result"),
    path("results/<str:code>/edit/", rights.edit, name="edit_result"),
    path("results/<str:code>/contribution/", rights.contribute, name="contribute"),
    path("results/<str:code>/shares/", rights.divide, name="divide"),
    path("results/<str:code>/patent/", rights.patent, name="patent"),
    path("results/<str:code>/act/<str:what>/<str:key>/", rights.act, name="act_on_rights"),
    path("of/<str:code>/publication/", publications.new, name="new_publication"),
    path("publications/<str:code>/", publications.publication, name="publication"),
    path("publications/<str:code>/edit/", publications.edit, name="edit_publication"),
    path("publications/<str:code>/files/", publications.attach, name="attach_draft"),
    path("publications/<str:code>/send/", publications.send, name="send"),
    path("publications/<str:code>/answer/", publications.answer, name="answer"),
    path("publications/<str:code>/take-back/", publications.take_back, name="take_back"),
    path("publications/<str:code>/publish/", publications.publish, name="publish"),
    path("<str:code>/", outcomes.outcome, name="outcome"),
    path("<str:code>/edit/", outcomes.edit, name="edit"),
    path("<str:code>/granted/", rights.grant, name="grant"),
    path("<str:code>/act/<str:what>/", outcomes.act, name="act"),
]
