from django.urls import path

from verifier.confirmations.web import confirmations, figures, readings

app_name = "confirmations"
urlpatterns = [
    path("figures", figures.schemes, name="schemes"),
    path("figures/<str:scheme>", figures.scheme, name="scheme"),
    path("figures/<str:scheme>/read", readings.read, name="read"),
    path("confirmations/<uuid:confirmation_id>", confirmations.confirmation, name="confirmation"),
    path("confirmations/<uuid:confirmation_id>/countersign", confirmations.countersign, name="countersign"),
    path("confirmations/<uuid:confirmation_id>/refuse", confirmations.refuse, name="refuse"),
    path("confirmations/<uuid:confirmation_id>/document", confirmations.download, name="download"),
]
