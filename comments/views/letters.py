from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.permissions import signed_in
from accounts.services.round_letters import choose_round_letters
from comments.enums import LetterKind
from comments.forms.letters import LettersForm
from comments.letters.refusal import refusal_of
from comments.services.letter_choices import choose_letters, refuse_letters


@never_cache
@login_required
def my_letters(request: HttpRequest) -> HttpResponse:
    """When which letters come."""
    user = signed_in(request.user)
    form = LettersForm(request.POST or None, user=user)
    if form.is_valid():
        choose_letters(user, form.times)
        choose_round_letters(user, wanted=form.cleaned_data["wants_round_letters"])
        messages.success(request, _("Your choice is saved. What waits already follows it."))
        return redirect("my_letters")
    return render(request, "comments/my_letters.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the address, which nobody can guess, is the right to
def letters_refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it refuses: programs that look into letters follow their links. All kinds where that is asked for."""
    refusal = refusal_of(token)
    if refusal is None:
        raise Http404
    is_refused = request.method == "POST"
    kinds = tuple(LetterKind) if request.POST.get("all") else refusal.kinds
    if is_refused:
        refuse_letters(refusal.reader, kinds)
    context = {"kinds": kinds, "is_of_all": len(kinds) == len(LetterKind), "is_refused": is_refused}
    return render(request, "comments/letters_refuse.html", context)
