"""Every door of the product, named by dotted string."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from verifier import health

# Swagger's own page loads its scripts by address and cannot carry a nonce.
swagger = csp_replace({"script-src": [SELF]})(SpectacularSwaggerSplitView.as_view(url_name="schema"))

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs", swagger, name="api_docs"),
    path("api/v1/", include("verifier.confirmations.api.urls")),
    path("api/v1/", include("projects.api.urls")),
    path("api/v1/", include("reports.api.urls")),
    path("", include("verifier.desk.urls")),
    path("", include("verifier.confirmations.web.urls")),
    path("", include("projects.web.urls")),
    path("", include("reports.web.urls")),
]
handler404 = "verifier.http.not_found"
handler500 = "verifier.health.server_error"
