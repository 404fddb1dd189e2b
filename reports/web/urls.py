from django.urls import path

from reports.web import judgement, public, report, seals, statement

app_name = "reports"
urlpatterns = [
    path("cases/<uuid:engagement>/report", report.report, name="report"),
    path("cases/<uuid:engagement>/report/draft", report.draft, name="draft"),
    path("reports/<uuid:report>/ask", report.ask, name="ask"),
    path("reports/<uuid:report>/submit", report.submit, name="submit"),
    path("reports/<uuid:report>/return", judgement.send_back, name="return"),
    path("reports/<uuid:report>/pass", judgement.pass_on, name="pass"),
    path("reports/<uuid:report>/decide", judgement.decide, name="decide"),
    path("reports/<uuid:report>/approve", judgement.approve, name="approve"),
    path("statements/<uuid:statement>/made", statement.made, name="made"),
    path("statements/<uuid:statement>/document", statement.document, name="document"),
    path("statements/<uuid:statement>/publish", statement.publish, name="publish"),
    path("statements/<uuid:statement>/withdraw", statement.withdraw, name="withdraw"),
    path("register", public.register, name="register"),
    path("c/<str:public_id>", public.verify, name="verify"),
    path("c/<str:public_id>/statement.pdf", public.verify_pdf, name="verify_pdf"),
    path("c/<str:public_id>/statement.json", public.verify_json, name="verify_json"),
    path("seals", seals.seals, name="seals"),
    path("seals.json", seals.seals_json, name="seals_json"),
]
