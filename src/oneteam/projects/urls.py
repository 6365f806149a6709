from django.urls import path

from .views import effects, projects, steps

app_name = "projects"
urlpatterns = [
    path("", projects.project_list, name="list"),
    path("new/", projects.new, name="new"),
    path("new/<str:decision_code>/", projects.new, name="new_from"),
    path("effects/<str:code>/", effects.effect, name="effect"),
    path("effects/<str:code>/measure/", effects.measure, name="measure"),
    path("effects/<str:code>/claim/", effects.claim, name="claim"),
    path("effects/<str:code>/verifier/", effects.verifier, name="verifier"),
    path("effects/<str:code>/verify/", effects.verify, name="verify"),
    path("effects/<str:code>/act/<str:what>/", effects.act, name="effect_act"),
    path("<str:code>/", projects.detail, name="detail"),
    path("<str:code>/edit/", steps.edit, name="edit"),
    path("<str:code>/people/", steps.people, name="people"),
    path("<str:code>/files/", steps.attach_file, name="attach"),
    path("<str:code>/milestone/", steps.milestone, name="milestone"),
    path("<str:code>/milestone/<str:milestone>/", steps.move, name="move"),
    path("<str:code>/trl/", steps.trl, name="trl"),
    path("<str:code>/site/", steps.site, name="site"),
    path("<str:code>/effect/", steps.effect, name="new_effect"),
    path("<str:code>/stop/", steps.stop, name="stop"),
    path("<str:code>/close/", steps.close, name="close"),
    path("<str:code>/act/<str:what>/", steps.act, name="act"),
    path("<str:code>/act/<str:what>/<str:key>/", steps.act, name="act_on"),
]
