from django.urls import path

from verifier.confirmations.api.confirmations import (
    Confirmations,
    Content,
    Countersign,
    Figures,
    OneConfirmation,
    Refuse,
    Schemes,
)

app_name = "confirmations_api"
urlpatterns = [
    path("figures", Schemes.as_view(), name="schemes"),
    path("figures/<str:code>", Figures.as_view(), name="figures"),
    path("figures/<str:code>/confirmations", Confirmations.as_view(), name="confirmations"),
    path("confirmations/<uuid:pk>", OneConfirmation.as_view(), name="confirmation"),
    path("confirmations/<uuid:pk>/document", Content.as_view(), name="content"),
    path("confirmations/<uuid:pk>/countersignature", Countersign.as_view(), name="countersign"),
    path("confirmations/<uuid:pk>/refusal", Refuse.as_view(), name="refuse"),
]
