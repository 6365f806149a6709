from django.urls import path

from .views import days, decisions, feedback, minutes, runs, tables, waivers

app_name = "roundtables"
urlpatterns = [
    path("", tables.table_list, name="list"),
    path("days/", days.days, name="days"),
    path("days/<str:code>/", days.day, name="day"),
    path("match/<str:code>/", runs.match, name="match"),
    path("runs/<str:code>/", runs.run, name="run"),
    path("match/<str:code>/compare/", runs.compare, name="compare"),
    path("runs/<str:code>/exchange/", runs.swap, name="swap"),
    path("runs/<str:code>/note/", runs.note, name="note"),
    path("runs/<str:code>/again/<str:what>/", runs.change, name="change"),
    path("runs/<str:code>/waiver/", waivers.ask, name="ask_waiver"),
    path("waivers/<str:code>/", waivers.waiver, name="waiver"),
    path("runs/<str:code>/send/", runs.send, name="send"),
    path("runs/<str:code>/approve/", runs.approve, name="approve"),
    path("runs/<str:code>/ask-again/", runs.ask_again, name="ask_again"),
    path("new/<str:code>/", tables.new, name="new"),
    path("actions/<str:code>/", tables.finish_item, name="finish_item"),
    path("<str:code>/", tables.detail, name="detail"),
    path("<str:code>/invitation/", tables.invitation, name="invitation"),
    path("<str:code>/cancel/", tables.cancel, name="cancel"),
    path("<str:code>/attendance/", tables.attendance, name="attendance"),
    path("<str:code>/decision/", decisions.decide, name="decide"),
    path("decisions/<str:code>/review/", decisions.review, name="review"),
    path("<str:code>/actions/", tables.add_item, name="add_item"),
    path("<str:code>/feedback/", feedback.feedback, name="feedback"),
    path("<str:code>/close/", tables.close, name="close"),
    path("<str:code>/minutes/", minutes.minutes, name="minutes"),
    path("<str:code>/minutes/edit/", minutes.edit, name="minutes_edit"),
    path("<str:code>/minutes/send/", minutes.send, name="minutes_send"),
    path("<str:code>/minutes/agree/", minutes.agree, name="minutes_agree"),
    path("<str:code>/minutes/files/", minutes.attach, name="minutes_attach"),
]
