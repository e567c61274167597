"""Static files: which are collected, and how they are named."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Names carry a hash of the content, the imports of JavaScript modules too, so that they may be kept for ever."""

    support_js_module_import_aggregation = True


class StaticFiles(StaticFilesConfig):
    """Leaves out what no page uses; some of it names files that are not there."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap.css*", "bootstrap.rtl.css*", "bootstrap-*", "bootstrap*.js*"),
        *("hx-*.js", "htmx-2-compat-*.js", "ht?x-4*.js", "htmax-4*.js"),
    ]
