from django.urls import path

from .views import ledger, near, report, thread

app_name = "cases"
urlpatterns = [
    path("thread/<str:code>/", thread.thread, name="thread"),
    path("thread/<str:code>/report/", report.report, name="report"),
    path("thread/<str:code>/report/write/", report.write, name="write"),
    path("thread/<str:code>/report/<str:language>/<str:kind>/", report.file, name="file"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/<str:code>/", ledger.entry, name="entry"),
    path("ledger/<str:code>/share/", ledger.share, name="share"),
    path("ledger/near/<str:code>/", near.near, name="near"),
]
