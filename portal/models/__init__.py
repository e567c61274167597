from portal.models.problem_report import ProblemReport
from portal.models.site_page import SitePageRevision

__all__ = ["ProblemReport", "SitePageRevision"]
