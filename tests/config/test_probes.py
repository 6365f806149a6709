import pytest
from django.test import Client

from oneteam.base import heartbeat


@pytest.mark.django_db
def test_healthz_answers_without_the_database(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_misses_a_worker_until_it_gives_a_sign_of_life(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "migrations": "ok", "worker": "no sign of life"}
    heartbeat.beat("host:1")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_metrics_count_by_route_and_name_no_content(client: Client) -> None:
    client.get("/healthz?q=secret-word")
    client.get("/nothing-here/P-SECRET/")
    said = client.get("/metrics").content.decode()
    assert 'oneteam_requests_total{route="healthz",method="GET",status="200"' in said
    assert 'route="none",method="GET",status="404"' in said
    assert "secret" not in said.lower()


@pytest.mark.django_db
def test_metrics_are_only_for_this_machine_or_who_knows_the_word(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    settings.METRICS_TOKEN = "word"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer word"}).status_code == 200


@pytest.mark.django_db
def test_request_id_is_kept_when_it_is_plain_and_made_when_not(client: Client) -> None:
    assert (
        client.get("/healthz", headers={"X-Request-ID": "abcdef-123456"})["X-Request-ID"] == "abcdef-123456"
    )
    assert client.get("/healthz", headers={"X-Request-ID": "<script>x</script>"})["X-Request-ID"].isalnum()
