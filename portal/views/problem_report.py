from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import signed_in
from common.client_address import client_network
from common.keyset import paginate
from common.rate_limit import is_too_often
from consultations.views.desk import require
from portal.enums import ProblemState
from portal.forms.problem_report import ProblemReportForm
from portal.models import ProblemReport
from portal.permissions import can_read_problem_reports
from portal.services.problem_report import report_problem, settle_problem

REPORTS_AN_HOUR = 5
HOUR = 3600
PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
def problem_report_new(request: HttpRequest) -> HttpResponse:
    """Anybody may say what does not work; from one network address so often an hour. The page one came from is
    filled in."""
    form = ProblemReportForm(request.POST or None, initial={"page": _came_from(request)})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if not _is_too_often(request):
            by = request.user if isinstance(request.user, User) else None
            report_problem(by=by, **form.cleaned_data)
            messages.success(request, _("Thank you. Your report is stored and on its way to the administrators."))
            return redirect("home")
        form.add_error(
            None, _("Several reports came from your network within an hour. Your text is below: send it again later.")
        )
        status = 429
    return render(request, "portal/problem_report_new.html", {"form": form}, status=status)


@require_safe
@login_required
def desk_problems(request: HttpRequest) -> HttpResponse:
    """What people have reported: what is open first, then what is done, the newest at the top of each."""
    require(can_read_problem_reports(request.user), _("read reports of problems"))
    reports = paginate(
        ProblemReport.objects.select_related("by", "done_by"),
        order=("-state", "-reported_at", "-id"),
        cursor=request.GET.get("cursor", ""),
        size=PAGE,
    )
    return render(request, "portal/desk_problems.html", {"reports": reports, "place": "problems"})


@require_POST
@login_required
def desk_problem_state(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a report as done, or open it again."""
    require(can_read_problem_reports(request.user), _("decide on reports of problems"))
    report = get_object_or_404(ProblemReport, pk=pk)
    state = ProblemState.OPEN if request.POST.get("state") == ProblemState.OPEN else ProblemState.DONE
    settle_problem(by=signed_in(request.user), report=report, state=state)
    messages.success(
        request, _("The report is open again.") if state is ProblemState.OPEN else _("The report is done.")
    )
    return redirect("desk_problems")


def _is_too_often(request: HttpRequest) -> bool:
    network = client_network(request)
    return bool(network) and is_too_often("problem-report", network, limit=REPORTS_AN_HOUR, seconds=HOUR)


def _came_from(request: HttpRequest) -> str:
    """The path of the page of ours with the link to the form, without what stands after a question mark."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path[:500] if came_from.netloc == request.get_host() else ""
