from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.services.round_letters import reader_of, refuse_round_letters


@never_cache
@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the right to
def round_letters_refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Asks before it refuses: programs that look into letters follow their links."""
    reader = reader_of(token)
    if reader is None:
        raise Http404
    if request.method == "POST":
        refuse_round_letters(reader)
    return render(request, "accounts/round_letters.html", {"is_refused": request.method == "POST"})
