from django.urls import path

from .views import effects, projects, sites, steps

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
    path("sites/", sites.place_list, name="places"),
    path("sites/<str:code>/", sites.place, name="place"),
    path("sites/<str:code>/edit/", sites.place_edit, name="place_edit"),
    path("<str:code>/", projects.detail, name="detail"),
    path("<str:code>/edit/", steps.edit, name="edit"),
    path("<str:code>/people/", steps.people, name="people"),
    path("<str:code>/files/", steps.attach_file, name="attach"),
    path("<str:code>/milestone/", steps.milestone, name="milestone"),
    path("<str:code>/milestone/<str:milestone>/", steps.move, name="move"),
    path("<str:code>/trl/", steps.trl, name="trl"),
    path("<str:code>/site/", steps.site, name="site"),
    path("<str:code>/site/<str:site>/", sites.application, name="application"),
    path("<str:code>/site/<str:site>/confirm/", sites.confirm, name="confirm_site"),
    path("<str:code>/site/<str:site>/version/", sites.version, name="site_version"),
    path("<str:code>/site/<str:site>/end/", sites.end, name="end_site"),
    path("<str:code>/check/<str:check>/", sites.check, name="site_check"),
    path("<str:code>/effect/", steps.effect, name="new_effect"),
    path("<str:code>/stop/", steps.stop, name="stop"),
    path("<str:code>/close/", steps.close, name="close"),
    path("<str:code>/act/<str:what>/", steps.act, name="act"),
    path("<str:code>/act/<str:what>/<str:key>/", steps.act, name="act_on"),
]
