"""What administrators look up here: people, organisations, stakeholder groups. Every change goes through a service."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_site import site
from accounts.enums import SiteRole
from accounts.models import Organisation, StakeholderGroup, User
from accounts.permissions import signed_in
from accounts.second_factor import ask_again
from accounts.services.role import set_active, set_site_role

__all__ = ["site"]

STANDING = ["site_role", "is_active"]
SAID_BY_THEMSELVES = [
    "email",
    "name",
    "stakeholder_group",
    "country",
    "organisation_name",
    "joined_at",
    "profile_completed_at",
]


class Kept(admin.ModelAdmin):  # type: ignore[type-arg]  # takes none at run time
    """Rows that are never deleted here."""

    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(User, site=site)
class UserAdmin(Kept):
    """Role and closing of accounts. What people say about themselves only they change."""

    list_display = ["email", "name", "site_role", "stakeholder_group", "country", "is_active", "joined_at"]
    list_filter = ["site_role", "is_active", "stakeholder_group"]
    list_select_related = ["stakeholder_group"]
    search_fields = ["email", "name", "organisation_name"]
    ordering = ["email"]
    fields = [*STANDING, *SAID_BY_THEMSELVES]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        own = obj is not None and obj.pk == request.user.pk
        return [*SAID_BY_THEMSELVES, *(STANDING if own else [])]

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool) -> None:
        ask_again(request)
        by = signed_in(request.user)
        if "site_role" in form.changed_data:
            set_site_role(by=by, user=obj, role=SiteRole(obj.site_role))
        if "is_active" in form.changed_data:
            set_active(by=by, user=obj, active=obj.is_active)


@admin.register(StakeholderGroup, site=site)
class StakeholderGroupAdmin(Kept):
    """To look things up. The lists of the secretariat are kept at the desk."""

    list_display = ["slug", "name", "order", "retired_at"]
    ordering = ["order", "slug"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Organisation, site=site)
class OrganisationAdmin(Kept):
    """To look things up. Organisations are made, changed, verified and merged at the desk."""

    list_display = ["name", "short_name", "stakeholder_group", "country", "state", "verified_at"]
    list_filter = ["state", "stakeholder_group"]
    list_select_related = ["stakeholder_group"]
    search_fields = ["name", "short_name", "register_number"]
    readonly_fields = ["website"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
