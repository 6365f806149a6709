from django.urls import path

from .views import directory, erasure, imports, invitations, office, organisations

app_name = "alliance"
urlpatterns = [
    path("organisations/", directory.organisations, name="organisations"),
    path("organisations/new/", organisations.new, name="organisation_new"),
    path("organisations/<str:code>/", directory.organisation, name="organisation"),
    path("organisations/<str:code>/edit/", organisations.edit, name="organisation_edit"),
    path("organisations/<str:code>/standing/", organisations.advance, name="advance"),
    path("organisations/<str:code>/period/", organisations.period, name="period"),
    path("organisations/<str:code>/period/<str:since>/", organisations.period_change, name="period_change"),
    path("organisations/<str:code>/seats/new/", organisations.seat, name="seat_new"),
    path("organisations/<str:code>/seats/<str:seat_code>/end/", organisations.seat_end, name="seat_end"),
    path("people/", directory.people, name="people"),
    path("rivals/", office.rivalries, name="rivalries"),
    path("rivals/new/", office.rivalry_new, name="rivalry_new"),
    path("rivals/<str:code>/end/", office.rivalry_end, name="rivalry_end"),
    path("agreements/", office.agreements, name="agreements"),
    path("agreements/new/", office.agreement_new, name="agreement_new"),
    path("agreements/<str:code>/end/", office.agreement_end, name="agreement_end"),
    path("vocabulary/", office.skills, name="skills"),
    path("vocabulary/new/", office.skill_new, name="skill_new"),
    path("vocabulary/<str:code>/", office.skill, name="skill"),
    path("import/", imports.start, name="import"),
    path("import/<str:code>/", imports.draft, name="import_draft"),
    path("import/<str:code>/now/", imports.carry_out, name="import_now"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/new/", invitations.invite, name="invite"),
    path("invitations/<str:code>/again/", invitations.again, name="invitation_again"),
    path("invitations/<str:code>/withdraw/", invitations.withdraw, name="invitation_withdraw"),
    path("invitation/<str:token>/", invitations.accept, name="accept"),
    path("erasure/", erasure.ask, name="erasure"),
    path("erasures/", office.erasures, name="erasures"),
    path("erasures/<str:code>/", office.erase, name="erase"),
    path("about/", organisations.about, name="about"),
    path("first-steps/<str:step>/skip/", organisations.skip, name="skip"),
]
