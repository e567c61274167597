from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from accounts.second_factor import ask_again
from consultations.enums import TeamRole
from consultations.forms.team import MemberForm
from consultations.permissions import can_change_team
from consultations.queries.desk import team_of
from consultations.services.team import LastEditor, NoSuchAccount, add_member, remove_member
from consultations.views.desk import consultation_at_desk, require


@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works at this desk; administrators add people."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    form = MemberForm(request.POST or None)
    if request.method == "POST":
        require(can_change_team(request.user), _("change the team"))
    if form.is_valid():
        ask_again(request)
        role = TeamRole(form.cleaned_data["role"])
        try:
            member = add_member(
                by=signed_in(request.user), consultation=consultation, email=form.cleaned_data["email"], role=role
            )
        except NoSuchAccount as refusal:
            form.add_error("email", str(refusal.message))
        except LastEditor as refusal:
            form.add_error("role", str(refusal.message))
        else:
            messages.success(request, _("%(name)s works here now.") % {"name": member.user})
            return redirect("desk_team", slug)
    context = {
        "place": "team",
        "consultation": consultation,
        "form": form,
        "team": team_of(consultation),
        "may_change": can_change_team(request.user),
    }
    return render(request, "consultations/team.html", context, status=422 if form.is_bound else 200)


@login_required
def member_remove(request: HttpRequest, slug: str, member: int) -> HttpResponse:
    """Asks first."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    require(can_change_team(request.user), _("change the team"))
    found = get_object_or_404(team_of(consultation), pk=member)
    if request.method != "POST":
        context = {"place": "team", "consultation": consultation, "member": found}
        return render(request, "consultations/team_remove.html", context)
    ask_again(request)
    remove_member(by=signed_in(request.user), member=found)
    messages.success(request, _("%(name)s no longer works here.") % {"name": found.user})
    return redirect("desk_team", slug)
