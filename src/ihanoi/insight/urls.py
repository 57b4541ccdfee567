"""The public's transparency page and its workbook."""

from django.urls import path

from ihanoi.insight import views

app_name = "insight"
urlpatterns = [
    path("minh-bach", views.transparency, name="transparency"),
    path("minh-bach.xlsx", views.workbook, name="workbook"),
]
