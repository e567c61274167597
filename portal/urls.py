from django.urls import include, path

urlpatterns = [
    path("", include("common.urls")),
    path("", include("accounts.urls")),
    path("", include("consultations.urls")),
    path("", include("comments.urls")),
    path("", include("digests.urls")),
]
