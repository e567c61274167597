from allauth.account.decorators import reauthentication_required
from allauth.account.views import logout
from allauth.usersessions.views import list_usersessions
from django.urls import URLPattern, URLResolver, include, path

from accounts.admin import site
from accounts.views.invitation import invitation, invitation_refuse, invitation_withdraw
from accounts.views.membership import (
    my_organisation,
    my_organisations,
    organisation_ask,
    organisation_ask_new,
    organisation_leave,
)
from accounts.views.organisation import (
    desk_membership_end,
    desk_organisation,
    desk_organisation_edit,
    desk_organisation_new,
    desk_organisation_verification,
    desk_organisations,
)
from accounts.views.organisation_request import desk_organisation_request, desk_organisation_requests
from accounts.views.profile import profile
from accounts.views.round_letters import round_letters_refuse
from accounts.views.sign_out import browser_forgets

MINE = "profile/organisations/"
DESK = "desk/organisations/"
REQUESTS = "desk/organisation-requests/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", profile, name="profile"),
    path(MINE, my_organisations, name="my_organisations"),
    path(MINE + "ask/", organisation_ask_new, name="organisation_ask_new"),
    path(MINE + "ask/<int:pk>/", organisation_ask, name="organisation_ask"),
    path(MINE + "<int:pk>/", my_organisation, name="my_organisation"),
    path(MINE + "<int:pk>/leave/", organisation_leave, name="organisation_leave"),
    path(MINE + "<int:pk>/invitations/<int:invitation>/", invitation_withdraw, name="invitation_withdraw"),
    path("invitations/<str:token>/", invitation, name="invitation"),
    path("invitations/<str:token>/refuse/", invitation_refuse, name="invitation_refuse"),
    path(DESK, desk_organisations, name="desk_organisations"),
    path(DESK + "new/", desk_organisation_new, name="desk_organisation_new"),
    path(DESK + "<int:pk>/", desk_organisation, name="desk_organisation"),
    path(DESK + "<int:pk>/edit/", desk_organisation_edit, name="desk_organisation_edit"),
    path(DESK + "<int:pk>/verification/", desk_organisation_verification, name="desk_organisation_verification"),
    path(DESK + "<int:pk>/representatives/<int:membership>/", desk_membership_end, name="desk_membership_end"),
    path(REQUESTS, desk_organisation_requests, name="desk_organisation_requests"),
    path(REQUESTS + "<int:pk>/", desk_organisation_request, name="desk_organisation_request"),
    path("accounts/sessions/", reauthentication_required(list_usersessions, allow_get=True), name="usersessions_list"),
    path("letters/rounds/<str:token>/", round_letters_refuse, name="round_letters_refuse"),
    path("accounts/logout/", browser_forgets(logout), name="account_logout"),
    path("accounts/", include("allauth.urls")),
    path("admin/", site.urls),
]
