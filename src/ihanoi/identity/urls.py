"""Sign-in and what belongs to it."""

from django.urls import path

from ihanoi.identity import views
from ihanoi.identity.views import oidc

app_name = "identity"
urlpatterns = [
    path("dang-nhap", views.sign_in, name="sign_in"),
    path("dang-nhap/gui-ma", views.send_code, name="send_code"),
    path("dang-nhap/ma", views.code, name="code"),
    path("dang-nhap/gui-lai-ma", views.send_again, name="send_again"),
    path("mat-dien-thoai", views.lost_phone, name="lost_phone"),
    path("dang-ky", views.sign_up, name="sign_up"),
    path("dang-xuat", views.sign_out, name="sign_out"),
    path("dang-nhap/khoa", views.enter_by_passkey, name="passkey"),
    path("dang-nhap/khoa/cau-hoi", views.passkey_options, name="passkey_options"),
    path("dang-nhap/buoc-hai", views.second, name="second"),
    path("dang-nhap/cai-dat", views.enrol, name="enrol"),
    path("dang-nhap/mat-khau-moi", views.renew, name="renew"),
    path("tai-khoan/so-dien-thoai", views.change_phone, name="change_phone"),
    path("tai-khoan/thu-dien-tu", views.change_email, name="change_email"),
    path("tai-khoan/xac-nhan", views.confirm_contact, name="confirm_contact"),
    path("dang-nhap/het-phien", views.session_over, name="session_over"),
    path("dang-nhap/noi-dung-da-nhap", views.resend, name="resend"),
    path("tai-khoan/phien", views.own_sessions, name="own_sessions"),
    path("tai-khoan/phien/<int:sign_in_id>/ket-thuc", views.end_session, name="end_session"),
    path("tai-khoan/bao-mat", views.security, name="security"),
    path("tai-khoan/bao-mat/xac-nhan", views.prove, name="prove"),
    path("tai-khoan/bao-mat/mat-khau", views.password, name="password"),
    path("tai-khoan/bao-mat/dang-xuat-noi-khac", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("tai-khoan/bao-mat/khoa", views.add_passkey, name="add_passkey"),
    path("tai-khoan/bao-mat/khoa/<int:passkey_id>/go", views.remove_passkey, name="remove_passkey"),
    path("tai-khoan/bao-mat/ung-dung", views.app, name="app"),
    path("tai-khoan/bao-mat/ung-dung/go", views.remove_app, name="remove_app"),
    path("tai-khoan/bao-mat/ma-du-phong", views.recovery, name="recovery"),
    path("loi-moi/<slug:token>", views.invitation, name="invitation"),
    path("dang-nhap/vneid", oidc.there, name="vneid_there"),
    path("dang-nhap/vneid/ve", oidc.back, name="vneid_back"),
    path("dang-nhap/vneid/moi", oidc.new, name="vneid_new"),
    path("tai-khoan/vneid", oidc.vneid, name="vneid"),
    path("tai-khoan/vneid/noi", oidc.link, name="vneid_link"),
    path("tai-khoan/vneid/bo", oidc.drop, name="vneid_drop"),
    path("tai-khoan/vneid/go", oidc.unlink, name="vneid_unlink"),
]
