from django.urls import path

from digests.views import digest as views

urlpatterns = [
    path("desk/c/<slug:slug>/digests/", views.digests, name="desk_digests"),
    path("desk/c/<slug:slug>/digests/new/", views.digest_new, name="desk_digest_new"),
    path("desk/c/<slug:slug>/digests/<uuid:key>/", views.digest, name="desk_digest"),
    path("desk/c/<slug:slug>/digests/<uuid:key>/cancel/", views.digest_cancel, name="desk_digest_cancel"),
    path("desk/c/<slug:slug>/digests/<uuid:key>/again/", views.digest_again, name="desk_digest_again"),
    path("desk/c/<slug:slug>/digests/<uuid:key>/files/<str:name>/", views.digest_file, name="desk_digest_file"),
]
