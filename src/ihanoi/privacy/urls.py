"""My data and my rights."""

from django.urls import path

from ihanoi.privacy import views

app_name = "privacy"
AT = "tai-khoan/du-lieu"
urlpatterns = [
    path(AT, views.own_data, name="own_data"),
    path(f"{AT}/dong-y", views.consents, name="consents"),
    path(f"{AT}/dong-y-lai", views.agree_again, name="agree_again"),
    path(f"{AT}/bo-han-che", views.lift, name="lift"),
    path(f"{AT}/ban-sao/<str:token>", views.fetch_copy, name="fetch_copy"),
    path(f"{AT}/quyen/<slug:slug>", views.ask, name="ask"),
    path(f"{AT}/quyen/<slug:slug>/dang-nhap-lai", views.prove, name="prove"),
    path(f"{AT}/yeu-cau/<int:request_id>", views.request, name="request"),
    path(f"{AT}/yeu-cau/<int:request_id>/rut", views.cancel, name="cancel"),
]
