"""Countries of ISO 3166-1 and regions of UN M49: lookup, names by language, and finding a country in free text."""

from accounts.countries.country import Country, all_countries, country
from accounts.countries.find import find
from accounts.countries.region import NOT_STATED, REGIONS, region_name, subregions

__all__ = ["NOT_STATED", "REGIONS", "Country", "all_countries", "country", "find", "region_name", "subregions"]
