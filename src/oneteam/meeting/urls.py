from django.urls import path

from .views import people, record, room

app_name = "meeting"
urlpatterns = [
    path("<str:code>/", room.room, name="room"),
    path("<str:code>/part/<str:name>/", room.part, name="part"),
    path("<str:code>/begin/", room.begin, name="begin"),
    path("<str:code>/go/", room.go, name="go"),
    path("<str:code>/more-time/", room.more_time, name="more_time"),
    path("<str:code>/end/", room.end, name="end"),
    path("<str:code>/agenda/", room.agenda, name="agenda"),
    path("<str:code>/here/", people.here, name="here"),
    path("<str:code>/hand/", people.hand, name="hand"),
    path("<str:code>/lower/", people.lower, name="lower"),
    path("<str:code>/floor/", people.floor, name="floor"),
    path("<str:code>/chair/", people.chair, name="chair"),
    path("<str:code>/say/", record.say, name="say"),
    path("<str:code>/in-short/<int:number>/", record.gist, name="gist"),
    path("<str:code>/ideas/", record.propose, name="propose"),
    path("<str:code>/voting/", record.voting, name="voting"),
    path("<str:code>/to-do/", record.todo, name="todo"),
    path("<str:code>/files/", record.attach, name="attach"),
    path("notes/<str:code>/", record.note, name="note"),
    path("notes/<str:code>/take-back/", record.take_back, name="take_back"),
    path("ideas/<str:code>/", record.idea, name="idea"),
    path("ideas/<str:code>/vote/", record.vote, name="vote"),
]
