"""The addresses with the demo's: they are mounted only in demo mode."""

from django.urls import include, path

from oneteam.config.urls import handler404, urlpatterns

__all__ = ["handler404", "urlpatterns"]

urlpatterns = [path("demo/", include("oneteam.demo.urls")), *urlpatterns]
