from django.urls import include, path

from portal.views.desk import desk
from portal.views.health import health
from portal.views.home import home
from portal.views.metrics import metrics
from portal.views.styleguide import styleguide

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("metrics/", metrics, name="metrics"),
    path("desk/", desk, name="desk"),
    path("styleguide/", styleguide, name="styleguide"),
    path("", include("common.urls")),
    path("", include("accounts.urls")),
    path("", include("consultations.urls")),
    path("", include("comments.urls")),
    path("", include("digests.urls")),
]
