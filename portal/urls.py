from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from portal.converters import SitePageConverter
from portal.views.desk import desk
from portal.views.desk_pages import desk_page, desk_page_version, desk_pages
from portal.views.dev_codes import dev_codes
from portal.views.health import health, ready
from portal.views.home import home
from portal.views.metrics import metrics
from portal.views.own_data import account_close, account_closed, my_data, my_data_file
from portal.views.problem_report import desk_problem_state, desk_problems, problem_report_new
from portal.views.second_factor import passkey_remove, second_factor
from portal.views.site_page import site_page
from portal.views.sitemaps import SITEMAPS
from portal.views.styleguide import styleguide
from portal.views.well_known import robots, security_txt

register_converter(SitePageConverter, "site_page")

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("health/ready/", ready, name="ready"),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("sitemap.xml", index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
    path("metrics/", metrics, name="metrics"),
    path("<site_page:page>/", site_page, name="site_page"),
    path("report-a-problem/", problem_report_new, name="problem_report_new"),
    path("profile/data/", my_data, name="my_data"),
    path("profile/data.json", my_data_file, name="my_data_file"),
    path("profile/close/", account_close, name="account_close"),
    path("account-closed/", account_closed, name="account_closed"),
    path("second-factor/", second_factor, name="second_factor"),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", passkey_remove, name="mfa_remove_webauthn"),
    path("desk/", desk, name="desk"),
    path("desk/pages/", desk_pages, name="desk_pages"),
    path("desk/pages/<site_page:page>/<str:language>/", desk_page, name="desk_page"),
    path("desk/pages/<site_page:page>/<str:language>/<int:number>/", desk_page_version, name="desk_page_version"),
    path("desk/problems/", desk_problems, name="desk_problems"),
    path("desk/problems/<int:pk>/state/", desk_problem_state, name="desk_problem_state"),
    path("dev/codes/", dev_codes, name="dev_codes"),
    path("styleguide/", styleguide, name="styleguide"),
    path("language/", set_language, name="set_language"),
    path("", include("common.urls")),
    path("", include("accounts.urls")),
    path("", include("consultations.urls")),
    path("", include("comments.urls")),
    path("", include("digests.urls")),
]
