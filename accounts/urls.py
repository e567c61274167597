from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.views.profile import profile

urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", profile, name="profile"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
