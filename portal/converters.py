from portal.enums import SitePage


class SitePageConverter:
    """The address of a page of the site."""

    regex = "|".join(SitePage.values)

    def to_python(self, value: str) -> SitePage:
        return SitePage(value)

    def to_url(self, value: str) -> str:
        return str(SitePage(value))
