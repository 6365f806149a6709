from django.urls import path

from .views import office, people, reading, writing

app_name = "problems"
urlpatterns = [
    path("", reading.problem_list, name="list"),
    path("new/", writing.new, name="new"),
    path("register/", office.register, name="register"),
    path("<str:code>/", reading.detail, name="detail"),
    path("<str:code>/edit/<str:step>/", writing.edit, name="edit"),
    path("<str:code>/submit/", writing.submit, name="submit"),
    path("<str:code>/scoping/", office.scoping, name="scoping"),
    path("<str:code>/people/", people.people, name="people"),
    path("<str:code>/read/", people.readings, name="readings"),
    path("<str:code>/people/name/", people.name, name="name"),
    path("<str:code>/level/<str:way>/", people.change_level, name="level"),
    path("<str:code>/answer/<str:request_code>/", people.answer, name="answer"),
    path("<str:code>/share/", people.share, name="share"),
    path("<str:code>/files/", reading.attach_file, name="attach"),
    path("<str:code>/act/<str:name>/", reading.act, name="act"),
]
