from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What is open now and until when, what is coming, and what is closed."""
    return render(request, "portal/home.html")
