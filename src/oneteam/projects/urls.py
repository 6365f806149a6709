from django.urls import path

from . import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("new/", views.new, name="new"),
    path("new/<str:decision_code>/", views.new, name="new_from"),
    path("effects/<str:code>/", views.effect, name="effect"),
    path("effects/<str:code>/<str:what>/", views.effect_act, name="effect_act"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/add/<str:what>/", views.add, name="add"),
    path("<str:code>/act/<str:what>/", views.act, name="act"),
    path("<str:code>/act/<str:what>/<int:number>/", views.act, name="act_on"),
    path("<str:code>/milestones/<int:number>/", views.move, name="move"),
    path("<str:code>/sites/<int:number>/effect/", views.new_effect, name="new_effect"),
]
