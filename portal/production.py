"""What an installation that serves people must have been given before it starts. Knows nothing of Django."""

from __future__ import annotations

from collections.abc import Sequence

DEVELOPMENT_SECRET = "development-only-secret-which-production-refuses"  # noqa: S105  it is no secret
SHORTEST_SECRET = 50
ENVIRONMENTS = ("development", "production")


def chosen_environment(named: str, *, debug: str) -> str:
    """The environment that COMITY_ENV names. Where it names none, an explicit DEBUG=false means production.

    So a checkout works with nothing set. The server's entry (`portal.wsgi`) and the image say "production".
    """
    if named:
        if named not in ENVIRONMENTS:
            raise SystemExit(f'COMITY_ENV is "{named}"; it must be one of: {", ".join(ENVIRONMENTS)}.')
        return named
    return "production" if debug.strip().lower() in {"0", "false", "no", "off", "n", "f"} else "development"


def refusals(
    *, debug: bool, secret_key: str, allowed_hosts: Sequence[str], behind_proxy: bool = False, proxies: int = 0
) -> str:
    """Why production must not start, one reason a line; empty when nothing speaks against it."""
    reasons = []
    if debug:
        reasons.append("DEBUG is on: it shows the source and settings to everybody. Set DEBUG=false.")
    if secret_key == DEVELOPMENT_SECRET or len(secret_key) < SHORTEST_SECRET:
        reasons.append(
            f"SECRET_KEY is missing, a development secret or shorter than {SHORTEST_SECRET} characters. Make one with: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if not any(host.strip() for host in allowed_hosts) or "*" in allowed_hosts:
        reasons.append("ALLOWED_HOSTS names no host, or every host. Set it to the names of the site, joined by commas.")
    if behind_proxy and not proxies:
        reasons.append(
            "BEHIND_TLS_PROXY is on and TRUSTED_PROXY_COUNT is 0: all would be counted as one person, and soon be "
            "refused. Set it to the number of your proxies that add to X-Forwarded-For."
        )
    if not reasons:
        return ""
    return "Comity does not start in production:\n" + "\n".join(f"- {reason}" for reason in reasons)


def official_address(allowed_hosts: Sequence[str]) -> str:
    """The address that letters link to where BASE_URL is not set: the first host, over HTTPS."""
    return f"https://{allowed_hosts[0].removeprefix('.')}"
