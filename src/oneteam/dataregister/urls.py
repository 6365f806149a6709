from django.urls import path

from .views import items, outputs, tier

app_name = "dataregister"
urlpatterns = [
    path("items/<str:code>/", items.item, name="item"),
    path("items/<str:code>/edit/", items.edit, name="edit"),
    path("items/<str:code>/files/", items.attach, name="attach"),
    path("items/<str:code>/tier/", tier.tier, name="tier"),
    path("items/<str:code>/tier/again/", items.ask_again, name="ask_again"),
    path("items/<str:code>/use/", items.use, name="use"),
    path("items/<str:code>/prolong/", items.prolong, name="prolong"),
    path("items/<str:code>/end/", items.end, name="end"),
    path("items/<str:code>/certificate/<str:language>/", items.certificate, name="certificate"),
    path("items/<str:code>/output/", outputs.new, name="new_output"),
    path("items/<str:code>/act/<str:what>/", items.act, name="act"),
    path("outputs/<str:code>/", outputs.output, name="output"),
    path("outputs/<str:code>/answer/", outputs.answer, name="answer"),
    path("outputs/<str:code>/take-back/", outputs.take_back, name="take_back"),
    path("<str:code>/", items.register, name="register"),
    path("<str:code>/new/", items.new, name="new"),
    path("<str:code>/take-over/", items.take_over, name="take_over"),
]
